"""Entities in a SQLite file that other programs write."""

from __future__ import annotations

import sqlite3
import stat
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from mlv_tui.entities.asking import Row
from mlv_tui.entities.sqlite_asking import SqliteAsking
from mlv_tui.entities.sqlite_guard import guard
from mlv_tui.entities.statements import Statements
from mlv_tui.errors import SourceAway
from mlv_tui.settings import KindSettings, SourceSettings

_WAIT: Final = 0.5
"""The part of the timeout that a lock may take of it."""


class SqliteSource(SqliteAsking):
    """Reads a SQLite file, and is refused anything else by SQLite itself.

    Between two questions it holds neither a lock nor a snapshot. Where the file is in WAL mode and
    nobody else has it open, SQLite makes an empty `-wal` and a `-shm` beside it; the file itself
    stays byte for byte as it is. (`immutable=1` would make none, and read half-written pages.)
    """

    def __init__(self, settings: SourceSettings, file: Path) -> None:
        """Open the file, and look for the columns.

        Raises:
            SourceAway: If it isn't there, or doesn't answer.
            SourceInvalid: If it isn't as the settings say.
        """
        super().__init__(str(file), settings.timeout)
        self._file = file
        self._kinds = {one.kind: one for one in settings.kinds}
        self._identity = self._now()
        self._connection = self._opened()
        try:
            for kind in settings.kinds:
                self.rows(Statements(kind, self.dialect).columns(), [0])
        except BaseException:
            self._connection.close()
            raise

    def kinds_now(self) -> Mapping[str, KindSettings]:
        """Return what the config file says."""
        return self._kinds

    def rows(self, statement: str, values: Sequence[object]) -> Sequence[Row]:
        """Return what a SELECT finds in the file that has its name now."""
        if self._now() != self._identity:
            raise SourceAway(f"{self.name} was replaced.", "It is opened again at the next look.")
        return self.asked(self._connection, statement, values)

    def proof(self) -> str:
        """Have it refuse a temporary table; see `EntitySource.proof`."""
        self.refusal(self._connection)
        return "opened with mode=ro and query_only, and an authorizer lets only SELECT through"

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    def _now(self) -> tuple[int, int]:
        """Return what tells the file from another one of its name."""
        try:
            found = self._file.stat()
        except OSError as error:
            why = error.strerror or "it failed"
            raise SourceAway(f"{self.name} isn't there: {why}.", "Bring it back.") from error
        if not stat.S_ISREG(found.st_mode):
            raise SourceAway(f"{self.name} is no file.", "Name another in the config file.")
        return found.st_dev, found.st_ino

    def _opened(self) -> sqlite3.Connection:
        try:
            connection = sqlite3.connect(
                f"{self._file.as_uri()}?mode=ro",
                uri=True,
                timeout=self._timeout * _WAIT,
                isolation_level=None,
            )
        except sqlite3.Error as error:
            raise self.in_words(error) from error
        connection.text_factory = _text
        try:
            guard(connection)
        except sqlite3.Error as error:
            connection.close()
            raise self.in_words(error) from error
        return connection


def _text(stored: bytes) -> str:
    return stored.decode("utf-8", "replace")
