"""What is forgotten after a while: only what is detached, old, and nobody touched."""

from __future__ import annotations

import time
from contextlib import ExitStack, closing
from dataclasses import replace

import pytest
from databases import rows_of
from looking import by_title, forest, gone, read, rows, tree

from mlv_tui.domain.milestone import Status
from mlv_tui.errors import NotFound
from mlv_tui.services.forgetting import DAY, forget
from mlv_tui.services.workspace import Workspace
from mlv_tui.storage.store import Store

TRIP = "# Trip\n\n## Plan\n\nText.\n\n## Book\n"
LEFT = "# Trip\n"


@pytest.fixture
def trip(workspace, plans):
    """Three milestones, by title."""
    plans.write("trip.md", TRIP)
    read(workspace, plans.folder)
    return by_title(workspace)


@pytest.fixture
def age(settings, open_workspace):
    """Let time pass for what is detached; return a session that starts after it."""

    def aged(days):
        past = "UPDATE milestone SET detached_at = detached_at - {}"
        rows_of(settings.database, past.format(days * DAY))
        return open_workspace()

    return aged


@pytest.fixture
def open_store():
    """Open a store itself, closed at the end."""
    with ExitStack() as opened:

        def open_one(file):
            return opened.enter_context(closing(Store(file)))

        yield open_one


def _detach(workspace, plans):
    """Take two headings of three away, whatever a brake says."""
    plans.write("trip.md", LEFT)
    read(workspace, as_it_is=True)
    assert len(gone(workspace)) == 2


def test_what_nobody_touched_is_forgotten_with_its_text(workspace, plans, trip, age, settings):
    """Ninety days after its heading went nothing is left of it but history."""
    _detach(workspace, plans)
    history = rows(settings.database)["change"]
    later = age(90)

    plans.write("trip.md", LEFT + "\nMore.\n")
    read(later)

    stored = rows(settings.database)
    assert [row[0] for row in stored["milestone"]] == [trip["Trip"]]
    assert [row[0] for row in stored["milestone_text"]] == [trip["Trip"]]
    assert stored["change"][: len(history)] == history
    assert set(forest(later).by_id) == {trip["Trip"]}


def test_nothing_is_forgotten_before_its_time(workspace, plans, trip, age):
    """A heading may come back in eighty-nine days, with the same id."""
    _detach(workspace, plans)
    later = age(89)

    plans.write("trip.md", LEFT + "\nMore.\n")
    read(later)
    assert gone(later) == ["Book", "Plan"]
    plans.write("trip.md", TRIP)
    read(later)

    assert by_title(later) == trip


@pytest.mark.parametrize(
    "touch",
    [
        lambda edits, ident: edits.set_status([ident], Status.DONE),
        lambda edits, ident: edits.set_shared([ident], "title", "Mine"),
        lambda edits, ident: edits.archive([ident]),
    ],
    ids=["status", "title", "archived"],
)
def test_what_a_person_touched_is_never_forgotten(workspace, plans, trip, age, touch):
    """However long its heading has been gone."""
    touch(workspace.edits, trip["Plan"])
    _detach(workspace, plans)
    later = age(10_000)

    plans.write("trip.md", LEFT + "\nMore.\n")
    read(later)

    assert set(forest(later).by_id) == {trip["Trip"], trip["Plan"]}


def test_what_is_attached_is_never_forgotten(plans, trip, age):
    """Untouched and old is what most milestones are."""
    later = age(10_000)

    plans.write("trip.md", TRIP + "\nMore.\n")
    read(later)

    assert by_title(later) == trip


def test_a_heading_that_comes_back_in_the_same_reading_is_kept(workspace, plans, trip, age):
    """The reading that would have forgotten it brings it back instead."""
    _detach(workspace, plans)
    later = age(400)

    plans.write("trip.md", TRIP)
    read(later)

    assert by_title(later) == trip
    assert later.text(trip["Plan"]).body.strip() == "Text."


def test_what_the_reading_itself_writes_is_kept(workspace, plans, trip, age, open_store, settings):
    """It is told by its ids; the others go, and are named."""
    _detach(workspace, plans)
    age(400)
    store = open_store(settings.database)
    now = time.time_ns() // 1_000_000

    gone_for_good = store.write(
        1, lambda snapshot, writing: forget(writing, snapshot, now, {trip["Plan"]})
    )

    assert gone_for_good == (trip["Book"],)
    assert set(store.snapshot(1).milestones) == {trip["Trip"], trip["Plan"]}


