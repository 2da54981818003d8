"""Running something endless until a signal asks for its end."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Coroutine
from typing import Any, Final

SIGNALS: Final = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
SIGNAL_BASE: Final = 128


def run_until_signal(endless: Coroutine[Any, Any, None]) -> int:
    """Run it in an event loop of its own; what it holds is given back at the end.

    Returns:
        The exit code: 128 and the signal's number.
    """
    return asyncio.run(_run(endless))


async def _run(endless: Coroutine[Any, Any, None]) -> int:
    ended: list[int] = []
    task = asyncio.ensure_future(endless)

    def end(number: int) -> None:
        ended.append(SIGNAL_BASE + number)
        task.cancel()

    for number in SIGNALS:
        asyncio.get_running_loop().add_signal_handler(number, end, number)
    try:
        await task
    except asyncio.CancelledError:
        if not ended:
            raise
    return ended[0] if ended else 0
