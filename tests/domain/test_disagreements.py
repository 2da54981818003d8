"""Which milestones are to be decided."""

from __future__ import annotations

from dataclasses import replace

from mlv_tui.domain.disagreements import conflicts_made, in_conflict
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


def test_a_conflict_is_made_where_none_was_before() -> None:
    """Field by field: what was in conflict already, or agrees, isn't made by a reading."""
    torn = {"owner": Mine("gus", "ada"), "due": Mine("2027-01-01", None)}
    says = PlanValues(title="M", owner="hal")
    before = Forest([milestone(1, says=says, mine=torn), milestone(2, mine={})])
    after = Forest([
        milestone(1, says=replace(says, due="2027-02-02"), mine=torn),
        milestone(2, mine={}),
        milestone(3),
    ])  # fmt: skip

    made = {ident: conflicts_made(before, after, ident) for ident in (1, 2, 3, 4)}

    assert {ident: [each.name for each in found] for ident, found in made.items()} == {
        1: ["due"],
        2: [],
        3: ["owner"],
        4: [],
    }
    assert (made[1][0].mine, made[1][0].plan) == ("2027-01-01", "2027-02-02")


def test_what_is_put_away_makes_no_conflict() -> None:
    """Nobody is asked about it."""
    before = Forest([])
    ones = [milestone(1, archived_at=5), milestone(2, level=2), milestone(3)]
    after = Forest(ones, [Layout("a.md", (1, 2, 3), (1, 2, 3))])

    made = [ident for ident in (1, 2, 3) if conflicts_made(before, after, ident)]

    assert made == [3]
