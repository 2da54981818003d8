"""A store on a database of its own, with one project."""

from __future__ import annotations

from pathlib import Path

import pytest
from databases import new_database

from mlv_tui.storage.store import Store


@pytest.fixture
def address(tmp_path):
    """Where the database is."""
    with new_database(tmp_path / "mlv.db") as found:
        yield found


@pytest.fixture
def file(address):
    """The database's file."""
    if not isinstance(address, Path):
        pytest.skip("it is about a SQLite file")
    return address


@pytest.fixture
def open_store(address):
    """Open stores on one database, each a session of its own; all are closed at the end."""
    opened = []

    def open_one():
        opened.append(Store(address))
        return opened[-1]

    yield open_one
    for one in opened:
        one.close()


@pytest.fixture
def store(open_store):
    """One session."""
    return open_store()


@pytest.fixture
def project(store):
    """A project without plans."""
    return store.add_project("alpha", "Alpha", 1)
