"""Setting a status: one gesture, all or nothing, told as it was and as it is."""

from __future__ import annotations

import json
import threading

import pytest
from looking import by_title, forest, read, rows, statuses

from mlv_tui.domain.milestone import Status
from mlv_tui.errors import NotFound
from mlv_tui.services.gesture import EditReport
from mlv_tui.services.workspace import Workspace

TRIP = "# Trip\n\n## Plan\n\n## Book\nStatus: active\n"


@pytest.fixture
def trip(workspace, plans):
    """Three milestones, by title; the plan says that one is active."""
    plans.write("trip.md", TRIP)
    read(workspace, plans.folder)
    return by_title(workspace)


def test_a_status_is_set_to_what_was_asked_for(workspace, trip):
    """Whatever it was before, it is now what the person said, on all they named."""
    report = workspace.edits.set_status([trip["Plan"], trip["Book"]], Status.DONE)

    assert report == EditReport((trip["Plan"], trip["Book"]), (), 2)
    assert statuses(workspace) == {"Trip": "open", "Plan": "done", "Book": "done"}


@pytest.mark.parametrize("status", Status)
def test_every_status_can_be_set(workspace, trip, status):
    """There are four, and each can be reached from any other."""
    for before in Status:
        workspace.edits.set_status([trip["Plan"]], before)

        workspace.edits.set_status([trip["Plan"]], status)

        assert forest(workspace)[trip["Plan"]].status is status


def test_what_is_so_already_is_reported_and_not_touched(workspace, trip):
    """Setting the status that is there changes no row, and says so."""
    before = forest(workspace).by_id

    report = workspace.edits.set_status([trip["Trip"], trip["Book"]], Status.ACTIVE)

    assert report == EditReport((trip["Trip"],), (trip["Book"],), 2)
    assert forest(workspace)[trip["Book"]] is before[trip["Book"]]


def test_a_gesture_without_effect_leaves_no_trace(workspace, trip, settings):
    """Where all is so already, nothing is written, counted or told."""
    before = rows(settings.database)
    heard = []
    workspace.listen(lambda *told: heard.append(told))

    report = workspace.edits.set_status(list(trip.values())[:2], Status.OPEN)

    assert report == EditReport((), (trip["Trip"], trip["Plan"]), None)
    assert (rows(settings.database), heard) == (before, [])


def test_an_id_named_twice_counts_once(workspace, trip):
    """Naming a milestone twice is no mistake."""
    report = workspace.edits.set_status([trip["Plan"]] * 3, Status.DONE)

    assert report.edited == (trip["Plan"],)


def test_one_unknown_id_changes_nothing(workspace, trip, settings):
    """All or nothing: a slip in one id leaves the others alone."""
    before = rows(settings.database)

    for ids in ([trip["Plan"], 99], [99, trip["Plan"]]):
        with pytest.raises(NotFound, match="There is no milestone 99"):
            workspace.edits.set_status(ids, Status.DONE)

    assert rows(settings.database) == before


def test_a_dry_run_tells_and_writes_nothing(workspace, trip, settings):
    """`--dry-run` says what would change; the gesture then does just that."""
    before = rows(settings.database)
    ids = [trip["Plan"], trip["Book"]]

    told = workspace.edits.set_status(ids, Status.ACTIVE, dry_run=True)

    assert rows(settings.database) == before
    done = workspace.edits.set_status(ids, Status.ACTIVE)
    assert (told.edited, told.unchanged, told.change_set) == (done.edited, done.unchanged, None)
    with pytest.raises(NotFound):
        workspace.edits.set_status([*ids, 99], Status.ACTIVE, dry_run=True)


