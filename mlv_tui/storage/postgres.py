"""A database on a PostgreSQL server: writing to it, whatever becomes of the connection."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any, Final, TypeVar

import peewee
import psycopg

from mlv_tui.errors import DatabaseUnusable
from mlv_tui.settings import PostgresUrl
from mlv_tui.settings.places import backup_folder, migration_name
from mlv_tui.storage.engine import Engine
from mlv_tui.storage.migrating import HISTORY, LOCK, MIGRATIONS, is_behind, migrate, not_ours
from mlv_tui.storage.news import news_mark
from mlv_tui.storage.patience import PATIENCE, patiently
from mlv_tui.storage.postgres_connection import BACK_OFF, CONNECT_SECONDS, Connection
from mlv_tui.storage.postgres_waking import CHANNEL, Listening
from mlv_tui.storage.postgres_words import sqlstate, unusable
from mlv_tui.storage.waking import Polling, Waker

_PASSING: Final = frozenset({"40001", "40P01"})
"""SQLSTATE of a serialization failure and a deadlock: the transaction may be tried again."""

_RACED: Final = frozenset({"23505", "42P07", "42710"})
"""SQLSTATE where two programs make the same table at once."""

Result = TypeVar("Result")


class PostgresEngine(Engine):
    """A PostgreSQL database."""

    def __init__(
        self, url: PostgresUrl, migrations: Path = MIGRATIONS, *, is_plain: bool = False
    ) -> None:
        """Connect, and bring the schema up to date.

        Args:
            url: The database's address.
            migrations: The folder with their scripts.
            is_plain: Whether to do without what other engines that speak PostgreSQL's protocol
                lack: notifications, and the status of a past transaction.

        Raises:
            DatabaseUnusable: If it can't be reached, written or understood.
        """
        self.name = str(url)
        self._url = url
        self._connection = Connection(url, is_plain=is_plain)
        self.database = self._connection.database
        with self.translated():
            try:
                patiently(lambda: self._bring_up_to_date(migrations), PATIENCE, _is_raced)
                # Where the server notifies, nothing else is needed to know of others' writes.
                self._news = news_mark(self.database) if self._connection.is_plain else None
                self._connection.was_told = False  # Nothing was read yet.
            except BaseException:
                self.database.close()
                raise

    def close(self) -> None:
        """End the connection for good."""
        self._connection.end()

    @contextmanager
    def translated(self) -> Iterator[None]:
        """Connect if need be; turn the database's errors into sentences."""
        try:
            self._connection.ensure()
            yield
        except (peewee.PeeweeException, psycopg.Error) as error:
            self._connection.drop_if_lost()
            raise unusable(self.name, error) from error

    def _bring_up_to_date(self, migrations: Path) -> None:
        if not is_behind(self.database, self.name, migrations):
            return
        self._make_lock()
        with self.database.atomic():
            # A row's lock, which every engine has, makes other programs wait.
            self.database.execute_sql(f"SELECT id FROM {LOCK} FOR UPDATE")  # noqa: S608 - a constant
            if is_behind(self.database, self.name, migrations):
                migrate(self.database, self.name, migrations, partial(self._back_up, migrations))

    def _back_up(self, migrations: Path, last: str) -> None:
        """Copy the database as it was committed last, over a connection of its own."""
        from mlv_tui.storage.server_copy import copy_as_it_is  # noqa: PLC0415 - only for this

        target = backup_folder(self._url) / migration_name(self._url, last)
        copy_as_it_is(self._url, target, migrations)

    def _make_lock(self) -> None:
        tables = set(self.database.get_tables())
        if tables and not tables & {LOCK, HISTORY}:
            raise not_ours(self.name)
        self.database.execute_sql(f"CREATE TABLE IF NOT EXISTS {LOCK} (id INTEGER PRIMARY KEY)")
        self.database.execute_sql(f"INSERT INTO {LOCK} (id) VALUES (1) ON CONFLICT DO NOTHING")  # noqa: S608 - a constant

    @contextmanager
    def reading(self) -> Iterator[Any]:
        """Read several things as they are at one moment."""
        with self.database.atomic("REPEATABLE READ") as transaction:
            yield transaction

    def commit(self, body: Callable[[Any], Result]) -> Result:
        """Run a function in a transaction; a lost connection is made again before it is refused."""
        return patiently(lambda: self._attempt(body, self._announce), PATIENCE, _may_pass)

    def commit_quietly(self, body: Callable[[Any], Result]) -> Result:
        """Do the same with what nobody is to be woken for."""
        return patiently(lambda: self._attempt(body, self._mark), PATIENCE, _may_pass)

    def _attempt(self, body: Callable[[Any], Result], finish: Callable[[], str | None]) -> Result:
        self._connection.ensure()
        done: list[tuple[Result, str | None]] = []
        try:
            with self.database.atomic() as transaction:
                result = body(transaction)
                done.append((result, finish()))
        except (peewee.OperationalError, peewee.InterfaceError, psycopg.OperationalError) as error:
            if not self._connection.drop_if_lost():
                raise
            if not (done and self._was_committed(done[0][1])):
                raise _Lost(str(error)) from error
        return done[0][0]

    def _announce(self) -> str | None:
        """Have others told of what is written with the commit; return the transaction's id."""
        mark = self._mark()
        if mark is not None:
            self.database.execute_sql(f"NOTIFY {CHANNEL}")
        return mark

    def _mark(self) -> str | None:
        """Return the transaction's id; None if it wrote nothing, or where there is none."""
        if self._connection.is_plain:
            return None
        sql = "SELECT pg_current_xact_id_if_assigned()::text"
        return self.database.execute_sql(sql).fetchone()[0]

    def _was_committed(self, mark: str | None) -> bool:
        """Ask what became of a transaction whose commit wasn't answered.

        Raises:
            DatabaseUnusable: If that can't be known.
        """
        if mark is None and not self._connection.is_plain:
            return False  # It wrote nothing.
        deadline = time.monotonic() + CONNECT_SECONDS
        while mark is not None and time.monotonic() < deadline:
            try:
                self._connection.ensure()
                row = self.database.execute_sql("SELECT pg_xact_status(%s::xid8)", (mark,))
                status = row.fetchone()[0]
            except (peewee.PeeweeException, psycopg.Error):
                self._connection.drop_if_lost()
                status = None
            if status in ("committed", "aborted"):
                return status == "committed"
            time.sleep(BACK_OFF[1])
        raise DatabaseUnusable(
            f"{self.name} went away just when it stored something.",
            "Whether it was stored isn't known: look before you do it again.",
        )

    def now(self) -> int:
        """Tell the server's epoch milliseconds: the clocks of hosts don't agree."""
        sql = "SELECT (EXTRACT(EPOCH FROM clock_timestamp()) * 1000)::bigint"
        return self.database.execute_sql(sql).fetchone()[0]

    def others_wrote(self) -> bool:
        """Tell whether another connection committed since this was asked last."""
        with self.translated():
            if self._connection.is_plain:
                before, self._news = self._news, news_mark(self.database)
                return before != self._news
            self.database.execute_sql("SELECT 1")  # brings what was notified meanwhile
        told, self._connection.was_told = self._connection.was_told, False
        return told

    def waker(self) -> Waker:
        """Listen on a connection of its own; where that can't be done, ask again and again."""
        return Polling() if self._connection.is_plain else Listening(self._url)


class _Lost(peewee.OperationalError):
    """The connection was lost before anything was committed."""


def _may_pass(error: peewee.DatabaseError) -> bool:
    return isinstance(error, _Lost) or sqlstate(error) in _PASSING


def _is_raced(error: peewee.DatabaseError) -> bool:
    return sqlstate(error) in _RACED
