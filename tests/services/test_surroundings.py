"""What the doctor says of file systems, watches, the terminal and the clipboard."""

from __future__ import annotations

from pathlib import Path

import pytest

from mlv_tui.services.upkeep.surroundings import clipboard, file_system, terminal, watching

MOUNTS = "1 0 0:1 / / rw - ext4 /dev/sda rw\n2 1 0:2 / /net rw - nfs4 box:/home rw\n"


@pytest.fixture
def mounts(tmp_path):
    """A table of mounts with one network file system."""
    table = tmp_path / "mountinfo"
    table.write_text(MOUNTS)
    return table


@pytest.fixture
def inotify(tmp_path):
    """A system that allows ten watches."""
    (tmp_path / "max_user_watches").write_text("10\n")
    return tmp_path


def test_a_file_that_several_machines_share_is_wrong(mounts):
    """SQLite's log doesn't work there; the way to a server is told."""
    found = file_system(Path("/net/team/mlv.db"), mounts)

    assert found.state == "wrong"
    assert "/net/team/mlv.db is on nfs4" in found.message
    assert "mlv db copy" in found.advice
    assert file_system(Path("/home/ada/mlv.db"), mounts).state == "ok"


def test_folders_are_held_against_the_limit_of_watches(inotify, mounts):
    """Half of it is warned of: other programs watch too."""
    folders = [Path(f"/plans/{number}") for number in range(6)]

    assert watching(folders[:5], inotify, mounts).state == "ok"
    found = watching(folders, inotify, mounts)
    assert (found.state, "max_user_watches" in found.advice) == ("warning", True)
    assert "There are 6 plan folders, and a person may watch 10" in found.message
    assert watching(folders, inotify / "none", mounts).state == "ok"
    assert "nfs4" in watching([Path("/net/plans")], inotify, mounts).message


@pytest.mark.parametrize(
    ("environment", "words"),
    [
        ({"TERM": "xterm-256color"}, "256 colours"),
        ({"TERM": "xterm", "COLORTERM": "truecolor"}, "all colours"),
        ({"TERM": "xterm", "NO_COLOR": "1"}, "switched off by NO_COLOR"),
        ({"TERM": "linux"}, "sixteen colours"),
        ({"TERM": "dumb"}, "the screen can't be drawn"),
        ({}, "the screen can't be drawn"),
    ],
)
def test_a_terminal_is_described(environment, words):
    """By what it says of itself."""
    first, second = terminal(environment, "utf-8")

    assert words in first.message
    assert second.state == "ok"


def test_a_terminal_without_unicode_is_warned_of():
    """Signs are drawn with ASCII there."""
    _, found = terminal({"TERM": "xterm"}, "ascii")

    assert (found.state, found.name) == ("warning", "characters")


def test_the_way_of_a_copied_text_is_told(tmp_path):
    """Through tmux, or the terminal; and where there is none."""
    program = tmp_path / "tmux"
    program.touch(mode=0o755)

    assert "through tmux" in clipboard({"TMUX": "x", "PATH": str(tmp_path)}).message
    assert clipboard({"TMUX": "x", "PATH": str(tmp_path / "none")}).state == "warning"
    assert clipboard({"STY": "x", "TERM": "screen"}).state == "warning"
    assert clipboard({"TERM": "linux"}).state == "warning"
    assert "OSC 52" in clipboard({"TERM": "xterm"}).message
