"""Opening a database: its schema, its settings, and every way in which that can fail."""

from __future__ import annotations

import random
import shutil
import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path

import pytest
from databases import on_sqlite
from making import add, milestone
from processes import alone, together

from mlv_tui.errors import DatabaseUnusable
from mlv_tui.settings import read_settings
from mlv_tui.storage.migrating import HISTORY, MIGRATIONS
from mlv_tui.storage.sqlite import SqliteEngine
from mlv_tui.storage.store import Store
from mlv_tui.storage.tables import TABLES

OPEN = """
from pathlib import Path
from mlv_tui.storage.sqlite import SqliteEngine
import playhouse.migrations
start()
SqliteEngine(*map(Path, sys.argv[1:])).close()
"""

pytestmark = on_sqlite

SECOND = """
def up(migrator, db):
    db.execute_sql('ALTER TABLE project ADD COLUMN colour TEXT')
"""

NOBODY = 65534

OPEN_AS_NOBODY = f"""
import os
from pathlib import Path
import playhouse.migrations
from mlv_tui.errors import DatabaseUnusable
from mlv_tui.storage.store import Store
start()
if os.getuid() == 0:
    os.seteuid({NOBODY})
try:
    Store(Path(sys.argv[1]))
except DatabaseUnusable as error:
    print(error.message, error.hint, sep="|")
"""


@pytest.fixture
def file(tmp_path):
    """Where a database isn't yet."""
    return tmp_path / "mlv.db"


def query(file, sql):
    """Read with a connection that knows nothing of the program."""
    with closing(sqlite3.connect(file)) as connection:
        return connection.execute(sql).fetchall()


def history(file):
    """Tell which migrations a file has seen, and when."""
    return query(file, f"SELECT name, applied FROM {HISTORY} ORDER BY name")  # noqa: S608


def write(file, sql):
    """Write with a connection that knows nothing of the program."""
    with closing(sqlite3.connect(file)) as connection:
        connection.executescript(sql)


@pytest.fixture
def newer_program(tmp_path):
    """Make the migrations of a program that is one migration ahead."""
    folder = tmp_path / "migrations"
    shutil.copytree(MIGRATIONS, folder)
    (folder / "0002_second.py").write_text(SECOND)
    return folder


def test_no_test_can_reach_a_persons_own_database():
    """The tests live in a home of their own, and are stopped on their way to any other file."""
    assert read_settings().database.is_relative_to(tempfile.gettempdir())

    with pytest.raises(RuntimeError, match="a test would open"):
        SqliteEngine(Path("/never.db"))


def test_a_new_database_gets_the_schema_and_its_history(file):
    """Naming a file that isn't there makes a database of it, and the folder above."""
    deep = file.parent / "new" / "folder" / "mlv.db"

    SqliteEngine(deep).close()

    names = {name for (name,) in query(deep, "SELECT name FROM sqlite_master WHERE type='table'")}
    assert names >= {table._meta.table_name for table in TABLES}
    assert [name for name, _ in history(deep)] == [
        path.stem for path in sorted(MIGRATIONS.glob("[0-9]*.py"))
    ]


def test_an_empty_file_counts_as_a_new_database(file):
    """A file made with `touch` becomes a database."""
    file.touch()

    SqliteEngine(file).close()

    assert history(file)


def test_opening_again_changes_nothing(file):
    """A start on a database that is up to date runs no migration and makes no backup."""
    SqliteEngine(file).close()
    before = history(file), query(file, "PRAGMA schema_version"), file.read_bytes()

    SqliteEngine(file).close()

    assert (history(file), query(file, "PRAGMA schema_version"), file.read_bytes()) == before
    assert not list(file.parent.glob("*.bak"))


def test_four_programs_may_open_a_new_database_at_once(file):
    """Six terminals opened together all get the one database, made once."""
    together(OPEN, [[file]] * 4)

    assert len(history(file)) == len(list(MIGRATIONS.glob("[0-9]*.py")))
    assert query(file, "SELECT value FROM counter") == [(0,)]


