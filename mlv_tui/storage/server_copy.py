"""Copying a server's database into a SQLite file as it is, before its schema is another."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from hashlib import blake2b
from pathlib import Path
from typing import Any, Final

import psycopg

from mlv_tui.errors import DatabaseUnusable
from mlv_tui.settings import PostgresUrl
from mlv_tui.storage.backing_up import settle, verified
from mlv_tui.storage.laying import lay
from mlv_tui.storage.migrating import HISTORY
from mlv_tui.storage.sqlite_words import in_words
from mlv_tui.storage.whole_file import TargetUnwritable, whole_file

_PAGE: Final = 1000
"""Rows that are read and written at a time."""

_HINT: Final = (
    "The schema stays as it was. Make room there, or set XDG_DATA_HOME to another folder."
)

Row = tuple[Any, ...]
Digest = tuple[int, int]


def copy_as_it_is(url: PostgresUrl, target: Path, migrations: Path) -> None:
    """Copy a database of whatever schema; the copy can be restored, and brought up to date then.

    Args:
        url: The server's, which is read as it is at one moment.
        target: A file that comes into being, or is replaced, once it is whole and on the disk.
        migrations: The folder with the scripts, of which the database has seen some.

    Raises:
        DatabaseUnusable: If the file can't be written, or isn't the same.
    """
    try:
        with whole_file(target) as part, psycopg.connect(url.url) as server:
            server.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
            server.read_only = True
            query = f"SELECT name FROM {HISTORY}"  # noqa: S608 - a constant
            seen = {name for (name,) in server.execute(query.encode())}
            lay(part, [migrations / f"{name}.py" for name in sorted(seen)])
            with in_words(part), closing(sqlite3.connect(part)) as copy:
                for table in _tables(copy):
                    _copy(server, copy, table, str(target))
                copy.commit()
                settle(copy)
            verified(part, target)
    except TargetUnwritable as error:
        raise DatabaseUnusable(error.message, _HINT) from error


def _tables(copy: sqlite3.Connection) -> list[str]:
    """Name all tables but that of the migrations: these were run on the copy, too."""
    found = copy.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
    return [name for (name,) in found if name != HISTORY and not name.startswith("sqlite_")]


def _copy(server: psycopg.Connection[Row], copy: sqlite3.Connection, table: str, name: str) -> None:
    columns = [one[1] for one in copy.execute(f'PRAGMA table_info("{table}")')]
    names, marks = ", ".join(f'"{one}"' for one in columns), ", ".join("?" * len(columns))
    select = f'SELECT {names} FROM "{table}"'  # noqa: S608 - our own names
    copy.execute(f'DELETE FROM "{table}"')  # noqa: S608 - as above
    insert = f'INSERT INTO "{table}" ({names}) VALUES ({marks})'  # noqa: S608 - as above
    with server.cursor(f"copy_{table}") as reading:
        reading.itersize = _PAGE
        reading.execute(select.encode())
        read = _Summed(tuple(map(_alike, row)) for row in reading)
        copy.executemany(insert, read)
    written = _Summed(copy.execute(select))
    for _ in written:
        pass
    if read.digest != written.digest:
        raise DatabaseUnusable(f"{name} is not the same in the table {table}.", "Try again.")


class _Summed:
    """Rows as they pass, and what they come to in whatever order.

    Attributes:
        digest: How many passed, and their sum.
    """

    def __init__(self, rows: Iterable[Row]) -> None:
        self.digest: Digest = (0, 0)
        self._rows = rows

    def __iter__(self) -> Iterator[Row]:
        for row in self._rows:
            count, total = self.digest
            mark = blake2b(repr(row).encode("utf-8", "surrogatepass"), digest_size=16)
            self.digest = (count + 1, total + int.from_bytes(mark.digest()))
            yield row


def _alike(value: Any) -> Any:
    """Return what SQLite gives back for a value."""
    return int(value) if isinstance(value, bool) else value
