"""A database in one SQLite file: opening it and writing to it."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable
from contextlib import AbstractContextManager, closing, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeVar

import peewee

from mlv_tui.clock import now_ms
from mlv_tui.errors import DatabaseUnusable
from mlv_tui.storage.causes import causes
from mlv_tui.storage.engine import Engine
from mlv_tui.storage.guard import FileGuard
from mlv_tui.storage.migrating import MIGRATIONS, is_behind, migrate
from mlv_tui.storage.news import news_mark
from mlv_tui.storage.patience import BUSY_SECONDS, PATIENCE, patiently
from mlv_tui.storage.sqlite_words import in_words

if TYPE_CHECKING:
    from mlv_tui.storage.waking import Waker

_TURN_SECONDS: Final = 0.02
"""For how long SQLite waits for the write lock: it wakes those who wait longest least often."""

_GROUPS: Final = stat.S_ISGID | stat.S_IWGRP
"""The modes of a folder whose files are a group's."""

Result = TypeVar("Result")


class SqliteEngine(Engine):
    """One open SQLite file."""

    def __init__(self, file: Path, migrations: Path = MIGRATIONS) -> None:
        """Open a file, made if it is new, with its schema up to date.

        Args:
            file: Its path. The folder is made if it is missing.
            migrations: The folder with their scripts.

        Raises:
            DatabaseUnusable: If it can't be opened, written or understood.
        """
        self.name = str(file)
        self._file = file
        with self.translated():
            self.database = self._opened(migrations)
            self._guard = FileGuard(file)
            self._seen = self._data_version()
            self._mark: object = None

    def _opened(self, migrations: Path) -> peewee.SqliteDatabase:
        _make_folder(self._file)
        _make_for_group(self._file)
        database = peewee.SqliteDatabase(
            str(self._file),
            timeout=BUSY_SECONDS,
            lock_type="IMMEDIATE",
            # FULL: a power cut loses nothing that was shown as done.
            pragmas={"journal_mode": "wal", "synchronous": "full", "foreign_keys": 1},
            # Another thread, or one that closed it, gets an error and not a new connection.
            autoconnect=False,
        )
        try:
            patiently(database.connect, BUSY_SECONDS, is_locked)
            self._bring_up_to_date(database, migrations)
        except BaseException:
            database.close()
            raise
        return database

    def _bring_up_to_date(self, database: peewee.SqliteDatabase, migrations: Path) -> None:
        if not is_behind(database, self.name, migrations):
            return
        # A script may make a table anew: what refers to the old one must not go with it.
        database.pragma("foreign_keys", 0)
        # The write lock makes other programs wait, then find nothing to do.
        with database.atomic("IMMEDIATE"):
            if is_behind(database, self.name, migrations):
                migrate(database, self.name, migrations, self._back_up)
        database.pragma("foreign_keys", 1)

    def _back_up(self, last: str) -> None:
        """Copy the file as it was committed last; the connection that migrates can't: it writes."""
        from mlv_tui.storage.backing_up import back_up_from, opened  # noqa: PLC0415 - only for this

        with closing(opened(self._file)) as reading:
            back_up_from(reading, self._file, self._file.with_name(f"{self._file.name}.{last}.bak"))

    def close(self) -> None:
        """Close the file."""
        self.database.close()

    def translated(self) -> AbstractContextManager[None]:
        """Turn the database's errors into sentences for the person at the keyboard."""
        return in_words(self._file)

    def reading(self) -> AbstractContextManager[Any]:
        """Read several things as they are at one moment."""
        return self.database.atomic("DEFERRED")

    def commit(self, body: Callable[[Any], Result]) -> Result:
        """Run a function in a transaction that never ends in a file that isn't there any more."""
        self._wait_in_sqlite(_TURN_SECONDS)
        try:
            return patiently(lambda: self._attempt(body), PATIENCE, is_locked)
        finally:
            self._wait_in_sqlite(BUSY_SECONDS)

    def commit_quietly(self, body: Callable[[Any], Result]) -> Result:
        """Do the same with what is no news; whoever looks finds that out by itself."""
        return self.commit(body)

    def _wait_in_sqlite(self, seconds: float) -> None:
        """Set for how long SQLite itself waits for a lock."""
        self.database.execute_sql(f"PRAGMA busy_timeout = {seconds * 1000:.0f}")

    def _attempt(self, body: Callable[[Any], Result]) -> Result:
        with self.database.atomic() as transaction:
            result = body(transaction)
            self._guard.check()
            return result

    def now(self) -> int:
        """Tell epoch milliseconds: all that open a file share a host."""
        return now_ms()

    def others_wrote(self) -> bool:
        """Tell whether another connection committed news since this was asked last."""
        with self.translated():
            self._guard.check()
            version = self._data_version()
            return version != self._seen and self._is_news(version)

    def _is_news(self, version: int) -> bool:
        """Tell whether more was committed than that sessions are still there."""
        mark = news_mark(self.database)
        known, self._seen, self._mark = self._mark, version, mark
        return known != mark

    def _data_version(self) -> int:
        return self.database.execute_sql("PRAGMA data_version").fetchone()[0]

    def waker(self) -> Waker:
        """Have the file's log looked at again and again: the file's own times don't tell."""
        from mlv_tui.storage.sqlite_waking import LogWatching  # noqa: PLC0415 - an event loop: screens only

        return LogWatching(self._file)


def is_locked(error: peewee.DatabaseError) -> bool:
    """Tell whether a try failed only because another connection held the file."""
    # After a failed rollback the true error is below.
    return any("locked" in str(one) for one in causes(error))


def _make_folder(file: Path) -> None:
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise DatabaseUnusable(
            f"The folder {file.parent} can't be made: {error.strerror}.", "Name another with --db."
        ) from error
    if os.path.isdir(file):  # noqa: PTH112 - Path's raises where the folder may not be entered
        raise DatabaseUnusable(f"{file} is a folder, not a database.", "Name a file with --db.")


def _make_for_group(file: Path) -> None:
    """Make a file that a group's members may all write, where its folder says so by its modes.

    SQLite would make it by the umask, and what it makes beside it like it.
    """
    with suppress(OSError):  # there is one, or the folder isn't writable: SQLite tells
        if file.parent.stat().st_mode & _GROUPS != _GROUPS:
            return
        made = os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o660)
        try:
            os.fchmod(made, 0o660)
        finally:
            os.close(made)
