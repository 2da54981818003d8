"""Which project a folder belongs to: that of the deepest plan root above or below it."""

from __future__ import annotations

import pytest

from mlv_tui.domain.here import project_at
from mlv_tui.domain.project import Project, Root


def project(slug: str, *paths: str, archived: bool = False) -> Project:
    """Make a project with folders, and files, as its plan roots."""
    roots = [
        Root(at, path.rpartition("/")[0], path.rpartition("/")[2])
        if path.endswith(".md")
        else Root(at, path)
        for at, path in enumerate(paths, 1)
    ]
    return Project(1, slug, slug, roots=tuple(roots), archived_at=1 if archived else None)


@pytest.mark.parametrize(
    ("folder", "found"),
    [
        ("/src/core/plans", "core"),
        ("/src/core/plans/old", "core"),
        ("/src/core", "core"),
        ("/src/tours/plans", "tours"),
        ("/src/tours", "tours"),
        ("/src/tours/plans/old", None),
        ("/src/core-two", None),
        ("/src", "core"),
        ("/home", None),
    ],
)
def test_a_folder_leads_to_the_project_above_or_below_it(folder, found):
    """A folder that only begins with the same letters doesn't; a file has nothing below it."""
    projects = [project("core", "/src/core/plans"), project("tours", "/src/tours/plans/a.md")]

    seen = project_at(projects, folder)

    assert (seen.slug if seen else None) == found


def test_the_deepest_root_counts():
    """Of a whole checkout and a part of it, the part, from within it and from right above."""
    projects = [project("all", "/src"), project("part", "/src/desk/plans", "/other")]

    assert [project_at(projects, f"/src{at}").slug for at in ("/desk/plans", "/desk")] == [
        "part",
        "part",
    ]
    assert project_at(projects, "/src/core").slug == "all"


def test_of_those_in_the_folder_the_first_counts():
    """How deep in it they are says nothing about which is meant."""
    one, other = project("one", "/src/one.md"), project("other", "/src/b/c")

    assert project_at([one, other], "/src") == one
    assert project_at([other, one], "/src") == other


def test_of_those_as_deep_the_first_counts_and_archived_ones_never():
    """The first is the one that was written to last."""
    last, other = project("last", "/src/plans"), project("other", "/src/plans")
    away = project("away", "/src/plans/deeper", archived=True)

    assert project_at([away, last, other], "/src/plans/deeper") == last
    assert project_at([away], "/src/plans/deeper") is None
