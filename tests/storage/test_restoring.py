"""Restoring a SQLite file: all of it, or nothing, and never under somebody's hands."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest
from databases import lay_new_database, on_sqlite, rows
from making import add, milestone
from processes import Running

from mlv_tui.errors import DatabaseKept, DatabaseUnusable
from mlv_tui.storage.backing_up import back_up
from mlv_tui.storage.restoring import restore
from mlv_tui.storage.store import Store

pytestmark = on_sqlite

OVERWRITE = """
from contextlib import closing
from pathlib import Path
from mlv_tui.storage.backing_up import opened
from mlv_tui.storage.restoring import alone
backup, file = map(Path, sys.argv[1:])
with alone(file) as connection, closing(opened(backup)) as source:
    source.backup(connection, pages=4, progress=lambda *_: start())
"""


@pytest.fixture
def file(tmp_path):
    """A database with some milestones."""
    found = tmp_path / "data" / "mlv.db"
    lay_new_database(found)
    store = Store(found)
    project = store.add_project("alpha", "Alpha", 1)
    add(store, project, *(milestone(-number, f"goal-{number}") for number in range(1, 200)))
    store.close()
    return found


@pytest.fixture
def backup(file, tmp_path):
    """A backup of it."""
    return back_up(file, tmp_path / "backup.bak").file


@pytest.fixture
def keep(tmp_path):
    """Where what is there goes."""
    return tmp_path / "kept" / "before.bak"


def write_more(file):
    """Write after the backup."""
    store = Store(file)
    store.add_project("later", "Later", 2)
    store.close()


def test_a_restored_database_is_the_backup_row_by_row(file, backup, keep):
    """What was written since is gone from it, and kept in a backup of its own."""
    write_more(file)
    before = rows(file)

    assert restore(backup, file, keep) == keep

    assert rows(file) == rows(backup)
    assert rows(keep) == before != rows(backup)


def test_a_backup_is_restored_elsewhere(backup, tmp_path, keep):
    """Where nothing is, there is nothing to keep."""
    new = tmp_path / "new" / "mlv.db"

    assert restore(backup, new, keep) is None

    assert rows(new) == rows(backup)
    assert not keep.exists()


def test_a_restored_database_is_written_to_as_before(file, backup, keep):
    """The program opens it, and nothing of an older log comes up again."""
    write_more(file)
    restore(backup, file, keep)

    store = Store(file)
    store.add_project("next", "Next", 3)
    store.close()

    assert [row[1] for row in rows(file)["project"]] == ["alpha", "next"]


def test_a_database_in_use_stays_as_it_is(file, backup, keep):
    """Somebody's screen is open: they are to close it first, and lose nothing."""
    store = Store(file)
    store.add_project("later", "Later", 2)

    with pytest.raises(DatabaseKept) as caught:
        restore(backup, file, keep)

    assert caught.value.exit_code == 6
    assert "open in another program" in caught.value.message
    store.add_project("more", "More", 3)
    store.close()
    assert len(rows(file)["project"]) == 3
    assert not keep.exists()


def test_a_program_that_is_ended_while_it_restores_changed_nothing(file, backup):
    """Whoever opens the database next finds it as it was."""
    write_more(file)
    before = rows(file)
    running = Running(OVERWRITE, backup, file)
    running.until_ready()

    running.process.kill()
    running.process.communicate()

    assert rows(file) == before
    Store(file).close()
    assert rows(file) == before


@pytest.mark.parametrize("damage", [lambda _: b"noise" * 5000, lambda data: data[:5000]])
def test_a_damaged_database_is_moved_away_first(file, backup, keep, damage):
    """That is when a backup is needed; the damaged bytes stay for whoever can read them."""
    damaged = damage(file.read_bytes())
    file.write_bytes(damaged)

    kept = restore(backup, file, keep)

    assert kept == keep.with_name("before.bak.damaged")
    assert kept.read_bytes() == damaged
    assert rows(file) == rows(backup)


def test_what_is_no_backup_changes_nothing(file, tmp_path, keep):
    """Nor does a damaged one, one of another program, or one that isn't there."""
    (tmp_path / "noise.bak").write_bytes(b"noise" * 5000)
    with closing(sqlite3.connect(tmp_path / "other.bak")) as other:
        other.execute("CREATE TABLE budget (id)")
    before = rows(file)

    for name in ("noise.bak", "other.bak", "nothing.bak"):
        with pytest.raises(DatabaseUnusable, match=name):
            restore(tmp_path / name, file, keep)

    assert rows(file) == before
    assert not keep.exists()


def test_another_program_s_database_is_not_overwritten(backup, tmp_path, keep):
    """A slip with `--db` costs nobody anything."""
    other = tmp_path / "other.db"
    with closing(sqlite3.connect(other)) as connection:
        connection.execute("CREATE TABLE budget (id)")

    with pytest.raises(DatabaseUnusable, match="another program's database"):
        restore(backup, other, keep)

    with closing(sqlite3.connect(other)) as connection:
        assert connection.execute("SELECT name FROM sqlite_master").fetchall() == [("budget",)]
