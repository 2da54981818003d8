"""One session reads the saves for all, and another one takes its place when it doesn't."""

from __future__ import annotations

import secrets
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing

import pytest
from looking import gone, read, rows, tree

from mlv_tui.domain.lease import PATIENCE
from mlv_tui.services.saves import Saves
from mlv_tui.services.turns import Turns
from mlv_tui.services.workspace import Workspace

TRIP = "# Trip\n\n## Plan\n"


class Follower:
    """A session that was told of saves; its clock stands still until it is set on."""

    def __init__(self, workspace, place="here"):
        self.seconds = 0.0
        self.workspace = workspace
        self.id = secrets.token_hex(4)
        workspace.turns = Turns(
            workspace._store, self.id, lambda: 1, lambda: self.seconds, place=place
        )
        self.saves = Saves("plans")

    def settle(self, *files):
        """Hear of saved files, then look once."""
        self.saves.note(files)
        return self.saves.settle(self.workspace)


@pytest.fixture
def trip(plans, workspace):
    """A plan that was read."""
    file = plans.write("trip.md", TRIP)
    read(workspace, plans.folder)
    return file


@pytest.fixture
def ada(open_workspace, trip):
    """The first to follow: she has the turn."""
    one = Follower(open_workspace())
    one.settle(trip)
    return one


@pytest.fixture
def ben(open_workspace, ada):
    """The second one."""
    assert ada.id
    return Follower(open_workspace())


def holders(settings):
    """Return who has the turn, by place."""
    return {row[2]: row[3] for row in rows(settings.database)["lease"]}


def readings(settings):
    """Count the change sets that were made by reading plans."""
    return sum("ingest" in row for row in rows(settings.database)["change_set"])


def test_a_save_is_read_by_one_for_all(ada, ben, trip, settings, workspace):
    """The other one waits, then finds that it is read."""
    trip.write_text(TRIP + "## Book\n", "utf-8")
    before = readings(settings)

    assert ben.settle(trip) is None
    assert ada.settle(trip).summary() == "1 new"
    assert ben.settle().summary() == ""

    assert not ben.saves.are_unread
    assert tree(workspace) == ["Trip", "  Plan", "  Book"]
    assert readings(settings) == before + 1
    assert holders(settings) == {"here": ada.id}


def test_what_is_left_unread_another_one_reads(ada, ben, trip, settings, workspace):
    """Who was killed, or is stopped, loses the turn within moments."""
    trip.write_text(TRIP + "## Book\n", "utf-8")

    assert ben.settle(trip) is None
    ben.seconds = PATIENCE / 2
    assert ben.settle() is None
    ben.seconds = PATIENCE
    assert ben.settle().summary() == "1 new"

    assert tree(workspace) == ["Trip", "  Plan", "  Book"]
    assert holders(settings) == {"here": ben.id}
    assert ada.settle(trip).summary() == ""
    assert holders(settings) == {"here": ben.id}


def test_who_takes_over_reads_what_it_did_not_see_too(ben, plans, trip, workspace):
    """The one in its place may have seen a save before anybody else could."""
    plans.write("other.md", "# Other\n")
    trip.unlink()

    ben.settle(plans / "other.md")
    ben.seconds = PATIENCE
    ben.settle()

    assert tree(workspace) == ["Other"]
    assert gone(workspace) == ["Plan", "Trip"]


def test_of_those_that_wait_one_takes_over(ben, open_workspace, trip, settings):
    """The next one waits for that one, and is content."""
    chie = Follower(open_workspace())
    trip.write_text(TRIP + "## Book\n", "utf-8")
    for one in (ben, chie):
        one.settle(trip)
        one.seconds = PATIENCE

    assert ben.settle().summary() == "1 new"
    assert chie.settle().summary() == ""

    assert holders(settings) == {"here": ben.id}


def test_a_save_that_says_nothing_new_costs_nobody_the_turn(ada, ben, trip, settings):
    """Nobody has to read it."""
    ben.settle(trip)
    ben.seconds = PATIENCE

    ben.settle()

    assert not ben.saves.are_unread
    assert holders(settings) == {"here": ada.id}


def test_a_bad_save_is_told_to_all(ada, ben, trip, settings):
    """What one couldn't read, nobody tries again."""
    trip.write_text("<<<<<<< HEAD\n# Trip\n=======\n# Tour\n>>>>>>> theirs\n", "utf-8")

    assert ben.settle(trip) is None
    (trouble,) = ada.settle(trip).troubles
    assert ben.settle().troubles == (trouble,)

    assert holders(settings) == {"here": ada.id}


def test_who_leaves_gives_up_the_turn(ada, ben, trip, settings):
    """Nobody waits for a session that ended in order."""
    trip.write_text(TRIP + "## Book\n", "utf-8")

    ada.workspace.close()

    assert ben.settle(trip).summary() == "1 new"
    assert holders(settings) == {"here": ben.id}


def test_the_files_of_another_host_are_read_there(ada, open_workspace, trip, settings):
    """Nobody here knows what a save there says."""
    ben = Follower(open_workspace(), place="there")
    trip.write_text(TRIP + "## Book\n", "utf-8")

    assert ben.settle(trip).summary() == "1 new"
    assert holders(settings) == {"here": ada.id, "there": ben.id}


def test_eight_sessions_that_hear_of_a_save_at_once_read_it_once(trip, settings, workspace):
    """Though it was nobody's turn before."""
    trip.write_text(TRIP + "## Book\n", "utf-8")

    def hear(_):
        saves = Saves("plans")
        saves.note([trip])
        with closing(Workspace(settings)) as own:
            return saves.settle(own)

    with ThreadPoolExecutor(8) as threads:
        found = [one for one in threads.map(hear, range(8)) if one]

    assert [one.summary() for one in found if one.change_set] == ["1 new"]
    assert tree(workspace) == ["Trip", "  Plan", "  Book"]
