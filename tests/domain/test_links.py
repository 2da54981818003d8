"""Links by hand beside those of the plan."""

from __future__ import annotations

from dataclasses import replace

import pytest
from trees import heading

from mlv_tui.domain.entities import EntityRef
from mlv_tui.domain.links import with_links, without_links
from mlv_tui.domain.milestone import PlanValues
from mlv_tui.domain.refusals import Refused

TRIP, OFFER = EntityRef("trip", "TR-42"), EntityRef("offer", "9")


@pytest.fixture
def planned():
    """A milestone that its plan links to a trip, written its own way."""
    return replace(heading(1), says=PlanValues(title="One", links=("Trip:TR-42", "trip:TR-42")))


def test_an_entity_is_linked_once_whoever_links_it(planned):
    """What the plan links needs no link by hand, and a second one changes nothing."""
    linked = with_links(planned, [TRIP, OFFER, OFFER])

    assert planned.links == (TRIP,)
    assert (linked.links, linked.links_by_hand) == ((TRIP, OFFER), ("offer:9",))
    assert with_links(linked, [OFFER, TRIP]) == linked
    assert linked.is_touched


def test_only_links_by_hand_are_taken_back(planned):
    """The plan's are the plan's: it says where they are taken out."""
    linked = with_links(planned, [OFFER])

    assert without_links(linked, [OFFER]) == planned
    assert without_links(planned, [OFFER]) == planned
    with pytest.raises(Refused, match="its plan links it to trip:TR-42"):
        without_links(linked, [OFFER, TRIP])


def test_a_link_of_both_stays_when_the_plan_drops_it(planned):
    """What a person linked by hand first is still theirs."""
    both = replace(planned, links_by_hand=("trip:TR-42",))

    assert both.links == (TRIP,)
    assert replace(both, says=PlanValues(title="One")).links == (TRIP,)
