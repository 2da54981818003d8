"""Putting a backup in the place of a SQLite database that nobody has open."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Final

from mlv_tui.errors import DatabaseDamaged, DatabaseKept, DatabaseUnusable
from mlv_tui.storage.backing_up import (
    back_up_from,
    check_integrity,
    check_known,
    first_difference,
    opened,
    row_counts,
    settle,
    tables_of,
)
from mlv_tui.storage.migrating import HISTORY, not_ours
from mlv_tui.storage.sqlite_words import in_words
from mlv_tui.storage.whole_file import whole_file

_BESIDE: Final = ("", "-wal", "-shm", "-journal")
"""What a database's files are called behind its name."""


def check_backup(backup: Path) -> Mapping[str, int]:
    """Read a backup, all of it; return how many rows it has, by table.

    Raises:
        DatabaseUnusable: If it isn't one, is damaged, or a newer program's.
    """
    with in_words(backup), closing(opened(backup)) as connection:
        check_known(connection, backup)
        check_integrity(connection, backup)
        return row_counts(connection)


def restore(backup: Path, database: Path, keep: Path) -> Path | None:
    """Make a database what a backup holds, or leave it as it was.

    Args:
        backup: Its file; it stays.
        database: The file to be restored, made if there is none.
        keep: Where to copy what is there before. Files so damaged that they can't be copied as a
            database are moved there, with `.damaged` behind the name.

    Returns:
        Where that is now; None where there was nothing.

    Raises:
        DatabaseKept: If somebody has the database open.
        DatabaseUnusable: If the backup isn't one, is damaged, or a newer program's, or something
            can't be written.
    """
    check_backup(backup)
    kept = _put_in_place(backup, database, keep) if database.exists() else None
    if not database.exists():
        with in_words(database), whole_file(database) as part, closing(opened(part)) as new:
            _overwrite(backup, new)
    _check_same(backup, database)
    return kept


def _put_in_place(backup: Path, database: Path, keep: Path) -> Path:
    """Overwrite a database that can be read; move one that can't be away."""
    try:
        with in_words(database), alone(database) as connection:
            _check_ours(connection, database)
            back_up_from(connection, database, keep)
            _overwrite(backup, connection)
    except DatabaseDamaged:
        return _moved_away(database, keep.with_name(f"{keep.name}.damaged"))
    return keep


def _check_ours(connection: sqlite3.Connection, database: Path) -> None:
    tables = tables_of(connection)
    if tables and HISTORY not in tables:
        raise not_ours(database)


def _overwrite(backup: Path, connection: sqlite3.Connection) -> None:
    """Write all pages in one transaction: a program that is ended meanwhile changed nothing."""
    with closing(opened(backup)) as source:
        source.backup(connection)


def _moved_away(database: Path, to: Path) -> Path:
    """Move all files of a database, so that no log of it is taken for the next one's.

    Raises:
        DatabaseUnusable: If they can't be moved.
    """
    try:
        to.parent.mkdir(parents=True, exist_ok=True)
        for end in _BESIDE:
            file = database.with_name(f"{database.name}{end}")
            if file.exists():
                shutil.move(file, to.with_name(f"{to.name}{end}"))
    except OSError as error:
        raise DatabaseUnusable(
            f"{database} is damaged, and can't be moved to {to}: {error.strerror}.",
            "Move it away by hand, with its -wal, then try again.",
        ) from error
    return to


def _check_same(backup: Path, database: Path) -> None:
    with (
        in_words(database),
        closing(opened(backup)) as source,
        closing(opened(database)) as restored,
    ):
        check_integrity(restored, database)
        different = first_difference(source, restored)
    if different is not None:
        raise DatabaseUnusable(
            f"{database} is not what {backup} holds in the table {different}.",
            "Somebody wrote to it meanwhile: look before you restore again.",
        )


@contextmanager
def alone(database: Path) -> Iterator[sqlite3.Connection]:
    """Open a database that nobody else has open, and keep everybody out.

    Only the last connection to a database can give its write-ahead log up. One that was made but
    never used goes unnoticed; it finds what is there then.

    Raises:
        DatabaseKept: If somebody else has it open.
    """
    with closing(opened(database)) as connection:
        connection.execute("PRAGMA busy_timeout = 0")
        connection.execute("PRAGMA locking_mode = EXCLUSIVE")
        try:
            settle(connection)
            connection.execute("BEGIN EXCLUSIVE")
            connection.execute("COMMIT")
        except sqlite3.OperationalError as error:
            if "locked" not in str(error):
                raise
            raise DatabaseKept(
                f"{database} is open in another program, so it stays as it is.",
                "Close every mlv that uses it, screens and `mlv watch` too, then try again.",
            ) from error
        yield connection