def test_a_gesture_is_one_change_set_with_before_and_after(workspace, trip, settings):
    """History tells who set what, from what, to what."""
    workspace.edits.set_status([trip["Plan"]], Status.ACTIVE)

    workspace.edits.set_status([trip["Plan"], trip["Book"]], Status.DONE)

    stored = rows(settings.database)
    *_, (ident, _, number, actor, origin, label, at, *_) = stored["change_set"]
    assert (number, actor, origin, label) == (3, "ada", "user", "done")
    assert at > 1_600_000_000_000
    changes = {row[2]: row[3:] for row in stored["change"] if row[1] == ident}
    assert {one: json.loads(row[2]) for one, row in changes.items()} == {
        trip["Plan"]: {"my_status": {"value": "active", "base": None}},
        trip["Book"]: {"my_status": None},
    }
    assert json.loads(changes[trip["Book"]][3]) == {
        "my_status": {"value": "done", "base": "active"}
    }


def test_going_back_to_what_the_plan_says_leaves_no_value_of_ones_own(workspace, trip, plans):
    """After done and reopen, or done and active again, the plan leads as before."""
    for ident, back in ((trip["Plan"], Status.OPEN), (trip["Book"], Status.ACTIVE)):
        workspace.edits.set_status([ident], Status.DONE)

        workspace.edits.set_status([ident], back)

        assert dict(forest(workspace)[ident].mine) == {}
    plans.write("trip.md", TRIP.replace("Status: active", "Status: blocked"))
    read(workspace)
    assert statuses(workspace)["Book"] == "blocked"


def test_a_persons_status_stands_against_the_plans(workspace, trip, plans):
    """When both say something new, the person's is shown and the conflict counted."""
    workspace.edits.set_status([trip["Book"]], Status.BLOCKED)
    plans.write("trip.md", TRIP.replace("Status: active", "Status: done"))

    report = read(workspace)

    assert report.conflicts == 1
    assert statuses(workspace)["Book"] == "blocked"
    plans.write("trip.md", TRIP.replace("Status: active", "Status: blocked"))
    assert read(workspace).conflicts == 0
    assert dict(forest(workspace)[trip["Book"]].mine) == {}


def test_a_detached_milestone_can_still_be_set(workspace, trip, plans):
    """What a heading left behind can be closed."""
    (plans / "trip.md").unlink()
    read(workspace)

    workspace.edits.set_status([trip["Plan"]], Status.DONE)

    assert statuses(workspace)["Plan"] == "done"


def test_edits_and_ingests_at_once_lose_nothing(plans, settings, open_workspace):
    """A person sets statuses while plans are saved again and again: both arrive."""
    count = 12
    plans.write("trip.md", "".join(f"# Goal {number}\n\nText.\n\n" for number in range(count)))
    session = open_workspace()
    read(session, plans.folder)
    ids = by_title(session)
    failed = []

    def save_and_read():
        reader = Workspace(settings)
        try:
            for turn in range(count):
                texts = (f"# Goal {one}\n\nText {turn}.\n\n" for one in range(count))
                plans.write("trip.md", "".join(texts))
                read(reader)
        except Exception as error:  # noqa: BLE001 - told by the test itself
            failed.append(error)
        reader.close()

    thread = threading.Thread(target=save_and_read)
    thread.start()
    for number in range(count):
        session.edits.set_status([ids[f"Goal {number}"]], Status.DONE)
    thread.join()

    assert failed == []
    assert set(statuses(session).values()) == {"done"}
    assert by_title(session) == ids
    assert {session.text(ident).body for ident in ids.values()} == {f"Text {count - 1}."}


def test_two_people_set_different_milestones_at_once(plans, settings, open_workspace):
    """Two sessions that work side by side both keep what they did."""
    plans.write("trip.md", "".join(f"# Goal {number}\n" for number in range(20)))
    session = open_workspace()
    read(session, plans.folder)
    ids = list(by_title(session).values())

    def work(mine, status):
        own = Workspace(settings)
        for ident in mine:
            own.edits.set_status([ident], status)
        own.close()

    threads = [
        threading.Thread(target=work, args=(ids[:10], Status.DONE)),
        threading.Thread(target=work, args=(ids[10:], Status.BLOCKED)),
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    seen = forest(session)
    assert [str(seen[ident].status) for ident in ids] == ["done"] * 10 + ["blocked"] * 10
    assert seen.number == 21
