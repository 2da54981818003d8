"""How the milestones of an entity stand."""

from __future__ import annotations

from dataclasses import replace

from trees import grown, heading

from mlv_tui.domain.entities import EntityRef
from mlv_tui.domain.entity_states import NextStep, entity_states, linked, oldest_open
from mlv_tui.domain.forest import Progress
from mlv_tui.domain.milestone import PlanValues, Status

TRIP, OFFER = EntityRef("trip", "TR-42"), EntityRef("offer", "9")


def said(ident, level=1, *links, **others):
    """Make a milestone of the plan with links; `status` and `priority` are the plan's."""
    names = ("status", "priority", "after")
    says = {name: others.pop(name) for name in names if name in others}
    one = heading(ident, level, **others)
    return replace(one, says=PlanValues(title=f"M{ident}", links=links, **says))


def test_every_entity_counts_what_is_linked_to_it():
    """Each milestone for itself, whatever stands above or below it."""
    forest = grown(
        said(1, 1, "trip:TR-42", status=Status.DONE, updated_at=5),
        said(2, 2, "trip:TR-42", "offer:9", status=Status.ACTIVE, updated_at=9),
        said(3, 2, "trip:TR-42", status=Status.BLOCKED, updated_at=7),
        said(4, 1),
    )

    states = entity_states(forest)

    assert states[TRIP].progress == Progress(0, 1, 1, 1)
    assert states[OFFER].progress == Progress(0, 1, 0, 0)
    assert (states[TRIP].updated_at, states[OFFER].updated_at) == (9, 9)


def test_what_is_put_away_or_gone_counts_nowhere():
    """Archived, inside what is archived, detached, removed: nobody works on these."""
    forest = grown(
        said(1, 1, archived_at=1),
        said(2, 2, "trip:TR-42"),
        said(3, 1, "trip:TR-42", detached_at=1),
        said(4, 1, "trip:TR-42", removed_at=1),
    )

    assert entity_states(forest) == {}


def test_next_is_the_first_that_can_be_done_of_them_or_below_them():
    """By priority, then plan order; what is done, blocked or waits isn't next."""
    forest = grown(
        said(1, 1, priority=1),
        said(2, 1, "trip:TR-42"),
        said(3, 2, status=Status.DONE),
        said(4, 2, priority=3),
        said(5, 2, after=("M4",), priority=1),
        said(6, 1, "trip:TR-42", "offer:9", status=Status.BLOCKED),
    )

    states = entity_states(forest)

    assert states[TRIP].next == NextStep(4, "M4")
    assert states[OFFER].next is None


def test_the_oldest_open_one_waits_longest():
    """Of those that aren't done, the one that was made first."""
    forest = grown(
        said(1, 1, "trip:TR-42", created_at=1, status=Status.DONE),
        said(2, 1, "trip:TR-42", created_at=3),
        said(3, 1, "trip:TR-42", created_at=2, status=Status.BLOCKED),
    )
    ones = linked(forest)[TRIP]

    assert oldest_open(ones) == forest[3]
    assert oldest_open(ones[:1]) is None
