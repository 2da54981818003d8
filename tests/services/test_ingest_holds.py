"""A reading that was undone: its bytes aren't applied again until somebody asks for it."""

from __future__ import annotations

import pytest
from looking import by_title, forest, gone, read, rows, statuses, tree

from mlv_tui.domain.milestone import Status
from mlv_tui.domain.plan_state import Hold

TRIP = "# Trip\n\n## Plan\n\nWhere to go.\n\n## Book\n\nSeats on a train.\n"
EDITED = TRIP + "\n## Sleep\n\nAnywhere at all.\n"


def plan_state(workspace, path="trip.md"):
    """Return what is known of a plan."""
    return next(plan for plan in forest(workspace).plans if plan.path == path)


def look_again(workspace):
    """Read as following and starting do."""
    return workspace.read_changed("plans")


@pytest.fixture
def trip(workspace, plans):
    """A plan whose last reading, a new heading, was undone."""
    file = plans.write("trip.md", TRIP)
    read(workspace, plans.folder)
    workspace.edits.set_status([by_title(workspace)["Book"]], Status.DONE)
    plans.write("trip.md", EDITED)
    report = read(workspace)
    workspace.history.undo(report.change_set, project_id=report.project.id)
    return file


@pytest.mark.usefixtures("trip")
def test_the_same_bytes_are_not_applied_again(workspace, settings):
    """Following and starting leave the undone reading aside, and write nothing."""
    before = rows(settings.database)

    report = look_again(workspace)

    assert (report.changes, report.held) == ((), ())
    assert report.troubles[0].message == (
        "The last reading of trip.md was undone; its milestones are as before."
    )
    assert tree(workspace) == ["Trip", "  Plan", "  Book"]
    assert rows(settings.database) == before


@pytest.mark.parametrize("wanted", [{"again": True}, {"as_it_is": True}])
@pytest.mark.usefixtures("trip")
def test_asking_for_it_reads_it_again(workspace, wanted):
    """`mlv ingest` and `r` apply it: the heading's milestone is back, the trouble gone."""
    report = read(workspace, **wanted)

    assert (report.summary(), report.troubles) == ("1 reattached", ())
    assert tree(workspace)[-1] == "  Sleep"
    assert plan_state(workspace).hold is None


def test_another_save_is_read(workspace, trip):
    """What was undone is set aside until the plan says something else."""
    trip.write_text(EDITED + "\n## Wake\n\nEarly enough.\n")

    report = look_again(workspace)

    assert report.troubles == ()
    assert tree(workspace)[-2:] == ["  Sleep", "  Wake"]
    assert statuses(workspace)["Book"] == "done"


def test_the_bytes_of_before_are_no_change(workspace, trip):
    """The file undone as well: all are in step, and nothing is set aside any more."""
    trip.write_text(TRIP)

    report = look_again(workspace)

    assert (report.changes, report.troubles) == ((), ())
    assert plan_state(workspace).hold is None


def test_trouble_in_between_doesn_t_forget_what_was_undone(workspace, trip):
    """Unreadable for a while, then the undone bytes again: still set aside."""
    trip.write_bytes(b"\xff\xfe")
    assert "undone" not in look_again(workspace).troubles[0].message

    trip.write_text(EDITED)
    report = look_again(workspace)

    assert report.troubles[0].message.startswith("The last reading of trip.md was undone")
    assert tree(workspace) == ["Trip", "  Plan", "  Book"]


def test_a_deletion_that_was_undone_is_set_aside_too(workspace, plans):
    """The file stays away, the milestones stay here; with the file back all is in step."""
    file = plans.write("trip.md", TRIP)
    plans.write("other.md", "# Other\n")
    read(workspace, plans.folder)
    file.unlink()
    report = read(workspace)
    assert len(gone(workspace)) == 3
    workspace.history.undo(report.change_set, project_id=report.project.id)

    assert look_again(workspace).changes == ()
    assert gone(workspace) == []
    assert plan_state(workspace).hold is Hold.UNDONE
    assert read(workspace, again=True).summary() == "3 detached"
    file.write_text(TRIP)
    assert look_again(workspace).summary() == "3 reattached"
    assert plan_state(workspace).hold is None


@pytest.mark.usefixtures("trip")
def test_a_preview_shows_what_asking_for_it_would_do(workspace):
    """It looks as the ingest it is the preview of."""
    preview = read(workspace, preview=True, again=True)

    assert [one.title for one in preview.foreseen] == ["Sleep"]
    assert read(workspace, again=True, expected=preview.token).summary() == "1 reattached"


def test_the_brake_behind_an_undone_reading_leaves_it_aside(workspace, plans):
    """A large plan: undone, then deleted, which is held back, then back with the undone bytes."""
    text = "# Core\n\n" + "".join(f"## Goal {n}\n\nBring {n} of it.\n\n" for n in range(20))
    file = plans.write("core.md", text)
    read(workspace, plans.folder)
    file.write_text(text + "## More\n\nA lot more.\n")
    report = read(workspace)
    workspace.history.undo(report.change_set, project_id=report.project.id)

    file.unlink()
    assert look_again(workspace).held
    file.write_text(text + "## More\n\nA lot more.\n")
    report = look_again(workspace)

    assert (report.held, report.changes) == ((), ())
    assert plan_state(workspace, "core.md").hold is Hold.UNDONE
    assert "  More" not in tree(workspace)


@pytest.mark.usefixtures("trip")
def test_a_reading_that_was_undone_is_told_of_when_it_is_applied(workspace):
    """In the preview, and in the report; not once more where there is nothing undone."""
    preview = read(workspace, preview=True, again=True)
    report = read(workspace, again=True)

    assert (preview.again, report.again) == (("trip.md",), ("trip.md",))
    assert read(workspace, again=True).again == ()


def test_a_save_since_the_undo_is_an_ordinary_reading(workspace, trip):
    """The plan says something else now: nothing that was undone is applied again."""
    trip.write_text(EDITED + "\n## Wake\n\nEarly enough.\n")

    assert read(workspace, again=True).again == ()


@pytest.mark.usefixtures("trip")
def test_what_stays_set_aside_is_not_told_of_as_applied(workspace):
    """Following and starting leave it alone."""
    assert look_again(workspace).again == ()
