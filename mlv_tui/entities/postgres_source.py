"""Entities in a PostgreSQL database that other programs write."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from mlv_tui.entities.asking import Asking, Row
from mlv_tui.entities.postgres_login import connected, driver
from mlv_tui.entities.statements import ALIAS, Dialect, Statements
from mlv_tui.errors import MlvError, SourceAway, SourceInvalid
from mlv_tui.settings import KindSettings, PostgresUrl, SourceSettings

if TYPE_CHECKING:
    import psycopg

_WHOLE: Final = (20, 21, 23)
"""The types bigint, smallint and integer by their numbers."""

_TEXTS: Final = (25, 1043)
_DIGITS: Final = {21: 4, 23: 9, 20: 18}
"""How many digits fit into a whole number, whatever they are."""

_SLOW: Final = {
    "57014": "it took too long to answer",
    "55P03": "what it needs is locked by another program",
    "53300": "it takes no more connections",
}
_LOGIN: Final = ("28", "3D")
_LOGIN_WORDS: Final = ("authentication", "pg_hba.conf", 'role "', 'database "', "no password")
_PROBE: Final = "CREATE TEMP TABLE mlv_probe (id integer)"
_READ_ONLY: Final = "25006"


class PostgresSource(Asking):
    """Reads a server's database with a role that could do nothing else.

    Every question is a transaction of its own, read only and bounded in time; between two of them
    it holds neither a lock nor a snapshot.
    """

    dialect = Dialect("%s", "strpos(lower({0}), lower({1}))")

    def __init__(self, settings: SourceSettings, url: PostgresUrl) -> None:
        """Log in, refuse a role that could write, and look for the columns.

        Raises:
            SourceAway: If the server isn't there, or doesn't answer.
            SourceInvalid: If the role could write, or what is asked for isn't there.
        """
        self.name = str(url)
        self._errors = driver().Error
        self._kinds = {one.kind: _for_psycopg(one) for one in settings.kinds}
        self._columns = {one.kind: one.columns for one in settings.kinds}
        try:
            self._connection = connected(settings, url)
        except self._errors as error:
            raise self._in_words(error) from error
        try:
            self._types = {name: self._type_of_ids(one) for name, one in self._kinds.items()}
        except BaseException:
            self._connection.close()
            raise

    def kinds_now(self) -> Mapping[str, KindSettings]:
        """Return what the config file says."""
        return self._kinds

    def columns(self, kind: str) -> tuple[str, ...]:
        """Name the columns as the config file has them."""
        return self._columns.get(kind, ())

    def rows(self, statement: str, values: Sequence[object]) -> Sequence[Row]:
        """Return what a SELECT finds."""
        return self._asked(statement, values).fetchall()

    def compared(self, kind: KindSettings, ids: Sequence[str]) -> tuple[str, Sequence[object]]:
        """Compare ids as what they are, where an index helps; else as texts."""
        column = Statements(kind, self.dialect).id
        type_ = self._types[kind.kind]
        if type_ in _WHOLE:
            fits = [one for one in ids if one.isascii() and one.isdigit()]
            return column, [int(one) for one in fits if len(one) <= _DIGITS[type_]]
        if type_ in _TEXTS:
            return column, ids
        return f"CAST({column} AS TEXT)", ids

    def proof(self) -> str:
        """Have it refuse a temporary table; see `EntitySource.proof`."""
        try:
            with self._connection.transaction():
                self._connection.execute(_PROBE)
        except self._errors as error:
            if _state(error) not in (_READ_ONLY, "42501"):
                raise self._in_words(error) from error
            role = self._connection.info.user
            return f"the role {role} can only SELECT, and every transaction is read only"
        raise SourceInvalid(
            f"{self.name} could be written.", "This is a bug in mlv: please tell its makers."
        )

    def close(self) -> None:
        """End the connection."""
        self._connection.close()

    def _type_of_ids(self, kind: KindSettings) -> int:
        found = self._asked(Statements(kind, self.dialect).columns(), [0])
        return found.description[0].type_code if found.description else 0

    def _asked(self, statement: str, values: Sequence[object]) -> psycopg.Cursor[Any]:
        # With values it goes by the protocol that takes one statement only.
        try:
            with self._connection.transaction():
                return self._connection.execute(statement.encode(), values)
        except self._errors as error:
            raise self._in_words(error) from error

    def _in_words(self, error: Exception) -> MlvError:
        """Say what an error of the server's means, or of the driver's."""
        state, said = _state(error), _first_line(error)
        if state.startswith(_LOGIN) or (not state and any(word in said for word in _LOGIN_WORDS)):
            return SourceInvalid(
                f"{self.name} refuses the login: {said}.", "Check “source” and the password."
            )
        if state in _SLOW or not state or state[:2] in ("08", "57"):
            why = _SLOW.get(state, said)
            return SourceAway(
                f"{self.name} doesn't answer: {why}.", "Links show when they were seen."
            )
        if state == _READ_ONLY:
            return SourceInvalid(
                f"{self.name} refuses its query: {said}.", "A query may do nothing but read."
            )
        return SourceInvalid(
            f"{self.name} can't be asked: {said.replace(ALIAS, '')}.",
            "Mend the tables of [entities] in the config file, or the source.",
        )


def _for_psycopg(kind: KindSettings) -> KindSettings:
    """Double the signs that psycopg would take for the place of a value."""
    names = {name: getattr(kind, name).replace("%", "%%") for name in KindSettings.__slots__}
    return KindSettings(**names)


def _state(error: Exception) -> str:
    return getattr(error, "sqlstate", None) or ""


def _first_line(error: Exception) -> str:
    lines = str(error).strip().splitlines()
    return lines[0].rpartition("FATAL: ")[2].strip().rstrip(".:") if lines else "it went away"
