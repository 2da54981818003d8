"""New databases for tests: made once, then copied, for making one costs twenty times as much.

On SQLite, unless `MLV_TEST_DATABASE` is `postgres`.
"""

from __future__ import annotations

import os
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from functools import cache
from itertools import count
from pathlib import Path
from typing import Any

import psycopg
import pytest
from servers import Server, shared_server

from mlv_tui.settings import Address, PostgresUrl
from mlv_tui.storage.store import Store
from mlv_tui.storage.tables import TABLES

ON_SERVER = os.environ.get("MLV_TEST_DATABASE") == "postgres"
TEMPLATE = "mlv_template"
_NUMBERS = count(1)

on_sqlite = pytest.mark.skipif(ON_SERVER, reason="it is about a SQLite file")
"""For tests of what only a file has."""


@contextmanager
def new_database(file: Path) -> Iterator[Address]:
    """Have a database that was just made, without a project: that file, or one on a server."""
    if ON_SERVER:
        with new_server_database() as address:
            yield address
    else:
        lay_new_database(file)
        yield file


def lay_new_database(file: Path) -> None:
    """Put a SQLite database that was just made, without a project, where none is yet."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(_new_file())


@contextmanager
def new_server_database() -> Iterator[PostgresUrl]:
    """Have a database on the run's server, just made; dropped at the end."""
    server, name = _server_with_template(), f"mlv_{os.getpid()}_{next(_NUMBERS)}"
    _tell(server, f"CREATE DATABASE {name} TEMPLATE {TEMPLATE}")
    yield PostgresUrl(server.url(name))
    _tell(server, f"DROP DATABASE {name} WITH (FORCE)")


def written(address: Address) -> str:
    """Return an address as `--db` takes it, with all that it takes to log in."""
    return str(address) if isinstance(address, Path) else address.url


def rows_of(address: Address, query: str) -> list[tuple[Any, ...]]:
    """Read with a connection that knows nothing of the program."""
    if isinstance(address, Path):
        with closing(sqlite3.connect(address)) as connection, connection:
            return connection.execute(query).fetchall()
    with psycopg.connect(address.url, autocommit=True) as connection:
        done = connection.execute(query.encode())
        return done.fetchall() if done.description else []


def rows(address: Address) -> dict[str, list[tuple[Any, ...]]]:
    """Read all rows of all tables, in the order of their keys, alike for every kind of database."""
    found: dict[str, list[tuple[Any, ...]]] = {}
    for name in [table._meta.table_name for table in TABLES]:
        every = rows_of(address, f'SELECT * FROM "{name}" ORDER BY 1')  # noqa: S608 - our own names
        found[name] = [tuple(_alike(value) for value in row) for row in every]
    return found


def columns(address: Address, table: str) -> list[str]:
    """Return the names of a table's columns, in the order of its rows."""
    query = f'SELECT * FROM "{table}" LIMIT 0'  # noqa: S608 - our own names
    if isinstance(address, Path):
        with closing(sqlite3.connect(address)) as connection:
            return [column[0] for column in connection.execute(query).description]
    with psycopg.connect(address.url) as server:
        return [column.name for column in server.execute(query.encode()).description or ()]


def _alike(value: Any) -> Any:
    return int(value) if isinstance(value, bool) else value


@cache
def _new_file() -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "mlv.db"
        Store(file).close()
        return file.read_bytes()


@cache
def _server_with_template() -> Server:
    """Return the run's server, with a template of this process's own making if there is none."""
    server = shared_server()
    with server.locked():
        if not _tell(server, f"SELECT 1 FROM pg_database WHERE datname = '{TEMPLATE}'"):  # noqa: S608 - a constant
            _tell(server, f"CREATE DATABASE {TEMPLATE} TEMPLATE template0 LOCALE 'C'")
            Store(PostgresUrl(server.url(TEMPLATE))).close()
    return server


def _tell(server: Server, command: str) -> list[tuple[Any, ...]]:
    return rows_of(PostgresUrl(server.url()), command)
