"""Ending in order when the system asks for it."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

from textual.app import App

ENDING: Final = tuple(getattr(signal, name) for name in ("SIGHUP", "SIGTERM", "SIGQUIT", "SIGINT"))
BASE: Final = 128
"""A program that a signal ended has this plus the signal's number for its exit code."""


def end_on(app: App[Any], *signals: signal.Signals) -> None:
    """End the app on signals: by default they leave the terminal in the alternate screen."""
    loop = asyncio.get_running_loop()
    for one in signals:
        loop.add_signal_handler(one, app.exit, None, BASE + one)


@contextmanager
def interrupts_for_another(app: App[Any]) -> Iterator[None]:
    """Let Ctrl+C reach another program in the terminal, and not end the one behind it."""
    asyncio.get_running_loop().remove_signal_handler(signal.SIGINT)
    # Not SIG_IGN: the other program would inherit that.
    signal.signal(signal.SIGINT, lambda *_: None)
    try:
        yield
    finally:
        end_on(app, signal.SIGINT)
