"""Being woken by a PostgreSQL server when another session commits."""

from __future__ import annotations

import asyncio
from typing import Any, Final

import psycopg

from mlv_tui.settings import PostgresUrl
from mlv_tui.storage.waking import POLL_SECONDS

CHANNEL: Final = "mlv_changes"

AT_LEAST_EVERY: Final = 2.0
"""Seconds after which the database is asked though nobody notified: the server may be away."""


class Listening:
    """A connection that only listens. While it can't be made, the database is asked anyway."""

    def __init__(self, url: PostgresUrl) -> None:
        """Listen there, from the first wait on."""
        self._url = url
        self._connection: psycopg.AsyncConnection[Any] | None = None

    async def wait(self) -> None:
        """Return when somebody committed, or after a while."""
        try:
            if self._connection is None:
                self._connection = await psycopg.AsyncConnection.connect(
                    self._url.url, autocommit=True, connect_timeout=2, application_name="mlv waits"
                )
                await self._connection.execute(f"LISTEN {CHANNEL}")
                return  # What was committed before it listened.
            async for _ in self._connection.notifies(timeout=AT_LEAST_EVERY, stop_after=1):
                pass
        except (psycopg.Error, OSError):
            await self.close()
            await asyncio.sleep(POLL_SECONDS)

    async def close(self) -> None:
        """End the connection."""
        connection, self._connection = self._connection, None
        if connection is not None:
            await connection.close()