def test_the_columns_are_those_that_the_program_names(file):
    """The migrations lead to the very tables that the program reads and writes."""
    database = SqliteEngine(file).database

    found = {
        table: {
            column.name: (column.null, column.primary_key) for column in database.get_columns(table)
        }
        for table in database.get_tables()
        if table not in (HISTORY, "sqlite_sequence")
    }
    keys = {
        (table, key.column, key.dest_table)
        for table in found
        for key in database.get_foreign_keys(table)
    }
    database.close()

    assert found == {
        table._meta.table_name: {
            field.column_name: (field.null, field.primary_key)
            for field in table._meta.sorted_fields
        }
        for table in TABLES
    }
    assert keys == {
        (table._meta.table_name, field.column_name, field.rel_model._meta.table_name)
        for table in TABLES
        for field in table._meta.refs
    }


def test_every_index_has_a_name_of_its_own(file):
    """No index carries a name that another table's could take."""
    SqliteEngine(file).close()

    names = query(file, "SELECT name FROM sqlite_master WHERE type='index' AND sql IS NOT NULL")

    ours = {name for (name,) in names if not name.startswith(HISTORY)}
    assert ours >= {"project_slug", "milestone_source_key", "change_set_number"}
    assert not {name for name in ours if name.endswith("_id") or "row" in name}


def test_nothing_acknowledged_is_lost_at_a_power_cut(file):
    """The database syncs each commit, keeps a write-ahead log, and checks references."""
    database = SqliteEngine(file).database

    settings = {
        name: database.execute_sql(f"PRAGMA {name}").fetchone()[0]
        for name in ("journal_mode", "synchronous", "foreign_keys")
    }
    database.close()

    assert settings == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}


def test_an_upgrade_keeps_a_copy_of_how_it_was(file, newer_program):
    """Before a newer program changes the tables, it copies the file beside it."""
    write_project(file)

    SqliteEngine(file, newer_program).close()

    last = max(path.stem for path in MIGRATIONS.glob("[0-9]*.py"))
    (copy,) = file.parent.glob("*.bak")
    assert copy.name == f"mlv.db.{last}.bak"
    assert query(copy, "SELECT slug FROM project") == [("alpha",)]
    assert [name for name, _ in history(copy)][-1] == last
    assert query(file, "SELECT slug, colour FROM project") == [("alpha", None)]


def write_project(file):
    """Make a database with one project."""
    store = Store(file)
    store.add_project("alpha", "Alpha", 1)
    store.close()


def test_four_programs_may_upgrade_at_once(file, newer_program):
    """Terminals that are all opened after an upgrade run it once, and the copy is the old state."""
    write_project(file)

    together(OPEN, [[file, newer_program]] * 4)

    (copy,) = file.parent.glob("*.bak")
    assert len(history(copy)) == len(history(file)) - 1
    assert query(copy, "SELECT slug FROM project") == [("alpha",)]


def test_an_upgrade_that_fails_leaves_the_database_as_it_was(file, newer_program):
    """A fault in one migration undoes all of that upgrade."""
    write_project(file)
    (newer_program / "0003_third.py").write_text("def up(migrator, db):\n    1 / 0\n")

    with pytest.raises(ZeroDivisionError):
        SqliteEngine(file, newer_program)

    SqliteEngine(file).close()
    assert "colour" not in {row[1] for row in query(file, "PRAGMA table_info(project)")}


def test_a_newer_database_is_refused(file, newer_program):
    """An old program doesn't touch a database that a newer one made."""
    SqliteEngine(file, newer_program).close()
    before = file.read_bytes()

    with pytest.raises(DatabaseUnusable) as caught:
        SqliteEngine(file)

    assert caught.value.message == f"{file} was made by a newer mlv (0002_second)."
    assert caught.value.hint == "Install that version or later."
    assert file.read_bytes() == before


