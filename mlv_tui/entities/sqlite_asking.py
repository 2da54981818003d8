"""How a SQLite connection is asked, and what its errors mean."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Sequence
from typing import Final

from mlv_tui.domain.entities import told
from mlv_tui.domain.folding import folded
from mlv_tui.entities.asking import Asking, Row
from mlv_tui.entities.sqlite_guard import FOLD, limit_time
from mlv_tui.entities.statements import ALIAS, Dialect, Statements
from mlv_tui.errors import MlvError, SourceAway, SourceInvalid
from mlv_tui.settings import KindSettings

_WHOLE: Final = re.compile(r"-?[1-9][0-9]{0,17}|0")
_AWAY: Final = {
    sqlite3.SQLITE_BUSY: "it is locked by another program",
    sqlite3.SQLITE_LOCKED: "it is locked by another program",
    sqlite3.SQLITE_INTERRUPT: "it took too long to answer",
    sqlite3.SQLITE_CANTOPEN: "it can't be opened",
    sqlite3.SQLITE_IOERR: "the disk has trouble with it",
}
_REFUSED: Final = (sqlite3.SQLITE_AUTH, sqlite3.SQLITE_READONLY)
_PRIMARY: Final = 0xFF
_PROBE: Final = "CREATE TEMP TABLE mlv_probe (id)"


class SqliteAsking(Asking):
    """Asks one guarded connection."""

    dialect = Dialect("?", f"instr({FOLD}({{0}}), {{1}})")

    def __init__(self, name: str, timeout: float) -> None:
        """Ask in the name of a source; no answer may take longer than `timeout` seconds."""
        self.name = name
        self._timeout = timeout

    def asked(
        self, connection: sqlite3.Connection, statement: str, values: Sequence[object]
    ) -> Sequence[Row]:
        """Return what a SELECT finds; the connection holds nothing afterwards.

        Raises:
            SourceAway: If it isn't answered in time.
            SourceInvalid: If it can't be.
        """
        limit_time(connection, self._timeout)
        try:
            return connection.execute(statement, values).fetchall()
        except (sqlite3.Error, sqlite3.Warning) as error:
            raise self.in_words(error) from error

    def compared(self, kind: KindSettings, ids: Sequence[str]) -> tuple[str, Sequence[object]]:
        """Compare ids as texts and as numbers: a column of any type may hold either."""
        numbers = [int(one) for one in ids if _WHOLE.fullmatch(one)]
        return Statements(kind, self.dialect).id, [*ids, *numbers]

    def folded(self, text: str) -> str:
        """Fold it as `FOLD` does."""
        return folded(told(text))

    def refusal(self, connection: sqlite3.Connection) -> None:
        """Try a write that would leave no trace.

        Raises:
            SourceInvalid: If it isn't refused.
        """
        try:
            connection.execute(_PROBE)
        except sqlite3.DatabaseError:
            return
        raise SourceInvalid(
            f"{self.name} could be written.", "This is a bug in mlv: please tell its makers."
        )

    def in_words(self, error: Exception) -> MlvError:
        """Say what an error of SQLite's means."""
        code = getattr(error, "sqlite_errorcode", 0) & _PRIMARY
        if code in _AWAY:
            return SourceAway(
                f"{self.name} doesn't answer: {_AWAY[code]}.", "Links show when they were seen."
            )
        if code in _REFUSED:
            return SourceInvalid(
                f"{self.name} refuses its query: {error}.", "A query may do nothing but read."
            )
        said = str(error).rstrip(".").replace(ALIAS, "")
        return SourceInvalid(
            f"{self.name} can't be asked: {said}.",
            "Mend the tables of [entities] in the config file, or the source.",
        )
