"""`mlv migrate`, `mlv backup`, `mlv restore --from` and `mlv db copy`."""

from __future__ import annotations

import os
import shutil
import sqlite3
import tempfile
from contextlib import closing, contextmanager

import peewee
import pytest
from databases import new_server_database, on_sqlite, rows, rows_of, written
from playhouse.migrations import Runner
from starts import assert_one_sentence

from mlv_tui.settings import read_settings
from mlv_tui.storage.migrating import HISTORY, MIGRATIONS
from mlv_tui.storage.store import Store

KNOWN = sorted(path.stem for path in MIGRATIONS.glob("[0-9]*.py"))


@contextmanager
def open_elsewhere():
    """Have the database open in another session."""
    store = Store(read_settings().database)
    store.projects()
    yield
    store.close()


def test_migrate_tells_that_all_is_in_step(mlv):
    """Exit code 0, with --check and without."""
    for args in (("migrate",), ("migrate", "--check")):
        answer = mlv(*args)
        assert (answer.code, answer.err) == (0, "")
        assert f"is in step with this program ({KNOWN[-1]})." in answer.out

    data = mlv("migrate", "--check", "--json").data
    assert (data["seen"], data["pending"], data["applied"]) == (KNOWN, [], [])


@pytest.mark.usefixtures("no_database")
def test_migrate_makes_a_new_database_and_check_makes_none(mlv, tmp_path):
    """An image's build runs it; a check tells of it with exit code 3."""
    answer = mlv("migrate", "--check")

    assert answer.code == 3
    assert "isn't made yet: `mlv migrate` mends it" in answer.out
    assert not (tmp_path / "mlv.db").exists()
    assert mlv("migrate", "--json").data["applied"] == KNOWN
    assert mlv("migrate", "--check").code == 0


@on_sqlite
def test_a_database_that_is_behind_is_told_and_brought_up_to_date(mlv, tmp_path):
    """--check says so and changes nothing; without it the file is copied, then migrated."""
    last = one_behind(tmp_path / "mlv.db")
    before = rows_of(tmp_path / "mlv.db", f"SELECT name FROM {HISTORY}")  # noqa: S608

    answer = mlv("migrate", "--check", "--json")

    assert (answer.code, answer.data["pending"]) == (3, [last])
    assert rows_of(tmp_path / "mlv.db", f"SELECT name FROM {HISTORY}") == before  # noqa: S608
    assert f"1 migration run ({last})" in mlv("migrate").out
    assert mlv("migrate", "--check").code == 0
    assert (tmp_path / f"mlv.db.{KNOWN[-2]}.bak").exists()


def one_behind(file):
    """Make a database as the program before this one did; return the migration it hasn't seen."""
    with tempfile.TemporaryDirectory() as earlier:
        for name in KNOWN[:-1]:
            shutil.copy(MIGRATIONS / f"{name}.py", earlier)
        file.unlink()
        database = peewee.SqliteDatabase(file)
        with database:
            Runner(database, earlier, table_name=HISTORY).up()
    return KNOWN[-1]


@pytest.mark.parametrize("args", [("migrate",), ("migrate", "--check"), ("list",), ("backup",)])
def test_a_program_older_than_its_database_is_told(mlv, args):
    """Whatever the command: which version made it, and what to do."""
    address = read_settings().database
    rows_of(address, f"INSERT INTO {HISTORY} (name, applied) VALUES ('9999_new', '2030-01-01')")  # noqa: S608

    answer = mlv(*args)

    assert_one_sentence(answer, "was made by a newer mlv (9999_new). Install that version")


