"""A guard against writing to a database file that isn't the one at its path any more."""

from __future__ import annotations

import os
from pathlib import Path

from mlv_tui.errors import DatabaseUnusable

Identity = tuple[int, int] | None


class FileGuard:
    """Remembers which files were opened.

    SQLite accepts and loses writes to a file that was removed or replaced under it, and to one
    whose write-ahead log was removed.
    """

    def __init__(self, file: Path) -> None:
        """Remember the file, and its log once there is one."""
        self._file = file
        self._log = file.with_name(f"{file.name}-wal")
        self._file_identity = _identity(file)
        self._log_identity = _identity(self._log)

    def check(self) -> None:
        """Tell whether the files are still those that were opened.

        Raises:
            DatabaseUnusable: If not.
        """
        if self._log_identity is None:
            self._log_identity = _identity(self._log)
        if (_identity(self._file), _identity(self._log)) != (
            self._file_identity,
            self._log_identity,
        ):
            raise DatabaseUnusable(
                f"{self._file} was removed or replaced while it was open; nothing was written.",
                "Put it back or quit, then start mlv again.",
            )


def _identity(file: Path) -> Identity:
    try:
        found = os.stat(file)  # noqa: PTH116 - a poll's hot path
    except OSError:  # whatever the reason, the file that was opened isn't at its path
        return None
    return found.st_dev, found.st_ino
