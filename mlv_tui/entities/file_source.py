"""Entities in files of plain data, CSV or JSON."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from typing import Final

from mlv_tui.domain.entities import kind_of, parse_ref, told
from mlv_tui.entities.asking import Row
from mlv_tui.entities.plain_file import PlainFile, Stamp
from mlv_tui.entities.records import Record, records
from mlv_tui.entities.sqlite_asking import SqliteAsking
from mlv_tui.entities.sqlite_guard import guard
from mlv_tui.errors import SourceAway, SourceInvalid
from mlv_tui.settings import KindSettings

_COLUMNS: Final = ("kind", "id", "label", "state", "updated")
_HEADER: Final = f"Its first line names the columns: {','.join(_COLUMNS)}."
_TABLE: Final = "CREATE TABLE entity (kind TEXT, id TEXT, label TEXT, state TEXT, updated TEXT)"
_INDEX: Final = "CREATE INDEX entity_ref ON entity (kind, id)"
_INSERT: Final = "INSERT INTO entity VALUES (?, ?, ?, ?, ?)"

_Told = tuple[str, str, str, str, str]


class FileSource(SqliteAsking):
    """Reads files when they changed, into memory, where they are asked like any database.

    Nothing here can write a file: each is opened for reading only.
    """

    def __init__(
        self,
        files: Sequence[PlainFile],
        timeout: float,
        *,
        kinds: Sequence[KindSettings] = (),
        must_be_there: bool = False,
    ) -> None:
        """Read the files at the first question.

        Args:
            files: What they say counts together.
            timeout: Seconds for one answer.
            kinds: Which columns a kind has; none where the usual names tell.
            must_be_there: Whether a file that is missing is one that is away.
        """
        super().__init__(", ".join(one.path for one in files), timeout)
        self._files = files
        self._must_be_there = must_be_there
        self._wanted = {one.kind: one for one in kinds}
        self._stamps: Sequence[Stamp] = ()
        self._connection: sqlite3.Connection | None = None
        self._wrong: tuple[str, str] | None = None
        self._kinds: dict[str, KindSettings] = {}
        self._read_from: dict[str, _Told | None] = {}

    def kinds_now(self) -> Mapping[str, KindSettings]:
        """Return the kinds that the files have now."""
        self._current()
        return self._kinds

    def rows(self, statement: str, values: Sequence[object]) -> Sequence[Row]:
        """Return what a SELECT finds in the files as they are now."""
        return self.asked(self._current(), statement, values)

    def columns(self, kind: str) -> tuple[str, ...]:
        """Name the columns of the files."""
        wanted = self._wanted.get(kind)
        return _COLUMNS if wanted is None else wanted.columns

    def proof(self) -> str:
        """Have the memory refuse a table; see `EntitySource.proof`."""
        self.refusal(self._current())
        return "opened for reading only, and asked in memory"

    def close(self) -> None:
        """Forget what was read."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _current(self) -> sqlite3.Connection:
        """Return the memory with the files as they are now."""
        stamps = [one.stamp() for one in self._files]
        if self._connection is not None and stamps == self._stamps:
            return self._connection
        if self._wrong is not None and stamps == self._stamps:
            raise SourceInvalid(*self._wrong)
        self.close()
        self._stamps, self._wrong = stamps, None
        try:
            self._connection = self._read(stamps)
        except SourceInvalid as error:
            self._wrong = error.message, error.hint
            raise
        return self._connection

    def _read(self, stamps: Sequence[Stamp]) -> sqlite3.Connection:
        there = [file for file, stamp in zip(self._files, stamps, strict=True) if stamp]
        if self._must_be_there and not there:
            raise SourceAway(f"{self.name} isn't there.", "Bring it back.")
        connection = sqlite3.connect(":memory:", isolation_level=None)
        try:
            connection.execute(_TABLE)
            for file in there:
                connection.executemany(_INSERT, self._entities(file))
            connection.execute(_INDEX)
            found = connection.execute("SELECT DISTINCT kind FROM entity").fetchall()
            guard(connection)
        except BaseException:
            connection.close()
            raise
        self._kinds = {
            kind: _in_memory(kind) for kind in {row[0] for row in found} | {*self._wanted}
        }
        return connection

    def _entities(self, file: PlainFile) -> Iterator[_Told]:
        every = records(file)
        first = next(every, None)
        if first is None:
            return
        _check_columns(file, first, list(self._wanted.values()))
        for record in chain([first], every):
            columns = self._columns_of(record.get("kind", ""))
            if columns is None:
                continue
            kind, *names = columns
            ident, label, state, updated = [told(record.get(one) if one else None) for one in names]
            if ident := ident.strip():
                yield kind, ident, label, state, updated

    def _columns_of(self, said: str) -> _Told | None:
        """Return the kind of a record by what it says, and the columns; None for no kind."""
        if said not in self._read_from:
            self._read_from[said] = self._read_as(said)
        return self._read_from[said]

    def _read_as(self, said: str) -> _Told | None:
        """Find the settings of a kind; where there are some, only these, and one needs no name."""
        is_only_one = not said and len(self._wanted) == 1
        kind = next(iter(self._wanted)) if is_only_one else kind_of(said)
        wanted = self._wanted.get(kind)
        if (self._wanted and wanted is None) or parse_ref(f"{kind}:1") is None:
            return None
        if wanted is None:
            return kind, "id", "label", "state", "updated"
        id_, label, state, updated = wanted.id, wanted.label, wanted.state, wanted.updated
        return kind, id_.lower(), label.lower(), state.lower(), updated.lower()


def _check_columns(file: PlainFile, first: Record, wanted: Sequence[KindSettings]) -> None:
    """Refuse a file without the columns; objects needn't have what they have no value for.

    Raises:
        SourceInvalid: If one is missing.
    """
    if wanted and file.is_json:
        return
    named = [name for one in wanted for name in one.columns] or _COLUMNS[:2]
    missing = next((name for name in named if name.lower() not in first), None)
    if missing is not None:
        hint = "Mend the tables of [entities] in the config file." if wanted else _HEADER
        raise SourceInvalid(f"{file.path} has no column “{missing}”.", hint)


def _in_memory(kind: str) -> KindSettings:
    text = kind.replace("'", "''")
    query = f"SELECT * FROM entity WHERE kind = '{text}'"  # noqa: S608 - quoted
    return KindSettings(kind, *_COLUMNS[1:], query=query)
