"""Opening the database: the file, its settings, its schema, and what went wrong in words."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Final

import peewee

from mlv_tui.errors import DatabaseUnusable
from mlv_tui.storage.patience import patiently

MIGRATIONS: Final = Path(__file__).parent / "migrations"
HISTORY: Final = "schema_migration"
BUSY_SECONDS: Final = 5

_WORDS: Final = {
    "not a database": (
        "{file} is not a database, or it is damaged.",
        "Move it away, or name another with --db.",
    ),
    "malformed": ("{file} is damaged.", "Restore a copy of it, or name another with --db."),
    "unable to open": (
        "{file} can't be opened.",
        "Check that its folder exists and is yours, or use --db.",
    ),
    "readonly": ("{file} can't be written.", "Make the file and its folder writable, or use --db."),
    "disk i/o": ("{file} can't be read or written: the disk gave an error.", "Check the disk."),
    "is full": ("{file} can't grow: the disk is full.", "Free some space; nothing was lost."),
    "locked": (
        "{file} is in use by another program for too long.",
        "Close that program, then try again.",
    ),
}


def open_database(file: Path, migrations: Path = MIGRATIONS) -> peewee.SqliteDatabase:
    """Open a SQLite file, made if it is new, with its schema up to date.

    Args:
        file: Its path. The folder is made if it is missing.
        migrations: The folder with their scripts.

    Raises:
        DatabaseUnusable: If it can't be opened, written or understood.
    """
    with translated(file):
        _make_folder(file)
        database = peewee.SqliteDatabase(
            str(file),
            timeout=BUSY_SECONDS,
            lock_type="IMMEDIATE",
            # FULL: a power cut loses nothing that was shown as done.
            pragmas={"journal_mode": "wal", "synchronous": "full", "foreign_keys": 1},
            # Another thread, or one that closed it, gets an error and not a new connection.
            autoconnect=False,
        )
        try:
            patiently(database.connect, BUSY_SECONDS)
            bring_up_to_date(database, file, migrations)
        except BaseException:
            database.close()
            raise
    return database


def _make_folder(file: Path) -> None:
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise DatabaseUnusable(
            f"The folder {file.parent} can't be made: {error.strerror}.", "Name another with --db."
        ) from error
    if os.path.isdir(file):  # noqa: PTH112 - Path's raises where the folder may not be entered
        raise DatabaseUnusable(f"{file} is a folder, not a database.", "Name a file with --db.")


def bring_up_to_date(
    database: peewee.SqliteDatabase, file: Path, migrations: Path = MIGRATIONS
) -> None:
    """Run the migrations that this database hasn't seen; one process at a time does.

    Raises:
        DatabaseUnusable: If the database was made by a newer program, or isn't one of ours.
    """
    if not _is_behind(database, file, migrations):
        return
    # The runner has no lock of its own: the write lock makes the others wait, then find nothing.
    with database.atomic("IMMEDIATE"):
        if _is_behind(database, file, migrations):
            _migrate(database, file, migrations)


def _is_behind(database: peewee.SqliteDatabase, file: Path, migrations: Path) -> bool:
    known = {path.stem for path in migrations.glob("[0-9]*.py")}
    seen = _migrations_seen(database)
    if seen - known:
        raise DatabaseUnusable(
            f"{file} was made by a newer mlv ({max(seen - known)}).",
            "Install that version or later.",
        )
    return seen != known


def _migrate(database: peewee.SqliteDatabase, file: Path, migrations: Path) -> None:
    from playhouse.migrations import Runner  # noqa: PLC0415 - 60 ms that only a new database needs

    seen = _migrations_seen(database)
    if seen:
        _back_up(file, max(seen))
    elif database.get_tables():
        raise DatabaseUnusable(
            f"{file} is another program's database.", "Name another file with --db."
        )
    Runner(database, str(migrations), table_name=HISTORY).up()


def _migrations_seen(database: peewee.SqliteDatabase) -> set[str]:
    if not database.table_exists(HISTORY):
        return set()
    return {name for (name,) in database.execute_sql(f"SELECT name FROM {HISTORY}").fetchall()}  # noqa: S608 - a constant


def _back_up(file: Path, last: str) -> None:
    """Copy the file as it was committed last; the connection that migrates can't: it writes."""
    copy = file.with_name(f"{file.name}.{last}.bak")
    copy.unlink(missing_ok=True)
    with closing(sqlite3.connect(file)) as source, closing(sqlite3.connect(copy)) as target:
        source.backup(target)


@contextmanager
def translated(file: Path) -> Iterator[None]:
    """Turn the database's errors into sentences for the person at the keyboard."""
    try:
        yield
    except (peewee.PeeweeException, sqlite3.Error) as error:
        cause = " ".join(str(one) for one in _chain(error)).casefold()
        for sign, (message, hint) in _WORDS.items():
            if sign in cause:
                raise DatabaseUnusable(message.format(file=file), hint) from error
        raise


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    """Walk down to the true error: after a failed rollback it is two down."""
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__
