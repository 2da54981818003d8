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
            if not await _is_told(self._connection):
                await _until_readable(self._connection.fileno())
                await _is_told(self._connection)
        except (psycopg.Error, OSError):
            await self.close()
            await asyncio.sleep(POLL_SECONDS)

    async def close(self) -> None:
        """End the connection."""
        connection, self._connection = self._connection, None
        if connection is not None:
            await connection.close()


async def _is_told(connection: psycopg.AsyncConnection[Any]) -> bool:
    """Take what was notified until now; tell whether there was something."""
    return bool([one async for one in connection.notifies(timeout=0)])


async def _until_readable(number: int) -> None:
    """Wait for a connection to say something, or a while.

    The driver itself would wake ten times a second to see whether it is to stop.
    """
    loop, is_readable = asyncio.get_running_loop(), asyncio.Event()
    loop.add_reader(number, is_readable.set)
    try:
        async with asyncio.timeout(AT_LEAST_EVERY):
            await is_readable.wait()
    except TimeoutError:
        return
    finally:
        loop.remove_reader(number)
