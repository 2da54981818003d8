from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import LAWS

from mlv_tui.domain.guidance import with_notes, with_shared
from mlv_tui.domain.milestone import Milestone, Mine, PlanValues, Status

ONE = Milestone(1, "a.md", 1, "goals", 1, PlanValues(title="Goals", priority=1))


def test_an_own_value_remembers_what_the_plan_said():
    """The base is kept, so that a later read can tell who moved away from it."""
    assert with_shared(ONE, "priority", 3).mine == {"priority": Mine(3, 1)}
    assert with_shared(ONE, "owner", "Mia").mine == {"owner": Mine("Mia", None)}


def test_setting_a_field_to_what_the_plan_says_follows_the_plan_again():
    """No own value is left behind that would hide the plan's next word."""
    one = with_shared(with_shared(ONE, "priority", 3), "priority", 1)

    assert one == ONE


@pytest.mark.parametrize("wanted", [Status.OPEN, None])
def test_reopening_where_the_plan_is_silent_leaves_nothing_behind(wanted):
    """Open is what a milestone is without anybody's word."""
    done = with_shared(ONE, "status", Status.DONE)

    assert with_shared(done, "status", wanted) == ONE


@pytest.mark.parametrize("wanted", [Status.OPEN, None])
def test_a_milestone_that_the_plan_ticked_can_be_reopened(wanted):
    """The person's open stands beside the plan's done, as a proper status."""
    ticked = replace(ONE, says=replace(ONE.says, status=Status.DONE))

    one = with_shared(ticked, "status", wanted)

    assert one.status is Status.OPEN
    assert one.mine == {"status": Mine(Status.OPEN, Status.DONE)}


def test_only_shared_fields_can_be_set():
    """What the plan owns is never a person's to set."""
    with pytest.raises(KeyError):
        with_shared(ONE, "body_digest", "x")


def test_notes_touch_nothing_else():
    """Notes are the person's alone."""
    assert with_notes(ONE, "Ask Mia.") == replace(ONE, notes="Ask Mia.")


@LAWS
@given(
    st.sampled_from(("title", "priority", "owner")),
    st.sampled_from((None, 1, "Goals", "x")),
    st.sampled_from((None, 1, "Goals", "x")),
)
def test_the_last_word_counts(name, first, second):
    """What was set before leaves no trace, and what is set is what is seen."""
    one = with_shared(with_shared(ONE, name, first), name, second)

    assert one == with_shared(ONE, name, second)
    assert one.shown(name) == second
