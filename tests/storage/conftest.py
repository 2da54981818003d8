"""A store on a file of its own, with one project."""

from __future__ import annotations

import pytest
from databases import lay_new_database

from mlv_tui.storage.store import Store


@pytest.fixture
def file(tmp_path):
    """Where the database is."""
    return tmp_path / "mlv.db"


@pytest.fixture
def open_store(file):
    """Open stores on one file, each a session of its own; all are closed at the end."""
    opened = []
    lay_new_database(file)

    def open_one():
        opened.append(Store(file))
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
