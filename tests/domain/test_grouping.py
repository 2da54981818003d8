from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from query_cases import ask, project
from strategies import LAWS, forests

from mlv_tui.domain.forest import Forest, Layout, Progress
from mlv_tui.domain.grouping import GroupBy, group
from mlv_tui.domain.milestone import Milestone, PlanValues
from mlv_tui.domain.sorting import parse_sort

GROUPS = {
    GroupBy.MODULE: {
        "Core platform": (5,),
        "Trips": (2, 3),
        "none": (30, 1, 4, 6, 10, 11, 21),
    },
    GroupBy.STATUS: {
        "open": (30, 1, 4, 5, 6, 10, 21),
        "active": (3,),
        "blocked": (11,),
        "done": (2,),
    },
    GroupBy.PRIORITY: {"P1": (1, 2, 3, 5, 6), "P3": (4,), "none": (30, 10, 11, 21)},
    GroupBy.ANCHOR: {"Offer": (10,), "Trip": (4,), "none": (30, 1, 2, 3, 5, 6, 11, 21)},
    GroupBy.ENTITY: {"trip": (4,), "none": (30, 1, 2, 3, 5, 6, 10, 11, 21)},
    GroupBy.PLAN: {
        "core.md": (1, 2, 3, 4, 5, 6, 21),
        "plans/score.md": (10, 11),
        "none": (30,),
    },
    GroupBy.OWNER: {"ada": (2,), "bob": (5,), "none": (30, 1, 3, 4, 6, 10, 11, 21)},
    GroupBy.TREE: {},
}


@pytest.mark.parametrize("by", GroupBy)
def test_milestones_are_put_together(by):
    """Statuses, priorities and plans in their order, the rest by name, none last."""
    forest = project()

    found = group(forest, ask("").ids(forest), by)

    assert [(one.name, one.ids) for one in found] == list(GROUPS[by].items())
    assert all(one.is_none == (one.name == "none") for one in found)


def test_a_group_says_how_far_it_is():
    """Archived and detached ones don't count."""
    forest = project()

    trips, rest = group(forest, (2, 3, 12, 13, 20, 21, 30), GroupBy.MODULE)[1:]

    assert trips.progress == Progress(active=1, done=1)
    assert rest.ids == (30, 12, 13, 21)
    assert rest.progress == Progress(open=1)


def test_a_group_is_sorted():
    """As a flat list; missing values last."""
    forest = project()

    (first, *_) = group(forest, ask("").ids(forest), GroupBy.PRIORITY, parse_sort("-due"))

    assert first.ids == (5, 3, 1, 2, 6)


def test_the_groups_of_words_are_sorted_as_people_count():
    """Whatever the case; `none` as a module's name isn't the group of those without."""
    modules = ("Step 10", "step 2", "None", "b", None, "B")
    made = [
        Milestone(ident, "a.md", 1, "m", ident, PlanValues("x", module=module))
        for ident, module in enumerate(modules, 1)
    ]
    forest = Forest(made, [Layout("a.md", (1, 2, 3, 4, 5, 6), (1, 2, 3, 4, 5, 6))])

    found = group(forest, forest.order, GroupBy.MODULE)

    assert [(one.name, one.ids, one.is_none) for one in found] == [
        ("b", (4, 6), False),
        ("None", (3,), False),
        ("step 2", (2,), False),
        ("Step 10", (1,), False),
        ("none", (5,), True),
    ]


@LAWS
@given(forests(), st.sampled_from([by for by in GroupBy if by is not GroupBy.TREE]))
def test_every_milestone_stands_in_one_group(forest, by):
    """Nothing is lost, nothing doubled, and no group is empty."""
    found = group(forest, forest.by_id, by)

    assert sorted(ident for one in found for ident in one.ids) == sorted(forest.by_id)
    assert all(one.ids for one in found)
    assert sum(one.progress.all for one in found) == forest.total.all