def test_reading_what_is_unchanged_writes_nothing_until_it_is_worth_it(
    workspace, plans, trip, age, settings
):
    """Within a day nothing is written for it alone; after that a reading clears it away, once."""
    _detach(workspace, plans)
    later = age(90.5)
    before = rows(settings.database)

    read(later)
    assert rows(settings.database) == before
    later = age(0.6)
    read(later)
    cleared = rows(settings.database)
    read(later)

    assert [row[0] for row in cleared["milestone"]] == [trip["Trip"]]
    assert cleared["change_set"] == before["change_set"]
    assert rows(settings.database) == cleared


@pytest.mark.usefixtures("trip")
def test_a_preview_forgets_nothing(workspace, plans, age, settings):
    """It writes nothing at all."""
    _detach(workspace, plans)
    later = age(400)
    before = rows(settings.database)

    plans.write("trip.md", LEFT + "\nMore.\n")
    read(later, preview=True)

    assert rows(settings.database) == before


def test_a_session_that_knew_it_forgets_it_too(workspace, plans, trip, age):
    """Another session on the same database sees what is there, not what was."""
    _detach(workspace, plans)
    knowing = age(400)
    assert len(forest(knowing)) == 3
    other = age(0)
    plans.write("trip.md", LEFT + "\nMore.\n")

    read(other)

    assert set(forest(knowing).by_id) == {trip["Trip"]}


def test_ids_are_never_given_again(workspace, plans, trip, age):
    """What history tells of a forgotten milestone never means another."""
    _detach(workspace, plans)
    later = age(400)
    plans.write("trip.md", LEFT + "\n## Pack\n")
    read(later)

    assert by_title(later)["Pack"] > max(trip.values())
    assert tree(later) == ["Trip", "  Pack"]


def test_the_settings_say_how_long(workspace, plans, trip, age, settings):
    """A week, where the person wants a week."""
    _detach(workspace, plans)
    age(8)
    session = Workspace(replace(settings, keep_detached_days=7))

    plans.write("trip.md", LEFT + "\nMore.\n")
    read(session)

    assert set(forest(session).by_id) == {trip["Trip"]}
    session.close()


def test_a_reading_whose_milestones_are_forgotten_can_t_be_undone(
    workspace, plans, trip, age, settings
):
    """One sentence, and nothing changes; history still tells of them."""
    _detach(workspace, plans)
    detached_in = rows(settings.database)["change_set"][-1][0]
    later = age(400)
    read(later)
    before = rows(settings.database)

    with pytest.raises(NotFound, match="forgotten"):
        later.history.undo(detached_in, project_id=later.project("plans").id)

    assert rows(settings.database) == before
    assert {one.milestone_id for one in later.history.changes(detached_in)} == {
        trip["Plan"],
        trip["Book"],
    }


def test_what_was_removed_is_forgotten_once_it_has_no_heading(workspace, plans, trip, settings):
    """Touched or not; while it has one it is kept, so that reading doesn't bring it back."""
    workspace.edits.set_status([trip["Plan"], trip["Book"]], Status.DONE)
    hand = workspace.edits.add(workspace.project("plans").id, "By hand").added[0]
    workspace.edits.remove([trip["Plan"], trip["Book"], hand])
    plans.write("trip.md", "# Trip\n\n## Book\n")
    read(workspace, as_it_is=True)
    for column in ("removed_at", "detached_at"):
        past = f"UPDATE milestone SET {column} = {column} - {91 * DAY}"  # noqa: S608 - our own
        rows_of(settings.database, past)
    later = Workspace(settings)

    plans.write("trip.md", "# Trip\n\nMore.\n\n## Book\n")
    read(later)

    assert set(forest(later).by_id) == {trip["Trip"], trip["Book"]}
    assert tree(later) == ["Trip"]
    later.close()


def test_what_something_stands_below_or_waits_for_is_kept(workspace, plans, trip, age):
    """Else it would stand elsewhere, or wait for nobody knows what."""
    project = workspace.project("plans").id
    workspace.edits.add(project, "Below", parent=trip["Plan"])
    workspace.edits.edit([trip["Trip"]], {"waits_for": (trip["Book"],)})
    _detach(workspace, plans)
    later = age(91)

    plans.write("trip.md", LEFT + "\nMore.\n")
    read(later)
    assert {trip["Plan"], trip["Book"]} <= set(forest(later).by_id)
    plans.write("trip.md", TRIP)
    read(later)

    assert tree(later) == ["Trip", "  Plan", "    Below", "  Book"]
