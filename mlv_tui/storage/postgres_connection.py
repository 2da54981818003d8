"""One connection to a PostgreSQL server, made again when it was lost."""

from __future__ import annotations

import time
from typing import Any, Final

import peewee
import psycopg

from mlv_tui.settings import PostgresUrl
from mlv_tui.storage.postgres_waking import CHANNEL

CONNECT_SECONDS: Final = 5

BACK_OFF: Final = (0.0, 0.25, 0.5, 1.0, 2.0)
"""Seconds between two tries at a server that is away; the last one from then on."""

_LIMITS: Final = {"statement_timeout": "30s", "lock_timeout": "12s"}
"""After so long, a query gives up and says so."""


class Connection:
    """Keeps peewee's connection alive, and notes what the server tells meanwhile.

    Attributes:
        database: For queries.
        is_plain: Whether the server lacks notifications and the status of past transactions, as
            other engines do that speak PostgreSQL's protocol.
        was_told: Whether somebody else may have committed since this was made false.
    """

    def __init__(self, url: PostgresUrl, *, is_plain: bool) -> None:
        """Prepare a connection; it is made by `ensure`."""
        self.is_plain = is_plain
        self.was_told = False
        self._is_ended = False
        self._failures = 0
        self._next_try = 0.0
        self.database = peewee.PostgresqlDatabase(
            url.url,
            prefer_psycopg3=True,
            # Another thread, or one that closed it, gets an error and not a new connection.
            autoconnect=False,
            connect_timeout=CONNECT_SECONDS,
            application_name="mlv",
        )

    def ensure(self) -> None:
        """Make the connection if there is none; not too often while the server is away.

        Raises:
            peewee.PeeweeException: If it can't be made, or was ended.
        """
        if not self.database.is_closed():
            return
        if self._is_ended:
            raise peewee.InterfaceError("the database was closed, and is not opened again")
        if time.monotonic() < self._next_try:
            raise peewee.OperationalError("waiting before the next try")
        try:
            self.database.connect()
        except peewee.OperationalError:
            wait = BACK_OFF[min(self._failures, len(BACK_OFF) - 1)]
            self._failures, self._next_try = self._failures + 1, time.monotonic() + wait
            raise
        self._failures, self._next_try = 0, 0.0
        self._set_up()

    def _set_up(self) -> None:
        for name, value in _LIMITS.items():
            self.database.execute_sql(f"SET {name} = '{value}'")
        version = self.database.execute_sql("SELECT version()").fetchone()[0]
        self.is_plain = self.is_plain or "CockroachDB" in version
        if not self.is_plain:
            self._driver.add_notify_handler(self._note)
            self.database.execute_sql(f"LISTEN {CHANNEL}")
        self.was_told = True  # What was committed while nobody listened.

    @property
    def _driver(self) -> psycopg.Connection[Any]:
        return self.database.connection()

    def _note(self, notification: psycopg.Notify) -> None:
        if notification.pid != self._driver.info.backend_pid:
            self.was_told = True

    def drop_if_lost(self) -> bool:
        """Drop a connection that is of no use any more, which peewee would keep; tell if it was."""
        if self.database.is_closed():
            return True
        if self._driver.broken or self._driver.closed:
            self.database.close()
            return True
        return False

    def end(self) -> None:
        """Close it for good."""
        self._is_ended = True
        self.database.close()
