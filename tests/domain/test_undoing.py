"""Undo, told of milestones: what a change found comes back, what people did since stays."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import LAWS, any_guidance, lived_stores, some_plans

from mlv_tui.domain.change_set import Change, ChangeKind
from mlv_tui.domain.differences import change_of, differences, values_of
from mlv_tui.domain.forest import Layout
from mlv_tui.domain.milestone import Milestone, Mine, Placed, PlanValues, Status
from mlv_tui.domain.plan_state import Hold, PlanState
from mlv_tui.domain.undoing import (
    changed_since,
    is_guidance,
    is_settling,
    undoing_change,
    undone,
    undone_places,
    undone_state,
    with_values,
)

SAYS = PlanValues("Book", Status.OPEN, links=("trip:TR-1",))
ONE = Milestone(7, "a#b~c.md", 2, "book", 3, SAYS, "d1", notes="Ask Mia.", explicit_id="bk")
DONE = replace(ONE, says=replace(SAYS, status=Status.DONE, links=()), body_digest="d2")


def told(before, after):
    """Tell a change as the database gives it back."""
    change = change_of(before, after, (None, None), is_reordered=False)
    was, now = json.loads(json.dumps([change.before, change.after]))
    return replace(change, before=was, after=now)


@LAWS
@given(lived_stores(), some_plans)
def test_what_a_reading_found_comes_back(lived, plans):
    """Whatever a reading does to a milestone, its undo leaves it as it was, to the last value."""
    store, _ = lived
    before = store.forest

    result = store.ingest(plans)

    for change in result.changes:
        if change.kind is not ChangeKind.NEW:
            was, one = before[change.milestone_id], store.forest[change.milestone_id]
            stored = told(was, one) if differences(was, one)[1] else change
            assert changed_since(one, stored) == ()
            assert undone(one, stored, (), 5) == was


@LAWS
@given(lived_stores(), st.lists(any_guidance, min_size=1, max_size=3))
def test_what_a_gesture_found_comes_back(lived, guidance):
    """Whatever a person puts on a milestone, its undo leaves it as it was."""
    store, _ = lived
    before = store.forest.by_id

    for one in guidance:
        one.put(store)

    for ident, was in before.items():
        now = store.forest[ident]
        if now != was:
            change = told(was, now)
            assert is_guidance(change)
            assert undone(now, change, (), 5) == was


def test_a_source_key_is_taken_apart_whatever_its_plan_is_called():
    """Its plan may hold every sign that stands between the parts of a key."""
    assert with_values(DONE, values_of(ONE)) == ONE
    moved = with_values(ONE, {"plan": "c#1~2.md", "source_key": "c#1~2.md#go~12"})
    assert (moved.plan, moved.slug, moved.occurrence) == ("c#1~2.md", "go", 12)


def test_a_person_s_value_since_a_reading_is_left_alone():
    """The reading dropped one's own status as the plan agreed; the one set since stays."""
    mine = replace(ONE, mine={"status": Mine(Status.DONE, Status.OPEN)})
    change = told(mine, DONE)
    again = replace(DONE, mine={"status": Mine(Status.BLOCKED, Status.DONE)}, notes="Later.")

    since = changed_since(again, change)

    assert since == ("my_status",)
    back = undone(again, change, since, 5)
    assert (back.status, back.notes, back.says, back.body_digest) == (
        Status.BLOCKED,
        "Later.",
        SAYS,
        "d1",
    )


HAND = Milestone(9, None, 0, "", 0, PlanValues(), mine={"title": Mine("Call", "")})
PUT = replace(HAND, placed=Placed(7, None, 3))


def test_undoing_an_addition_removes_it():
    """It has no heading to lose; redo brings it back."""
    change = told(None, PUT)

    gone = undone(PUT, change, (), 5)

    assert is_guidance(change)
    assert gone == replace(PUT, removed_at=5)
    back = undoing_change(PUT, gone, change)
    assert (back.kind, back.after) == (ChangeKind.GUIDED, {"removed_at": 5})
    assert undone(gone, back, (), 6) == PUT


def test_an_addition_was_changed_by_whatever_was_put_on_it_since():
    """But not by where it stands now."""
    change = told(None, PUT)
    moved = replace(PUT, placed=Placed(None, 8, 9))

    assert changed_since(moved, change) == ()
    assert changed_since(replace(moved, notes="x"), change) == ("notes",)


def test_following_another_sibling_is_no_change_of_a_place():
    """Only being put elsewhere is."""
    change = told(HAND, PUT)
    follows = replace(PUT, placed=Placed(7, 8, 3))

    assert changed_since(follows, change) == ()
    assert changed_since(replace(PUT, placed=Placed(7, None, 4)), change) == ("placed",)
    assert changed_since(HAND, change) == ("placed",)
    assert is_settling(told(PUT, follows))
    assert not is_settling(change)
    assert undone(follows, change, (), 5) == HAND


def test_undoing_a_new_one_detaches_it():
    """Nothing is deleted: it keeps what it says, without a heading."""
    change = told(None, ONE)

    gone = undone(ONE, change, (), 5)

    assert gone == replace(ONE, detached_at=5)
    assert undone(gone, change, (), 6) is gone


@pytest.mark.parametrize(
    ("kind", "inverse"),
    [
        (ChangeKind.NEW, ChangeKind.DETACHED),
        (ChangeKind.DETACHED, ChangeKind.REATTACHED),
        (ChangeKind.AMBIGUOUS, ChangeKind.REATTACHED),
        (ChangeKind.REATTACHED, ChangeKind.DETACHED),
        (ChangeKind.RENAMED, ChangeKind.RENAMED),
        (ChangeKind.GUIDED, ChangeKind.GUIDED),
    ],
)
def test_the_undo_of_a_change_is_a_change_the_other_way(kind, inverse):
    """History tells an undo like any other change: what was, and what is."""
    change = Change(7, kind, {"status": "open", "parent": 1}, {"status": "done", "parent": 2})

    found = undoing_change(DONE, replace(DONE, says=replace(DONE.says, status=Status.OPEN)), change)

    assert found == Change(
        7, inverse, {"status": "done", "parent": 2}, {"status": "open", "parent": 1}
    )


def test_an_undo_that_changes_nothing_is_no_change():
    """Where people's values stay, nothing happened to the milestone."""
    assert undoing_change(ONE, ONE, Change(7, ChangeKind.GUIDED, {}, {"notes": "x"})) is None


def test_a_plan_is_set_aside_until_it_says_something_else():
    """Its bytes stay known, so that watching doesn't apply them again."""
    before, now = PlanState("a.md", "/a.md", "d1"), PlanState("a.md", "/a.md", "d2")

    state = undone_state(before, now)

    assert (state.digest, state.hold, state.is_gone) == ("d2", Hold.UNDONE, False)
    assert state.error.startswith("The last reading of a.md was undone")
    gone = undone_state(before, PlanState("a.md", "/a.md", is_gone=True))
    assert (gone.digest, gone.hold, gone.is_gone) == ("", Hold.UNDONE, True)


def test_a_plan_that_was_not_read_is_not_set_aside():
    """Only its milestones were re-arranged, because another plan was read."""
    state = PlanState("a.md", "/a.md", "d1")

    assert undone_state(state, state) is state


def test_undoing_that_a_reading_was_done_after_all_sets_it_aside_again():
    """`mlv ingest` took the bytes that were set aside; its undo sets them aside as before."""
    aside = PlanState("a.md", "/a.md", "d1", "undone", hold=Hold.UNDONE)

    assert undone_state(aside, PlanState("a.md", "/a.md", "d1")) == aside


def test_headings_keep_the_lines_that_were_read_since():
    """A person swapped milestones; the plan's text moved down since, which no undo changes."""
    before = Layout("a.md", (1, 2), (1, 5))

    assert undone_places(before, Layout("a.md", (3, 2), (2, 6))) == Layout("a.md", (1, 2), (2, 6))
    assert undone_places(before, Layout("a.md", (3,), (2,))) == before


def test_a_heading_that_still_stands_keeps_its_line():
    """A reading took two away and the text moved down: an undo changes nothing in the file."""
    before = Layout("a.md", (1, 2, 3, 4), (1, 5, 9, 13))

    found = undone_places(before, Layout("a.md", (1, 3, 7), (3, 7, 20)))

    assert found == Layout("a.md", (1, 2, 3, 4), (3, 5, 7, 13))


def test_headings_in_another_order_keep_their_lines_too():
    """As many as before isn't the same ones in the same place."""
    before = Layout("a.md", (1, 2, 3), (1, 5, 9))

    found = undone_places(before, Layout("a.md", (1, 3, 2), (2, 6, 10)))

    assert found == Layout("a.md", (1, 2, 3), (2, 10, 6))
