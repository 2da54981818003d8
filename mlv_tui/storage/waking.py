"""When it is worth asking a database what other sessions wrote."""

from __future__ import annotations

import asyncio
from typing import Final, Protocol

POLL_SECONDS: Final = 0.25
"""Between two looks for what other sessions wrote: on screen 89 ms median."""


class Waker(Protocol):
    """Tells when somebody may have written. A hint; what was written is the truth."""

    async def wait(self) -> None:
        """Return when it is worth asking."""
        ...

    async def close(self) -> None:
        """Wait for nothing any more."""
        ...


class Polling:
    """Has the database asked again and again."""

    async def wait(self) -> None:
        """Wait a moment."""
        await asyncio.sleep(POLL_SECONDS)

    async def close(self) -> None:
        """Hold nothing."""
