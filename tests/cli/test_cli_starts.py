"""Starts that can't work: each ends in one sentence that says what to do."""

from __future__ import annotations

import os
import socket
import sqlite3
from contextlib import closing

import pytest
from databases import on_sqlite
from starts import CORE, assert_one_sentence, in_terminal, process, process_without_rights, write

COMMANDS = ((), ("ingest",), ("watch",))
"""All that take plans; without a command, the screen."""


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("nowhere.md", "There is nothing at nowhere.md"),
        ("nowhere/plans", "There is nothing at nowhere/plans"),
        ("core.md/below", "There is nothing at core.md/below"),
        ("dangling.md", "is a link to nowhere"),
        ("circle.md", "can't be looked at"),
        ("", "An empty path names no plan"),
        ("~nobody-of-this-name/x", "There is no such home folder"),
        ("x" * 5000, "File name too long"),
    ],
)
def test_paths_that_lead_nowhere(mlv, core, command, path, words):
    """Said before a terminal is asked for, or a project made."""
    (core.parent / "dangling.md").symlink_to("gone.md")
    (core.parent / "circle.md").symlink_to("circle.md")

    assert_one_sentence(mlv(*command, path), words, "Name a plan file")


def test_the_screen_gives_the_terminal_back_before_it_complains(tmp_path):
    """What only shows once it is open: the sentence is the last line of the shell's own screen."""
    write(tmp_path / "plan.md", b"\x89PNG\r\n\x1a\n\x00\x00")

    code, shown = in_terminal(tmp_path / "plan.md")

    assert code == 1
    assert "Traceback" not in shown
    before, sentence = shown.rsplit("\x1b[?1006l", 1)
    assert "\x1b[?1049l" in before
    assert sentence.startswith("mlv: plan.md ")


def test_an_empty_folder_is_told_before_the_terminal_is_taken_over(tmp_path):
    """Nothing flashes by: the sentence is all that is printed."""
    (tmp_path / "empty").mkdir()

    code, shown = in_terminal(tmp_path / "empty")

    assert code == 1
    assert shown.startswith("mlv: There are no plans in ")


@pytest.mark.parametrize("command", ["ingest", "watch"])
def test_places_without_plans(mlv, tmp_path, command):
    """A folder without plans, and files that aren't plans."""
    work = tmp_path / "work"
    (work / "empty").mkdir()
    (work / "folder.md").mkdir()
    write(work / "picture.png", b"\x89PNG")
    write(work / "README", "# A\n")

    for name in ("empty", "folder.md"):
        assert_one_sentence(mlv(command, name), "There are no plans in", "Markdown")
    for name in ("picture.png", "README"):
        assert_one_sentence(mlv(command, name), "is not a plan", "Markdown")
        assert_one_sentence(mlv(name), "is not a plan", "Markdown")


def make_unreadable(path, kind):
    """Put something at a path that can't be read as a plan."""
    if kind == "fifo":
        os.mkfifo(path)
    elif kind == "socket":
        with closing(socket.socket(socket.AF_UNIX)) as one:
            one.bind(str(path))
    else:
        write(path, kind)


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("fifo", "pipe"),
        ("socket", "socket"),
        ("# Ä\n".encode("utf-16"), "UTF-16"),
        (b"# A\n\nCaf\xe9\n", "line 3"),
        (b"\x7fELF" + bytes(range(256)), "program"),
        (bytes(range(256)) * 8, "not text"),
        (b"# A\n<<<<<<< HEAD\n# B\n=======\n# C\n>>>>>>> other\n", "merge"),
    ],
    ids=["fifo", "socket", "utf-16", "latin-1", "program", "binary", "merge"],
)
def test_plans_that_can_t_be_read(mlv, tmp_path, kind, words, monkeypatch):
    """Named directly: exit 1, which file, what is wrong, what to do; its name only once."""
    monkeypatch.chdir(tmp_path / "work")
    make_unreadable(tmp_path / "work" / "x.md", kind)

    answer = mlv("ingest", "x.md")

    assert_one_sentence(answer, "x.md", words)
    assert answer.err.count("x.md") == 1


def test_a_plan_without_the_right_to_read_it(mlv, core):
    """Mode 000 is said in words; the milestones that were read before stay."""
    mlv("ingest", core)
    write(core, CORE + "## Third\n").chmod(0)

    again = process_without_rights("ingest", core)

    assert_one_sentence(again, "core.md can't be read: you may not read it")
    assert mlv("list").out.count("\n") == 5


