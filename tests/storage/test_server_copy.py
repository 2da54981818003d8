"""The copy of a server's database that is kept before its schema changes."""

from __future__ import annotations

import shutil
import tempfile
from contextlib import closing
from pathlib import Path

import pytest
from databases import new_server_database, rows, rows_of
from making import add, milestone

from mlv_tui.errors import DatabaseUnusable
from mlv_tui.settings.places import backup_folder
from mlv_tui.storage.migrating import MIGRATIONS
from mlv_tui.storage.postgres import PostgresEngine
from mlv_tui.storage.store import Store

LATER = """
def up(migrator, db):
    db.execute_sql("ALTER TABLE project ADD COLUMN colour TEXT")
    db.execute_sql("UPDATE project SET name = 'spoilt'")
"""


@pytest.fixture
def address():
    """A server's database with a project, which no newer program has seen."""
    with new_server_database() as made:
        with closing(Store(made)) as store:
            project = store.add_project("alpha", "Alpha “one”", 1)
            add(store, project, milestone(-1, notes="Both\nlines"), milestone(-2, "two"))
        yield made


@pytest.fixture
def newer_program(tmp_path):
    """The migrations of a program that is one migration ahead."""
    folder = tmp_path / "migrations"
    shutil.copytree(MIGRATIONS, folder)
    (folder / "9000_later.py").write_text(LATER)
    return folder


def test_an_upgrade_of_a_server_keeps_a_copy_of_how_it_was(address, newer_program):
    """It is a whole database of its own, at the schema and with every row from before."""
    before = rows(address)
    seen = rows_of(address, "SELECT name FROM schema_migration ORDER BY name")

    PostgresEngine(address, newer_program).close()

    (copy,) = backup_folder(address).glob(f"*.{seen[-1][0]}.bak")
    assert rows_of(address, "SELECT name FROM project") == [("spoilt",)]
    assert rows(copy) == before
    assert rows_of(copy, "SELECT name FROM schema_migration ORDER BY name") == seen


def test_an_upgrade_without_room_for_the_copy_changes_nothing(address, newer_program, monkeypatch):
    """It is refused, and the way out is told."""
    before = rows(address)
    blocked = newer_program / "file"
    blocked.touch()
    monkeypatch.setenv("XDG_DATA_HOME", str(Path(blocked)))

    with pytest.raises(DatabaseUnusable, match="can't be written") as refused:
        PostgresEngine(address, newer_program)

    assert "XDG_DATA_HOME" in refused.value.hint
    assert rows(address) == before
    assert ("colour",) not in rows_of(
        address, "SELECT column_name FROM information_schema.columns WHERE table_name = 'project'"
    )


def test_an_upgrade_says_what_else_there_is_no_room_for(address, newer_program, monkeypatch):
    """Another folder for the copy wouldn't help where there is none for temporary files."""
    monkeypatch.setattr(tempfile, "tempdir", str(newer_program / "gone"))

    with pytest.raises(DatabaseUnusable, match="temporary files can't be used") as refused:
        PostgresEngine(address, newer_program)

    assert "TMPDIR" in refused.value.hint
