"""Archiving, restoring and deciding conflicts: one gesture, one change set, nothing lost."""

from __future__ import annotations

import json

import pytest
from looking import by_title, forest, read, rows, statuses

from mlv_tui.domain.milestone import Mine, Status
from mlv_tui.domain.three_way import Take
from mlv_tui.errors import NotFound
from mlv_tui.services.asking import asked
from mlv_tui.services.gesture import EditReport

TRIP = "# Trip\n\n## Plan\nOwner: Mia\n\n## Book\nStatus: active\n"
MOVED_ON = TRIP.replace("Mia", "Ada").replace("active", "blocked")


@pytest.fixture
def trip(workspace, plans):
    """Three milestones, by title."""
    plans.write("trip.md", TRIP)
    read(workspace, plans.folder)
    return by_title(workspace)


@pytest.fixture
def torn(workspace, plans, trip):
    """The same, with an owner and a status in conflict."""
    workspace.edits.set_shared([trip["Plan"]], "owner", "Ben")
    workspace.edits.set_status([trip["Book"]], Status.DONE)
    plans.write("trip.md", MOVED_ON)
    assert read(workspace).conflicts == 2
    return trip


def _last_change_set(settings):
    stored = rows(settings.database)
    last = stored["change_set"][-1]
    changes = [row for row in stored["change"] if row[1] == last[0]]
    told = {row[2]: tuple(json.loads(text) for text in row[5:7]) for row in changes}
    return last[3:6], told


def test_what_is_archived_is_put_away_with_what_is_below(workspace, trip, settings):
    """It counts no more, keeps everything, and history tells when and by whom."""
    report = workspace.edits.archive([trip["Trip"]])

    seen = forest(workspace)
    assert report == EditReport((trip["Trip"],), (), 2)
    assert seen[trip["Trip"]].is_archived
    assert seen.total.all == 0
    assert not seen[trip["Plan"]].is_archived
    (actor, origin, label), told = _last_change_set(settings)
    assert (actor, origin, label) == ("ada", "user", "archive")
    at = seen[trip["Trip"]].archived_at
    assert told == {trip["Trip"]: ({"archived_at": None}, {"archived_at": at})}


def test_what_is_restored_is_as_it_was(workspace, trip):
    """Status, place and everything of people's are there again."""
    workspace.edits.set_status([trip["Plan"]], Status.BLOCKED)
    before = forest(workspace)[trip["Plan"]]

    workspace.edits.archive([trip["Plan"]])
    report = workspace.edits.restore([trip["Plan"], trip["Book"]])

    after = forest(workspace)[trip["Plan"]]
    assert report == EditReport((trip["Plan"],), (trip["Book"],), 4)
    assert (after.mine, after.archived_at, after.status) == (before.mine, None, Status.BLOCKED)


def test_archiving_twice_keeps_the_first_day(workspace, trip, settings):
    """What is away already isn't touched."""
    workspace.edits.archive([trip["Plan"]])
    before = rows(settings.database)

    report = workspace.edits.archive([trip["Plan"]])

    assert report == EditReport((), (trip["Plan"],), None)
    assert rows(settings.database) == before


def test_an_archived_milestone_that_is_detached_stays_put_away(workspace, trip, plans):
    """Its heading may go and come back; it is archived all the while."""
    workspace.edits.archive([trip["Book"]])

    plans.write("trip.md", "# Trip\n\n## Plan\nOwner: Mia\n")
    read(workspace)
    assert forest(workspace)[trip["Book"]].is_detached
    assert forest(workspace).detached_shown == (trip["Book"],)
    plans.write("trip.md", TRIP)
    read(workspace)

    one = forest(workspace)[trip["Book"]]
    assert (one.is_archived, one.is_detached) == (True, False)


@pytest.mark.parametrize(
    ("take", "owner", "status"),
    [(Take.MINE, "Ben", Status.DONE), (Take.PLAN, "Ada", Status.BLOCKED)],
)
def test_a_conflict_is_decided_by_one_word(workspace, torn, take, owner, status):
    """Take mine, or take the plan's: on all conflicts of all that were named."""
    report = workspace.edits.resolve([torn["Plan"], torn["Book"], torn["Trip"]], take)

    seen = forest(workspace)
    assert (report.edited, report.unchanged) == ((torn["Plan"], torn["Book"]), (torn["Trip"],))
    assert seen[torn["Plan"]].shown("owner") == owner
    assert seen[torn["Book"]].status is status
    assert not any(one.conflicts for one in seen.by_id.values())


