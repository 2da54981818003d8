from __future__ import annotations

from dataclasses import FrozenInstanceError, replace

import pytest

from mlv_tui.domain.guidance import with_shared
from mlv_tui.domain.milestone import SHARED_FIELDS, Milestone, Mine, PlanValues, Status

ONE = Milestone(1, "core/plan.md", 2, "next-steps", 3, PlanValues(title="Next steps", priority=1))


def test_a_milestone_shows_the_plans_value_where_the_person_set_none():
    """Without an own value the plan's is seen, also where it says nothing."""
    assert (ONE.title, ONE.shown("priority"), ONE.shown("owner")) == ("Next steps", 1, None)


def test_a_milestone_shows_the_persons_value_first():
    """An own value is seen in the plan's place, even an empty one."""
    one = with_shared(with_shared(ONE, "title", "Mine"), "priority", None)

    assert (one.title, one.shown("priority")) == ("Mine", None)


def test_a_milestone_is_open_where_nobody_says_anything():
    """Status has a default, which neither plan nor person has to write."""
    assert ONE.status is Status.OPEN


def test_a_source_key_is_plan_slug_and_occurrence():
    """The address that scripts rely on; what was added by hand has none."""
    assert ONE.source_key == "core/plan.md#next-steps~3"
    assert replace(ONE, plan=None).source_key is None


def test_detached_and_archived_are_separate_facts():
    """Both may hold; a milestone counts only while neither does."""
    gone, away = replace(ONE, detached_at=0), replace(ONE, archived_at=0)

    assert (ONE.is_detached, ONE.is_archived, ONE.is_live) == (False, False, True)
    assert (gone.is_detached, gone.is_archived, gone.is_live) == (True, False, False)
    assert (away.is_detached, away.is_archived, away.is_live) == (False, True, False)


@pytest.mark.parametrize("name", SHARED_FIELDS)
def test_a_field_that_both_moved_apart_is_in_conflict(name):
    """Each shared field tells its own conflict."""
    one = replace(ONE, says=replace(ONE.says, **{name: "plan"}), mine={name: Mine("own", "base")})

    assert one.conflicts == (name,)


@pytest.mark.parametrize("plan", ["base", "own", None])
def test_a_plan_that_stayed_agrees_or_is_silent_is_no_conflict(plan):
    """Only a plan that says something new, and something else, is at odds with a person."""
    one = replace(ONE, says=replace(ONE.says, owner=plan), mine={"owner": Mine("own", "base")})

    assert one.conflicts == ()


def test_a_milestone_never_changes():
    """Whoever holds one can rely on it: a change makes another one."""
    with pytest.raises(FrozenInstanceError):
        ONE.notes = "x"
