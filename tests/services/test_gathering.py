"""Plans that can't be read as they are: they keep their last good state, the others go on."""

from __future__ import annotations

import os
import shutil
from dataclasses import replace

import pytest
from looking import by_title, forest, gone, read, rows, statuses, tree

from mlv_tui.domain.milestone import Status
from mlv_tui.domain.project import Root
from mlv_tui.services.discovery import discover, is_hidden
from mlv_tui.services.gathering import Gathering
from mlv_tui.services.workspace import Workspace

GOOD = "# Trip\n\n## Plan\n\nWhere to.\n"
MERGING = "# Trip\n<<<<<<< HEAD\n## Plan\n=======\n## Planned\n>>>>>>> theirs\n"

BAD = {
    "binary": b"\x89PNG\r\n\x1a\n" + bytes(range(256)),
    "UTF-16": GOOD.encode("utf-16"),
    "Latin-1": "# Trip\n\n## Pläne\n".encode("latin-1"),
    "unfinished merge": MERGING.encode(),
    "empty": b"",
    "blank": b" \n\n\t\n",
    "byte order mark alone": b"\xef\xbb\xbf",
    "zeros after a power cut": bytes(4096),
}


@pytest.mark.parametrize("data", BAD.values(), ids=BAD)
def test_a_bad_plan_keeps_its_last_good_state(workspace, plans, data):
    """Milestones stay as they were, the reason stands on the plan, and mending it clears that."""
    plans.write("trip.md", GOOD)
    plans.write("other.md", "# Other\n")
    read(workspace, plans.folder)
    before = by_title(workspace)
    workspace.edits.set_status([before["Plan"]], Status.DONE)

    plans.write("trip.md", data)
    plans.write("other.md", "# Other\n\n## More\n")
    report = read(workspace)

    assert tree(workspace) == ["Other", "  More", "Trip", "  Plan"]
    (trouble,) = report.troubles
    assert trouble.plan == "trip.md"
    assert trouble.message.startswith("trip.md ")
    assert trouble.hint
    assert [plan.path for plan in forest(workspace).plans if plan.error] == ["trip.md"]
    assert read(workspace).troubles == report.troubles
    plans.write("trip.md", GOOD)
    assert read(workspace).troubles == ()
    assert not any(plan.error for plan in forest(workspace).plans)
    assert before.items() <= by_title(workspace).items()
    assert statuses(workspace)["Plan"] == "done"


def test_trouble_is_told_once_and_not_written_again(workspace, plans, settings):
    """A plan that stays bad isn't written to the database at each look."""
    plans.write("trip.md", GOOD)
    read(workspace, plans.folder)
    plans.write("trip.md", MERGING)
    read(workspace)
    before = rows(settings.database)

    read(workspace)

    assert rows(settings.database) == before


def test_trouble_names_the_line(workspace, plans):
    """An unfinished merge is told with the line where it begins."""
    plans.write("trip.md", GOOD)
    read(workspace, plans.folder)

    plans.write("trip.md", MERGING)

    (trouble,) = read(workspace).troubles
    assert (trouble.line, trouble.plan) == (2, "trip.md")
    assert "line 2" in str(trouble)


def test_an_empty_plan_is_taken_at_its_word_when_told_so(workspace, plans):
    """`--force` makes an emptied plan detach its milestones."""
    plans.write("trip.md", GOOD)
    read(workspace, plans.folder)
    plans.write("trip.md", "")

    report = read(workspace, as_it_is=True)

    assert (report.troubles, tree(workspace)) == ((), [])
    assert gone(workspace) == ["Plan", "Trip"]
    assert read(workspace).changes == ()


def test_a_new_empty_plan_is_no_trouble(workspace, plans):
    """A plan that is just begun has nothing to lose."""
    plans.write("trip.md", "")
    plans.write("other.md", GOOD)

    report = read(workspace, plans.folder)

    assert (report.troubles, report.plans) == ((), 2)


