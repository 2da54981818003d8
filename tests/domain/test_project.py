from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import LAWS

from mlv_tui.domain.forest import Layout, PlanState
from mlv_tui.domain.milestone import Milestone, PlanValues
from mlv_tui.domain.project import (
    Plan,
    Project,
    Root,
    Snapshot,
    natural_key,
    plan_order,
    project_slug,
)

any_path = st.lists(st.text("ab1２0.-", min_size=1, max_size=4), min_size=1, max_size=3).map(
    "/".join
)


def test_plans_are_ordered_as_people_count():
    """`plan-2` stands before `plan-10`, and case makes no difference."""
    paths = ["plan-10.md", "Plan-2.md", "plan-1.md", "a.md"]

    assert sorted(paths, key=natural_key) == ["a.md", "plan-1.md", "Plan-2.md", "plan-10.md"]


def test_a_folders_own_files_come_before_its_subfolders():
    """What lies on top is read first, whatever the names."""
    paths = ["a/z/x.md", "z.md", "a/b.md", "a/2/x.md", "a/10/x.md"]

    assert sorted(paths, key=natural_key) == [
        "z.md",
        "a/b.md",
        "a/2/x.md",
        "a/10/x.md",
        "a/z/x.md",
    ]


@LAWS
@given(st.lists(any_path, unique=True, max_size=8))
def test_the_order_of_paths_is_one_alone(paths):
    """No two paths count the same, so plans never change places by chance."""
    back = paths[::-1]

    assert sorted(paths, key=natural_key) == sorted(back, key=natural_key)


def _plan(ident, root, path, *ids):
    layout = Layout(path, ids, tuple(range(1, len(ids) + 1)))
    return Plan(ident, root, path, PlanState(path, f"/{path}"), layout)


def test_plans_of_the_first_root_come_first():
    """Roots stand in the order they were added."""
    plans = [_plan(1, 2, "a.md"), _plan(2, 1, "z.md")]

    assert [plan.id for plan in sorted(plans, key=plan_order)] == [2, 1]


def test_a_snapshot_grows_its_forest_in_the_order_of_the_plans():
    """The trees stand as the plans do, and the forest knows its moment."""
    ones = {at: Milestone(at, f"plan-{at}.md", 1, "m", 1, PlanValues()) for at in (2, 10)}
    plans = (_plan(1, 1, "plan-10.md", 10), _plan(2, 1, "plan-2.md", 2))

    forest = Snapshot(Project(1, "p", "P", number=7), plans, ones).forest()

    assert forest.order == (2, 10)
    assert [plan.path for plan in forest.plans] == ["plan-2.md", "plan-10.md"]
    assert forest.number == 7


def test_a_root_is_a_folder_or_one_file_in_it():
    """Either is one absolute path."""
    assert Root(0, "/plans").path == "/plans"
    assert Root(0, "/plans", "a.md").path == "/plans/a.md"
    assert Root(0, "/", "a.md").path == "/a.md"


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Core platform", "core-platform"),
        ("mlv.io", "mlv.io"),
        ("Cafe\u0301", "café"),
        ("Café", "café"),
        ("部署", "部署"),
        ("plans", "plans"),
        ("🚀 Core", "core"),
        ("", "plans"),
        ("  ", "plans"),
        ("a/b", "a-b"),
    ],
)
def test_a_name_makes_a_slug_to_type(name, expected):
    """What a file system calls a folder, in one form whatever system wrote it."""
    assert project_slug(name) == expected


@LAWS
@given(st.text(max_size=30))
def test_a_slug_is_never_empty_nor_a_path(name):
    """It holds no blank and no slash, and begins with no dot or dash."""
    assert re.fullmatch(r"[^\W][^\s/]*", project_slug(name)) or project_slug(name)[0] not in "-._"
    assert not re.search(r"[\s/]", project_slug(name))


@pytest.mark.parametrize("name", ["🚀", "🎉", "  --  ", ".."])
def test_names_without_a_letter_have_slugs_of_their_own(name):
    """Two folders named by an emoji are two projects, and a slug is its own slug."""
    slug = project_slug(name)

    assert re.fullmatch(r"plans-[0-9a-f]{8}", slug)
    assert project_slug(slug) == slug == project_slug(name)
    assert slug != project_slug("👍")