def test_taking_mine_holds_against_the_next_reading(workspace, torn, plans):
    """What was decided isn't asked again until the plan says something new."""
    workspace.edits.resolve([torn["Plan"]], Take.MINE)
    plans.write("trip.md", MOVED_ON + "\nMore.\n")
    read(workspace)

    assert forest(workspace)[torn["Plan"]].conflicts == ()
    assert forest(workspace)[torn["Plan"]].mine == {"owner": Mine("Ben", "Ada")}
    plans.write("trip.md", MOVED_ON.replace("Ada", "Eve"))
    read(workspace)
    assert forest(workspace)[torn["Plan"]].conflicts == ("owner",)


def test_taking_the_plan_s_follows_it_from_then_on(workspace, torn, plans):
    """The field is the plan's again."""
    workspace.edits.resolve([torn["Plan"]], Take.PLAN)

    plans.write("trip.md", MOVED_ON.replace("Ada", "Eve"))
    read(workspace)

    assert forest(workspace)[torn["Plan"]].shown("owner") == "Eve"


def test_only_the_field_that_was_named_is_decided(workspace, torn):
    """The owner's conflict says nothing about the status's."""
    ids = [torn["Plan"], torn["Book"]]

    report = workspace.edits.resolve(ids, Take.PLAN, ["owner"])

    assert (report.edited, report.unchanged) == ((torn["Plan"],), (torn["Book"],))
    assert forest(workspace)[torn["Book"]].conflicts == ("status",)


def test_a_third_value_decides_as_well(workspace, torn):
    """Editing a field in conflict is an answer of its own."""
    workspace.edits.set_shared([torn["Plan"]], "owner", "Eve")

    one = forest(workspace)[torn["Plan"]]
    assert (one.shown("owner"), one.conflicts) == ("Eve", ())
    assert one.mine == {"owner": Mine("Eve", "Ada")}


@pytest.mark.parametrize(
    ("do", "label"),
    [
        (lambda edits, ids, **how: edits.archive(ids, **how), "archive"),
        (lambda edits, ids, **how: edits.resolve(ids, Take.MINE, **how), "resolve: take mine"),
        (lambda edits, ids, **how: edits.set_status(ids, Status.OPEN, **how), "open"),
        (lambda edits, ids, **how: edits.set_shared(ids, "due", None, **how), "due: none"),
        (lambda edits, ids, **how: edits.set_shared(ids, "owner", None, **how), "owner: none"),
    ],
)
def test_a_dry_run_tells_what_the_gesture_then_does(workspace, torn, settings, do, label):
    """Nothing is written by it, and an unknown id is refused all the same."""
    ids = [torn["Plan"], torn["Book"]]
    before = rows(settings.database)

    told = do(workspace.edits, ids, dry_run=True)
    with pytest.raises(NotFound):
        do(workspace.edits, [*ids, 99], dry_run=True)

    assert rows(settings.database) == before
    done = do(workspace.edits, ids)
    assert (told.edited, told.unchanged, told.change_set) == (done.edited, done.unchanged, None)
    assert (done.change_set is None) is (done.edited == ())
    if done.edited:
        assert _last_change_set(settings)[0][2] == label


def test_one_unknown_id_changes_nothing(workspace, trip, settings):
    """All or nothing, whatever the gesture."""
    before = rows(settings.database)

    for do in (workspace.edits.archive, workspace.edits.restore):
        for ids in ([trip["Plan"], 99], [99, trip["Plan"]]):
            with pytest.raises(NotFound, match="There is no milestone 99"):
                do(ids)

    assert rows(settings.database) == before
    assert set(statuses(workspace).values()) == {"open", "active"}


def test_me_as_an_owner_is_the_person(workspace, trip):
    """As in a filter: whichever way the owner is set, the name is stored; quotes aren't needed."""
    workspace.edits.edit([trip["Plan"]], {"owner": "me"})
    workspace.edits.set_shared([trip["Book"]], "owner", "Me")
    made = workspace.edits.add(workspace.project("plans").id, "Pack", values={"owner": "me"})

    seen = forest(workspace)
    wanted = (trip["Plan"], trip["Book"], *made.added)
    assert [seen[ident].shown("owner") for ident in wanted] == ["ada"] * 3
    assert asked("owner:me", "ada").ids(seen) == set(wanted)
