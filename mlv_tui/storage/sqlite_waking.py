"""Seeing that another session may have written to a SQLite file."""

from __future__ import annotations

import asyncio
import os
from pathlib import Path
from typing import Final

from mlv_tui.storage.waking import POLL_SECONDS

AT_LEAST_EVERY: Final = 2.0
"""Seconds after which the file is asked though its log stands still: it may be another file."""


class LogWatching:
    """Looks at the write-ahead log, which every commit writes: that takes no other thread."""

    def __init__(self, file: Path, at_least_every: float = AT_LEAST_EVERY) -> None:
        """Look at this file's log, from the first wait on.

        Args:
            file: The database's.
            at_least_every: Seconds after which a wait ends though nothing was written.
        """
        self._at_least_every = at_least_every
        self._log = f"{file}-wal"
        self._seen: object = None
        self._is_fresh = True

    async def wait(self) -> None:
        """Return when the log was written, or after a while."""
        now = asyncio.get_running_loop().time
        until = now() + self._at_least_every
        while True:
            await asyncio.sleep(POLL_SECONDS)
            if self._was_written() or now() >= until:
                return

    def _was_written(self) -> bool:
        """Tell whether it was written since, or shortly before, this was asked last.

        Twice for each write: what was seen the first time may not have been committed yet, and
        two writes may have the same time.
        """
        seen, self._seen = self._seen, _look(self._log)
        was_fresh, self._is_fresh = self._is_fresh, seen != self._seen
        return was_fresh or self._is_fresh

    async def close(self) -> None:
        """Hold nothing."""


def _look(file: str) -> object:
    try:
        found = os.stat(file)  # noqa: PTH116 - four times a second, for as long as there is a screen
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino
