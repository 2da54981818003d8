"""The events of hooks: what a change set did, told from both its sides."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mlv_tui.domain.change_set import Change, ChangeKind, Origin
from mlv_tui.domain.differences import differences
from mlv_tui.domain.hook_events import EVENTS, before_all, events_of, happened
from mlv_tui.domain.milestone import Milestone, Mine, Placed, PlanValues, Status

ONE = Milestone(1, "core.md", 2, "one", 1, PlanValues("One", Status.OPEN))
GUIDED, EDITED = ChangeKind.GUIDED, ChangeKind.EDITED


def mine(status: Status) -> dict[str, Mine]:
    """A person's own status, beside a plan that said “open”."""
    return {"status": Mine(status, Status.OPEN)}


def change(before: Milestone, after: Milestone, kind: ChangeKind = GUIDED) -> Change:
    """What was and what is."""
    return Change(before.id, kind, *differences(before, after))


@pytest.mark.parametrize(
    ("after", "kind", "events"),
    [
        (replace(ONE, mine=mine(Status.DONE)), GUIDED, {"status", "done"}),
        (replace(ONE, mine=mine(Status.ACTIVE)), GUIDED, {"status"}),
        (replace(ONE, says=PlanValues("One", Status.DONE)), EDITED, {"status", "done"}),
        (replace(ONE, mine=mine(Status.OPEN)), GUIDED, set()),
        (replace(ONE, archived_at=5), GUIDED, {"archived"}),
        (replace(ONE, removed_at=5), GUIDED, {"removed"}),
        (replace(ONE, detached_at=5), ChangeKind.DETACHED, {"detached"}),
        (replace(ONE, detached_at=5), ChangeKind.AMBIGUOUS, {"detached"}),
        (replace(ONE, notes="why"), GUIDED, {"edited"}),
        (replace(ONE, says=PlanValues("Two", Status.OPEN)), ChangeKind.RENAMED, {"edited"}),
        (replace(ONE, links_by_hand=("trip:1",)), GUIDED, {"linked"}),
        (replace(ONE, placed=Placed(None, 3, 7)), GUIDED, {"moved"}),
    ],
)
def test_what_happened_is_told_from_before_and_after(after, kind, events):
    """And nothing else than that."""
    assert events_of(change(ONE, after, kind), after) == events


def test_what_the_plan_says_is_no_status_where_a_person_says_another():
    """People see what the person set; nothing happened to them."""
    before = replace(ONE, mine={"status": Mine(Status.BLOCKED, Status.OPEN)})
    after = replace(before, says=PlanValues("One", Status.ACTIVE))

    assert events_of(change(before, after, EDITED), after) == {"conflict"}


def test_what_comes_back_is_told():
    """From the archive, from the removed ones, and with its heading."""
    archived, removed = replace(ONE, archived_at=5), replace(ONE, removed_at=5)
    detached = replace(ONE, detached_at=5)

    assert events_of(change(archived, ONE), ONE) == {"restored"}
    assert events_of(change(removed, ONE), ONE) == {"restored"}
    assert events_of(change(detached, ONE, ChangeKind.REATTACHED), ONE) == {"reattached"}


def test_a_new_one_that_is_done_is_both():
    """A plan may say so from its first line on."""
    done = replace(ONE, says=PlanValues("One", Status.DONE))
    new = Change(1, ChangeKind.NEW, {}, {"title": "One", "status": "done", "plan": "core.md"})

    assert events_of(new, done) == {"created", "done"}
    assert events_of(new, ONE) == {"created"}


def test_one_that_went_since_is_told_by_what_is_known():
    """A milestone that is forgotten by now still was edited."""
    assert events_of(Change(1, GUIDED, {"notes": ""}, {"notes": "x"}), None) == {"edited"}


def test_a_change_set_tells_each_event_once_with_its_milestones():
    """The most telling first; a reading is one event as well, the project itself is none."""
    done = replace(ONE, mine=mine(Status.DONE))
    two = replace(ONE, id=2, notes="x")
    changes = [
        change(ONE, done),
        change(replace(two, notes=""), two),
        Change(0, ChangeKind.PROJECT, {"name": "a"}, {"name": "b"}),
    ]

    found = happened(Origin.INGEST, changes, {1: done, 2: two})

    assert [(one.event, one.milestones) for one in found] == [
        ("done", (1,)),
        ("status", (1,)),
        ("edited", (2,)),
        ("ingested", (1, 2)),
    ]
    assert [one.event for one in found] == [x for x in EVENTS if x in {y.event for y in found}]


def test_a_later_change_doesn_t_hide_an_earlier_one():
    """Told late, a change set is looked at as it left things, not as they are by now."""
    done = replace(ONE, says=PlanValues("One", Status.DONE))
    reopened = replace(done, mine={"status": Mine(Status.OPEN, Status.DONE)})
    first, second = change(ONE, done, EDITED), change(done, reopened)
    known = {1: reopened}

    assert events_of(second, known[1]) == {"status"}
    before_all(known, [second])
    assert events_of(first, known[1]) == {"status", "done"}
    before_all(known, [first])
    assert known == {1: ONE}
