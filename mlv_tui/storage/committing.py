"""Transactions that wait for other writers, and never end in a file that isn't there any more."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, Final, TypeVar

import peewee

from mlv_tui.storage.guard import FileGuard
from mlv_tui.storage.patience import patiently

PATIENCE: Final = 30.0
"""Seconds for which a transaction is tried again while others write."""

Result = TypeVar("Result")


class Committing:
    """Runs the write transactions of one open database."""

    def __init__(self, database: peewee.SqliteDatabase, file: Path) -> None:
        """Write to the database that was opened from this file."""
        self._database = database
        self._guard = FileGuard(file)

    def check(self) -> None:
        """Tell whether the file is still the one that was opened.

        Raises:
            DatabaseUnusable: If not.
        """
        self._guard.check()

    def commit(self, gesture: Callable[[Any], Result]) -> Result:
        """Run a function in a transaction; all it wrote is kept, or nothing.

        Args:
            gesture: Gets the transaction; runs again after a wait for other writers.

        Raises:
            DatabaseUnusable: If the file was removed or replaced; nothing was written then.
        """
        return patiently(lambda: self._attempt(gesture), PATIENCE)

    def _attempt(self, gesture: Callable[[Any], Result]) -> Result:
        with self._database.atomic() as transaction:
            result = gesture(transaction)
            self.check()
            return result
