"""How many sessions there may be at once."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, contextmanager
from typing import TYPE_CHECKING, Final

from mlv_tui.web.refusals import AllTaken

if TYPE_CHECKING:
    from collections.abc import Iterator

WAIT: Final = 3.0
"""Seconds: a page that is loaded again comes before its old session is gone."""


class Places:
    """The places for sessions; one that is leaving is waited for."""

    def __init__(self, most: int) -> None:
        """Have so many."""
        self.most = most
        self._free = asyncio.Semaphore(most)
        self._leaving = 0

    @asynccontextmanager
    async def taken(self) -> AsyncIterator[None]:
        """Take a place for as long as a session lasts.

        Raises:
            AllTaken: If there is none.
        """
        if self._free.locked() and not self._leaving:
            raise AllTaken(self.most)
        try:
            await asyncio.wait_for(self._free.acquire(), WAIT)
        except TimeoutError:
            raise AllTaken(self.most) from None
        try:
            yield
        finally:
            self._free.release()

    @contextmanager
    def leaving(self) -> Iterator[None]:
        """Let others wait for the place of a session while that ends."""
        self._leaving += 1
        try:
            yield
        finally:
            self._leaving -= 1
