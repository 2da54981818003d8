"""Copying a SQLite database into a file of its own while others write, and making sure of it."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path

from mlv_tui.errors import DatabaseDamaged, DatabaseUnusable
from mlv_tui.storage.migrating import HISTORY, migrations_pending
from mlv_tui.storage.patience import BUSY_SECONDS
from mlv_tui.storage.sqlite_words import in_words
from mlv_tui.storage.whole_file import whole_file


@dataclass(frozen=True, slots=True)
class Backup:
    """A copy that was found to be whole.

    Attributes:
        file: Where it is.
        rows: How many there are, by table.
        size: In bytes.
    """

    file: Path
    rows: Mapping[str, int]
    size: int


def back_up(source: Path, target: Path) -> Backup:
    """Copy a database as it is at one moment; others may write meanwhile.

    Args:
        source: Its file.
        target: A file that comes into being, or is replaced, once the copy is verified and synced.

    Raises:
        DatabaseUnusable: If the source is damaged, another program's or a newer one's, or the
            target can't be written; whatever was there stays.
    """
    with in_words(source), closing(opened(source)) as connection:
        check_known(connection, source)
        return back_up_from(connection, source, target)


def back_up_from(connection: sqlite3.Connection, source: Path, target: Path) -> Backup:
    """Copy what an open connection sees; it is in no transaction, nor after this.

    Args:
        connection: To the source.
        source: Its file, for what is wrong with it.
        target: As for `back_up`.

    Raises:
        DatabaseUnusable: As for `back_up`.
    """
    mode = source.stat().st_mode & 0o666
    with in_words(source), whole_file(target, mode) as part:
        # One snapshot for the copy and for what it is compared with.
        connection.execute("BEGIN")
        try:
            connection.execute("SELECT COUNT(*) FROM sqlite_master").fetchone()
            _copy(connection, part)
            rows = verified(part, source, connection)
        finally:
            connection.execute("ROLLBACK")
    return Backup(target, rows, target.stat().st_size)


def _copy(connection: sqlite3.Connection, part: Path) -> None:
    with in_words(part), closing(opened(part)) as copy:
        connection.backup(copy)
        settle(copy)


def settle(copy: sqlite3.Connection) -> None:
    """Make a database all of one file, without a log beside it."""
    copy.execute("PRAGMA journal_mode = DELETE").fetchone()


def verified(
    copy: Path, source: Path, connection: sqlite3.Connection | None = None
) -> Mapping[str, int]:
    """Read a copy anew, all of it.

    Args:
        copy: The file.
        source: What it is a copy of, for what is wrong with it.
        connection: To the source, in the transaction that was copied; None where the copy isn't
            one page by page.

    Returns:
        How many rows it has, by table.

    Raises:
        DatabaseUnusable: If it isn't whole, or isn't the same row by row.
    """
    with closing(opened(copy)) as anew:
        check_integrity(anew, source)
        rows = row_counts(anew)
        different = None if connection is None else first_difference(connection, anew)
    if different is not None:
        raise DatabaseUnusable(
            f"The copy of {source} is not the same in the table {different}.", "Try again."
        )
    return rows


def check_integrity(connection: sqlite3.Connection, file: Path) -> None:
    """Have all pages, rows and indexes looked at.

    Raises:
        DatabaseUnusable: If something in it is damaged.
    """
    found = connection.execute("PRAGMA integrity_check(1)").fetchone()[0]
    if found != b"ok":
        what = found.decode(errors="replace").strip().splitlines()[-1]
        raise DatabaseDamaged(
            f"{file} is damaged: {what}.",
            "`mlv restore --from FILE` puts a backup in its place.",
        )


def check_known(connection: sqlite3.Connection, file: Path) -> None:
    """See that a database is one of ours, and not a newer program's.

    Raises:
        DatabaseUnusable: If it isn't.
    """
    if HISTORY not in tables_of(connection):
        raise DatabaseUnusable(f"{file} is no database of mlv's.", "Name another file.")
    seen = connection.execute(f"SELECT name FROM {HISTORY}")  # noqa: S608 - a constant
    migrations_pending([name.decode() for (name,) in seen], str(file))


def first_difference(one: sqlite3.Connection, other: sqlite3.Connection) -> str | None:
    """Name the first table whose rows aren't the same in both databases; None for none."""
    tables = tables_of(one)
    if tables != tables_of(other):
        return "sqlite_master"
    for table in tables:
        sql = f'SELECT * FROM "{table}" ORDER BY rowid'  # noqa: S608 - a name from the schema
        if any(
            mine != theirs for mine, theirs in zip_longest(one.execute(sql), other.execute(sql))
        ):
            return table
    return None


def row_counts(connection: sqlite3.Connection) -> dict[str, int]:
    """Count the rows of every table."""
    return {
        table: connection.execute(f'SELECT COUNT(*) FROM "{table}"').fetchone()[0]  # noqa: S608 - as above
        for table in tables_of(connection)
    }


def tables_of(connection: sqlite3.Connection) -> list[str]:
    """Name all tables."""
    found = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
    return [name.decode() for (name,) in found]


def opened(file: Path) -> sqlite3.Connection:
    """Open a database as it is: none is made, and texts are compared byte by byte."""
    address = f"{file.absolute().as_uri()}?mode=rw"
    connection = sqlite3.connect(address, BUSY_SECONDS, isolation_level=None, uri=True)
    connection.text_factory = bytes
    return connection
