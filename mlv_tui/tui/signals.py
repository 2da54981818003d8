"""Ending in order when the system asks for it."""

from __future__ import annotations

import asyncio
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, Final

from textual.app import App

ENDING: Final = tuple(getattr(signal, name) for name in ("SIGHUP", "SIGTERM", "SIGQUIT", "SIGINT"))
BASE: Final = 128
"""A program that a signal ended has this plus the signal's number for its exit code."""

TURNS: Final = 3
"""Of the event loop, in which it forgets the signals that came while it stood still."""


def end_on(app: App[Any], *signals: signal.Signals) -> None:
    """End the app on signals: by default they leave the terminal in the alternate screen."""
    loop = asyncio.get_running_loop()
    for one in signals:
        loop.add_signal_handler(one, app.exit, None, BASE + one)


def resume_on_terminals_only() -> None:
    """Leave a terminal alone that went away: the system says SIGCONT at its end, too.

    Textual would start a second writer on it, which fails, and wait for that one for ever.
    """
    resume = signal.getsignal(signal.SIGCONT)
    if not callable(resume):
        return

    def resume_here(*told: Any) -> None:
        if sys.__stdin__ and sys.__stdin__.isatty():
            resume(*told)

    signal.signal(signal.SIGCONT, resume_here)


@asynccontextmanager
async def interrupts_for_another(app: App[Any]) -> AsyncIterator[None]:
    """Let Ctrl+C reach another program in the terminal, and not end the one behind it."""
    asyncio.get_running_loop().remove_signal_handler(signal.SIGINT)
    # Not SIG_IGN: the other program would inherit that.
    signal.signal(signal.SIGINT, lambda *_: None)
    try:
        yield
    finally:
        for _ in range(TURNS):
            await asyncio.sleep(0)
        end_on(app, signal.SIGINT)
