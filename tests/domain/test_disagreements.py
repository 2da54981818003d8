"""Which milestones are to be decided."""

from __future__ import annotations

from dataclasses import replace

from mlv_tui.domain.disagreements import in_conflict
from mlv_tui.domain.forest import Forest, Layout
from mlv_tui.domain.milestone import Milestone, Mine, PlanValues


def milestone(ident: int, level: int = 1, **changes) -> Milestone:
    """A milestone whose owner plan and person disagree on, but for the changes."""
    plain = Milestone(ident, "a.md", level, f"m-{ident}", 1, PlanValues(title="M", owner="hal"))
    return replace(plain, **{"mine": {"owner": Mine("gus", "ada")}, **changes})


def test_conflicts_are_listed_in_tree_order_the_detached_last() -> None:
    """What agrees, or was never anybody's own, isn't there."""
    ones = [
        milestone(1, detached_at=5),
        milestone(2),
        milestone(3, mine={}),
        milestone(4, mine={"owner": Mine("hal", "ada")}),
        milestone(5),
    ]
    forest = Forest(ones, [Layout("a.md", (5, 4, 3, 2), (1, 2, 3, 4))])

    assert in_conflict(forest) == (5, 2, 1)


def test_what_is_put_away_waits_until_it_is_back() -> None:
    """Neither an archived one nor what is below it is asked about."""
    ones = [milestone(1, archived_at=5), milestone(2, level=2), milestone(3)]
    gone = milestone(4, detached_at=5, archived_at=6)
    forest = Forest([*ones, gone], [Layout("a.md", (1, 2, 3), (1, 2, 3))])

    assert in_conflict(forest) == (3,)
