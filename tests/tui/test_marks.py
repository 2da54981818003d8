"""Marks as values: each step makes others; what vanished isn't marked any more."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mlv_tui.domain.forest import Forest, Layout
from mlv_tui.domain.milestone import Milestone, PlanValues
from mlv_tui.tui.marks import Marks


def milestone(ident: int, **own) -> Milestone:
    """Make one that stands in a plan."""
    return Milestone(ident, "a.md", 1, f"m-{ident}", 1, PlanValues(f"M{ident}"), **own)


def forest_of(*ones: Milestone) -> Forest:
    """Make a forest of them; the detached stand in no plan."""
    placed = tuple(one.id for one in ones if not one.is_detached)
    return Forest(ones, [Layout("a.md", placed, tuple(range(1, len(placed) + 1)))])


def test_one_is_marked_and_unmarked():
    """The second time takes the mark away."""
    marked = Marks().toggled(3)

    assert marked.ids == {3}
    assert marked.toggled(3).ids == frozenset()


def test_a_range_grows_and_shrinks_without_touching_earlier_marks():
    """Only what it covers at its end stays."""
    ranging = Marks(frozenset({1})).begun(5).reaching([5, 6, 7])

    shorter = ranging.reaching([5, 6])

    assert ranging.ids == {1, 5, 6, 7}
    assert shorter.is_ranging
    assert shorter.ended() == Marks(frozenset({1, 5, 6}))


@pytest.mark.parametrize(
    ("marks", "step", "expected"),
    [
        (Marks(frozenset({1, 9})), lambda one: one.inverted([1, 2]), {2, 9}),
        (Marks(frozenset({1})), lambda one: one.joined([1, 2]), {1, 2}),
        (Marks(frozenset({1})), lambda one: one.toggled_all([1, 2]), {1, 2}),
        (Marks(frozenset({1, 2, 3})), lambda one: one.toggled_all([1, 2]), {3}),
        (Marks(reach=frozenset({4}), anchor=4), lambda one: one.toggled(5), {4, 5}),
    ],
)
def test_many_are_marked_at_once(marks, step, expected):
    """Those that aren't shown keep their marks; a step ends a range."""
    found = step(marks)

    assert found.ids == expected
    assert not found.is_ranging


def test_what_is_removed_or_forgotten_loses_its_mark():
    """For good: an undo doesn't mark it again."""
    forest = forest_of(milestone(1), replace(milestone(2), removed_at=5))

    kept = Marks(frozenset({1, 2}), anchor=3, reach=frozenset({2, 3})).kept(forest)

    assert kept.ids == {1}


def test_a_mark_waits_for_a_heading_that_is_gone_for_a_moment():
    """A section that is cut and pasted back: not marked meanwhile, and marked again then."""
    marks = Marks(frozenset({1, 2, 3}))
    cut = forest_of(
        milestone(1), milestone(2, detached_at=5), milestone(3, detached_at=5, notes="Ask Mia.")
    )
    back = forest_of(milestone(1), milestone(2), milestone(3))

    assert marks.kept(cut).there(cut) == {1, 3}
    assert marks.kept(cut).there(back) == {1, 2, 3}