def test_another_programs_database_is_refused(file):
    """A slip with `--db` puts no tables into a business system's database."""
    write(file, "CREATE TABLE project (id, budget); INSERT INTO project VALUES (1, 5)")

    with pytest.raises(DatabaseUnusable, match="another program's database"):
        SqliteEngine(file)

    assert query(file, "SELECT name FROM sqlite_master") == [("project",)]
    assert query(file, "SELECT * FROM project") == [(1, 5)]


def noise(size):
    """Make bytes that mean nothing, the same each time."""
    return random.Random(size).randbytes(size)  # noqa: S311 - no secret


def random_bytes(file):
    """Write what no program wrote."""
    file.write_bytes(noise(20_000))


def header_alone(file):
    """Keep the first bytes, and fill the rest with noise."""
    data = make_large(file)
    file.write_bytes(data[:100] + noise(len(data) - 100))


def cut_in_half(file):
    """Lose the second half."""
    file.write_bytes(make_large(file)[: file.stat().st_size // 2])


def noise_inside(file):
    """Damage all pages but the first few."""
    data = make_large(file)
    file.write_bytes(data[: len(data) // 4] + noise(len(data) - len(data) // 4))


def make_large(file):
    """Make a database of many pages; return its bytes."""
    store = Store(file)
    project = store.add_project("alpha", "Alpha", 1)
    add(store, project, *(milestone(-number, f"goal-{number}") for number in range(1, 1000)))
    store.close()
    return file.read_bytes()


@pytest.mark.parametrize("damage", [random_bytes, header_alone, cut_in_half, noise_inside])
def test_a_damaged_file_is_told_in_a_sentence(file, damage):
    """A broken database ends in what is wrong and what to do, wherever it shows."""
    damage(file)

    with pytest.raises(DatabaseUnusable) as caught:
        use(file)

    assert str(file) in caught.value.message
    assert "damaged" in caught.value.message
    assert caught.value.hint


def use(file):
    """Open a database and read all of it."""
    store = Store(file)
    try:
        for project in store.projects():
            store.snapshot(project.id)
    finally:
        store.close()


def test_a_folder_is_not_taken_for_a_database(tmp_path):
    """Naming a folder with `--db` is answered with what to name."""
    with pytest.raises(DatabaseUnusable) as caught:
        SqliteEngine(tmp_path)

    assert caught.value.message == f"{tmp_path} is a folder, not a database."
    assert caught.value.hint == "Name a file with --db."


def test_a_file_where_the_folder_should_be_is_told(tmp_path):
    """A path that goes through a file can't be made."""
    (tmp_path / "file").touch()

    with pytest.raises(DatabaseUnusable, match="can't be made"):
        SqliteEngine(tmp_path / "file" / "mlv.db")


@pytest.fixture
def locked_folder():
    """Make a folder that others than its owner may look at, but not write in."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o555)
    yield folder
    folder.chmod(0o700)
    shutil.rmtree(folder)


def test_a_folder_that_may_not_be_written_is_told(locked_folder):
    """Without the right to write there, the person learns which right is missing."""
    said = alone(OPEN_AS_NOBODY, locked_folder / "mlv.db")

    assert said.startswith(f"{locked_folder / 'mlv.db'} can't be opened.|")
    assert "its folder exists and is yours" in said


def test_a_file_that_may_not_be_written_is_told(locked_folder):
    """A colleague's database that is for reading only is refused with a sentence."""
    locked_folder.chmod(0o755)
    write_project(locked_folder / "mlv.db")
    (locked_folder / "mlv.db").chmod(0o444)
    locked_folder.chmod(0o555)

    said = alone(OPEN_AS_NOBODY, locked_folder / "mlv.db")

    assert said.startswith(f"{locked_folder / 'mlv.db'} can't be ")


def test_a_folder_that_may_not_be_entered_is_told(locked_folder):
    """A path through somebody's private folder ends in a sentence."""
    locked_folder.chmod(0o600)

    said = alone(OPEN_AS_NOBODY, locked_folder / "mlv.db")

    assert str(locked_folder) in said
    assert "|" in said