def test_a_folder_without_the_right_to_look_into_it(core):
    """Not the same as a folder without plans."""
    core.parent.chmod(0)

    answer = process_without_rights("ingest", core.parent)
    inside = process_without_rights("ingest", core)
    core.parent.chmod(0o755)

    assert_one_sentence(answer, "You may not look into")
    assert_one_sentence(inside, "can't be looked at: Permission denied")


@pytest.mark.usefixtures("no_database")
@pytest.mark.parametrize("args", [("list",), ("next",), ("ingest",), ("watch",), ()])
def test_without_a_project_it_says_how_to_make_one(mlv, args):
    """The first start ever."""
    assert_one_sentence(mlv(*args), "There are no projects yet", "mlv PLANS")


@pytest.mark.parametrize("args", [("list",), ("ingest", "core.md"), ("done", 1)])
@on_sqlite
def test_a_database_that_is_none(mlv, core, tmp_path, args):
    """Damaged, some other file, a folder: said, and left as it is."""
    db = write(tmp_path / "mlv.db", b"no database at all, but long enough to be one" * 50)
    before = db.read_bytes()

    assert_one_sentence(mlv(*args), "mlv.db is not a database", "--db")
    assert db.read_bytes() == before
    assert_one_sentence(mlv(*args, "--db", tmp_path), "is a folder, not a database")
    assert_one_sentence(mlv(*args, "--db", core / "x.db"), "can't be made")


@on_sqlite
def test_a_damaged_database(mlv, samples, tmp_path):
    """A header that is right and pages that aren't."""
    mlv("ingest", samples)
    db = tmp_path / "mlv.db"
    with closing(sqlite3.connect(db)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    whole = db.read_bytes()
    db.write_bytes(whole[:4096] + b"\xff" * (len(whole) - 4096))

    assert_one_sentence(mlv("list"), "mlv.db is", "damaged")


@on_sqlite
def test_a_database_of_a_newer_mlv(mlv, core, tmp_path):
    """Refused; nothing is migrated back."""
    mlv("ingest", core)
    with closing(sqlite3.connect(tmp_path / "mlv.db")) as connection:
        columns = [row[1] for row in connection.execute("PRAGMA table_info(schema_migration)")]
        values = {"name": "9999_later"}
        connection.execute(
            f"INSERT INTO schema_migration ({', '.join(columns)}) "  # noqa: S608 - a constant
            f"VALUES ({', '.join('?' * len(columns))})",
            [values.get(name, 99) for name in columns],
        )
        connection.commit()

    assert_one_sentence(mlv("list"), "newer mlv", "Install that version")


def test_a_database_folder_that_can_t_be_written(core, tmp_path):
    """Neither made nor written to: the sentence names it."""
    locked = tmp_path / "locked"
    locked.mkdir(0o500)

    there = process_without_rights("ingest", core, "--db", locked / "mlv.db")
    below = process_without_rights("ingest", core, "--db", locked / "below" / "mlv.db")

    assert_one_sentence(there, "mlv.db can't be opened", "--db")
    assert_one_sentence(below, "can't be made", "--db")


@on_sqlite
def test_a_database_that_can_t_be_written(mlv, core, tmp_path):
    """A read-only file in a read-only folder."""
    mlv("ingest", core)
    (tmp_path / "mlv.db").chmod(0o400)

    answer = process_without_rights("done", 3)

    assert_one_sentence(answer, "mlv.db can't be written", "--db")


def test_a_folder_that_was_removed_under_the_shell(core, tmp_path):
    """The current folder is gone: relative paths lead nowhere, absolute ones still do."""
    gone = tmp_path / "gone"
    gone.mkdir()
    os.chdir(gone)
    gone.rmdir()

    assert_one_sentence(process("ingest", "core.md", cwd=None), "nothing at core.md")
    assert_one_sentence(process("list", "--db", "mlv.db"), "the folder you are in was removed")
    assert process("ingest", core).code == 0


def test_names_that_are_not_utf8(tmp_path):
    """Named on the command line, or met as the folder one is in."""
    folder = tmp_path / "caf\udce9"
    write(folder / "core.md", CORE)

    assert_one_sentence(process("ingest", folder), "is not UTF-8", code=2)
    os.chdir(folder)
    assert_one_sentence(process("ingest", "."), "is not UTF-8", "Rename it")