def test_a_backup_and_the_way_back(mlv, core, tmp_path, monkeypatch):
    """It is named with the time, and restoring it keeps what was there."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    mlv("ingest", core)
    database = read_settings().database
    before = rows(database)
    made = mlv("backup", "--json").data
    mlv("done", 3)

    tried = mlv("restore", "--from", made["file"], "--dry-run")
    assert "would be what" in tried.out
    assert rows(database) != before
    restored = mlv("restore", "--from", made["file"], "--json")

    assert (restored.code, made["rows"]["milestone"]) == (0, 5)
    assert rows(database) == before
    assert rows_of_file(restored.data["kept"], "SELECT mine FROM milestone WHERE id = 3") != [
        ("{}",)
    ]
    assert mlv("show", 3, "--json").data["status"] == "open"


def rows_of_file(file, query):
    """Read a backup, which is a SQLite file wherever the database is."""
    with closing(sqlite3.connect(file)) as connection:
        return connection.execute(query).fetchall()


@on_sqlite
def test_the_newest_backups_stay(mlv, core, tmp_path):
    """Ten by default, or as many as --keep says; other files in the folder stay as well."""
    mlv("ingest", core)
    folder = tmp_path / "backups"
    folder.mkdir()
    (folder / "mlv.db.mine.bak").touch()
    files = [mlv("backup", "--json").data["file"] for _ in range(12)]

    assert sorted(map(str, folder.iterdir())) == sorted(
        [*files[2:], str(folder / "mlv.db.mine.bak")]
    )
    last = mlv("backup", "--keep", 2, "--json").data
    assert last["removed"] == files[:1:-1][1:]
    assert len(list(folder.iterdir())) == 3


def test_a_backup_goes_where_it_is_told(mlv, core, tmp_path):
    """Into a folder, where all stay, or into a file that isn't there yet."""
    mlv("ingest", core)
    (tmp_path / "shelf").mkdir()

    for _ in range(2):
        assert mlv("backup", tmp_path / "shelf").code == 0
    assert len(list((tmp_path / "shelf").iterdir())) == 2
    assert "read anew and whole" in mlv("backup", tmp_path / "one.bak").out
    again = mlv("backup", tmp_path / "one.bak")
    assert_one_sentence(again, "is there already, so it stays as it is", code=6)
    assert_one_sentence(mlv("backup", tmp_path / "two.bak", "--keep", 3), "--keep counts", code=2)


def test_nothing_is_restored_under_somebody_s_hands(mlv, core, tmp_path):
    """Exit code 6 while another session has it open, and it stays as it is."""
    mlv("ingest", core)
    mlv("backup", tmp_path / "one.bak")
    mlv("done", 3)
    before = rows(read_settings().database)

    with open_elsewhere():
        answer = mlv("restore", "--from", tmp_path / "one.bak")

    assert_one_sentence(answer, "is open in ", "so it stays as it is", code=6)
    assert rows(read_settings().database) == before


@pytest.mark.parametrize("args", [("3",), ("--filter", "One")])
def test_restoring_all_names_no_milestones(mlv, args):
    """`mlv restore 3` brings an archived milestone back; that is something else."""
    assert_one_sentence(mlv("restore", "--from", "one.bak", *args), "name no milestones", code=2)


@on_sqlite
def test_a_slip_in_the_name_backs_nothing_up(mlv, tmp_path):
    """No database is made by it, and no folder."""
    answer = mlv("backup", "--db", tmp_path / "typo" / "mlv.db")

    assert_one_sentence(answer, "There is no database", "--db")
    assert not (tmp_path / "typo").exists()


def test_a_database_moves_to_a_server_and_back(mlv, core, tmp_path):
    """`mlv db copy`, twice: the same rows in all three."""
    mlv("ingest", core)
    mlv("done", 3)
    own = read_settings().database
    with new_server_database() as server:
        first = mlv("db", "copy", written(own), server.url, "--json")
        second = mlv("db", "copy", server.url, tmp_path / "back.db")

        assert rows(server) == rows(own)
    assert first.data["rows"]["milestone"] == 5
    assert "the same as in postgresql://" in second.out
    assert rows(tmp_path / "back.db") == rows(own)


def test_a_copy_never_goes_over_anything(mlv, core, tmp_path):
    """Not over another database, not over itself, and not from nowhere."""
    mlv("ingest", core)
    own = written(read_settings().database)

    assert_one_sentence(mlv("db", "copy", own, own), "onto itself", code=6)
    assert_one_sentence(mlv("db", "copy", tmp_path / "typo.db", own), "There is no database")
    assert not (tmp_path / "typo.db").exists()
    mlv("db", "copy", own, tmp_path / "new.db")
    again = mlv("db", "copy", own, tmp_path / "new.db")
    assert_one_sentence(again, "isn't empty", "goes over nothing", code=6)
    assert os.environ["MLV_DB"] == own