def test_merge_markers_are_taken_at_their_word_when_told_so(workspace, plans):
    """`--force` reads a plan with an unfinished merge as it stands."""
    plans.write("trip.md", GOOD)
    read(workspace, plans.folder)
    plans.write("trip.md", MERGING)

    report = read(workspace, as_it_is=True)

    assert report.troubles == ()
    assert "  Planned" in tree(workspace)


def test_a_plan_that_is_too_large_is_told(plans, settings):
    """A plan over the limit keeps its milestones; the limit is the person's to raise."""
    session = Workspace(replace(settings, max_plan_bytes=100))
    plans.write("trip.md", GOOD)
    read(session, plans.folder)

    plans.write("trip.md", GOOD + "x" * 100)
    report = read(session)

    assert "larger than 100 bytes" in report.troubles[0].message
    assert tree(session) == ["Trip", "  Plan"]
    session.close()


def test_a_pipe_in_place_of_a_plan_never_makes_one_wait(workspace, plans):
    """A plan that became a pipe is told, at once."""
    plans.write("trip.md", GOOD)
    read(workspace, plans.folder)
    (plans / "trip.md").unlink()
    os.mkfifo(plans / "trip.md")

    report = read(workspace)

    assert "is a pipe" in report.troubles[0].message
    assert tree(workspace) == ["Trip", "  Plan"]


def test_a_link_out_of_the_folder_is_not_followed(workspace, plans, tmp_path):
    """A plan that leads elsewhere is told, and what it leads to stays unread."""
    (tmp_path / "secret.md").write_text("# Secret\n")
    plans.write("other.md", "# Other\n")
    (plans / "trip.md").symlink_to(tmp_path / "secret.md")

    report = read(workspace, plans.folder)

    assert "leads out of" in report.troubles[0].message
    assert tree(workspace) == ["Other"]


def test_a_plan_that_goes_comes_back_broken_and_is_mended(workspace, plans):
    """Milestones return with the plan's last good bytes, whatever stood there in between."""
    plans.write("trip.md", GOOD)
    read(workspace, plans.folder)
    before = by_title(workspace)

    (plans / "trip.md").unlink()
    read(workspace)
    plans.write("trip.md", MERGING)
    read(workspace)
    plans.write("trip.md", GOOD)
    read(workspace)

    assert tree(workspace) == ["Trip", "  Plan"]
    assert by_title(workspace) == before


def test_a_plan_that_was_never_readable_is_read_once_it_is(workspace, plans):
    """Trouble at the first read is no more than trouble."""
    plans.write("trip.md", MERGING)
    plans.write("other.md", "# Other\n")
    assert len(read(workspace, plans.folder).troubles) == 1

    plans.write("trip.md", GOOD)

    assert read(workspace).summary() == "2 new"


def test_a_root_that_vanishes_while_it_is_read_proves_nothing(plans):
    """An unmounted disk detaches nobody, even between the look for plans and the read."""
    plans.write("trip.md", GOOD)
    root = Root(1, str(plans.folder))
    plan, *_ = discover([root], ()).plans
    shutil.rmtree(plans.folder)

    assert Gathering([root], 1000, as_it_is=False).read([plan]) == []
    assert is_hidden(plan, root)


def test_a_plan_that_vanishes_while_its_root_stays_is_gone(plans):
    """A plan that was removed between the look and the read is taken for removed."""
    plans.write("trip.md", GOOD)
    root = Root(1, str(plans.folder))
    plan, *_ = discover([root], ()).plans
    (plans / "trip.md").unlink()

    (reading,) = Gathering([root], 1000, as_it_is=False).read([plan])

    assert reading.plan.state.is_gone


def test_a_link_in_a_circle_detaches_nobody(workspace, plans):
    """One bad link leaves the folder's plans alone; one called like a plan is told."""
    plans.write("trip.md", GOOD)
    read(workspace, plans.folder)
    for name in ("x", "y.md"):
        (plans / name).symlink_to(name)

    report = read(workspace)

    assert tree(workspace) == ["Trip", "  Plan"]
    assert [trouble.plan for trouble in report.troubles] == ["y.md"]
