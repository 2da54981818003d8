"""An export read back: laid out in a SQLite file of its own first, looked at, then copied."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from mlv_tui.errors import DatabaseUnusable, ImportInvalid
from mlv_tui.storage.checking import late_counters, lost_references
from mlv_tui.storage.engine import Engine
from mlv_tui.storage.exporting import KIND, SCHEMA, Summed
from mlv_tui.storage.import_values import can_be
from mlv_tui.storage.laying import lay
from mlv_tui.storage.migrating import MIGRATIONS
from mlv_tui.storage.sqlite import SqliteEngine
from mlv_tui.storage.store import Store

_NOT_AS_WRITTEN: Final = (ValueError, TypeError, LookupError)
"""What reading a row raises in which something isn't as any program wrote it."""
_LARGEST: Final = 2**63
_HINT: Final = "Export it once more; nothing was imported."


@dataclass(frozen=True, slots=True)
class _Table:
    name: str
    columns: Sequence[str]
    rows: Sequence[Sequence[Any]]


@contextmanager
def laid_out(name: str, envelope: object) -> Iterator[Engine]:
    """Make a database of an export, up to date with the program, and gone at the end.

    Args:
        name: The file's, for what is wrong with it.
        envelope: What it holds, as JSON is loaded.

    Raises:
        ImportInvalid: If it is no export, was changed, is a newer program's, or names what isn't
            there.
    """
    head, tables = _checked(name, envelope)
    scripts = _scripts(name, head)
    with TemporaryDirectory() as folder:
        file = Path(folder, "import.db")
        lay(file, scripts)
        _fill(name, file, tables)
        # Opening it runs the scripts that are newer than the export.
        with closing(SqliteEngine(file)) as engine:
            _check_whole(name, engine)
            _check_waits(name, tables)
        _check_readable(name, file)
        with closing(SqliteEngine(file)) as engine:
            yield engine


def _checked(name: str, envelope: Any) -> tuple[Mapping[str, Any], list[_Table]]:
    """Take an export apart, and see that it is what was written."""
    try:
        kind, schema, data = envelope["kind"], envelope["schema"], envelope["data"]
        if kind != KIND:
            raise ImportInvalid(f"{name} is no export of mlv's.", "`mlv export --format json` is.")
        if schema != SCHEMA:
            raise _newer(name)
        head, tables = {**data["head"]}, _tables(data["tables"])
        is_whole = "database" in head and _digest(head, tables) == data["digest"]
    except _NOT_AS_WRITTEN:
        raise ImportInvalid(f"{name} isn't a whole export of mlv's.", _HINT) from None
    if not is_whole:
        raise ImportInvalid(f"{name} was changed since it was exported.", _HINT)
    return head, tables


def _tables(found: Any) -> list[_Table]:
    if not isinstance(found, dict):
        raise TypeError(found)
    return [_table(name, one["columns"], one["rows"]) for name, one in found.items()]


def _table(name: str, columns: Any, rows: Any) -> _Table:
    are_lists = isinstance(columns, list) and isinstance(rows, list)
    if not are_lists or not all(isinstance(one, str) for one in columns):
        raise TypeError(name)
    return _Table(name, columns, rows)


def _digest(head: object, tables: Sequence[_Table]) -> str:
    summed = Summed()
    summed.line(head)
    for table in tables:
        summed.line([table.name, table.columns])
        for row in table.rows:
            summed.line(row)
    return summed.digest


def _scripts(name: str, head: Mapping[str, Any]) -> list[Path]:
    """Return the migrations that the export's database had seen."""
    last, every = head["database"], sorted(MIGRATIONS.glob("[0-9]*.py"))
    if last not in [path.stem for path in every]:
        raise _newer(name)
    return [path for path in every if path.stem <= last]


def _newer(name: str) -> ImportInvalid:
    return ImportInvalid(f"{name} was made by a newer mlv.", "Install that version or later.")


def _fill(name: str, file: Path, tables: Sequence[_Table]) -> None:
    with closing(sqlite3.connect(file, isolation_level=None)) as database:
        # What refers to what is looked at when all is there.
        database.execute("PRAGMA foreign_keys = OFF")
        database.execute("BEGIN")
        known = _columns(database, [table.name for table in tables])
        for table in tables:
            kinds = known.get(table.name, {})
            _check_columns(name, table, kinds)
            _check_values(name, table, [kinds[one] for one in table.columns])
            _insert(name, database, table)
        database.execute("COMMIT")


def _check_columns(name: str, table: _Table, kinds: Mapping[str, str]) -> None:
    if not kinds:
        raise ImportInvalid(f"{name} has a table that mlv hasn't: {table.name}.", _HINT)
    for one in table.columns:
        if one not in kinds or table.columns.count(one) > 1:
            raise ImportInvalid(f"{name} has a column that mlv hasn't: {table.name}.{one}.", _HINT)
    for one in kinds:
        if one not in table.columns:
            raise ImportInvalid(f"{name} lacks a column: {table.name}.{one}.", _HINT)


def _columns(database: sqlite3.Connection, names: Sequence[str]) -> dict[str, dict[str, str]]:
    """Return each table's columns in order, with the type of each."""
    there = {one for (one,) in database.execute("SELECT name FROM sqlite_master")}
    return {
        name: {row[1]: row[2].upper() for row in database.execute(f'PRAGMA table_info("{name}")')}
        for name in names
        if name in there
    }


def _check_values(name: str, table: _Table, kinds: Sequence[str]) -> None:
    for at, row in enumerate(table.rows, 1):
        where = f"{name}: row {at} of {table.name}"
        if not isinstance(row, list) or len(row) != len(kinds):
            raise ImportInvalid(f"{where} isn't a list of {len(kinds)} values.", _HINT)
        for column, value, kind in zip(table.columns, row, kinds, strict=True):
            if not _is_of(value, kind) or not (value is None or can_be(table.name, column, value)):
                raise ImportInvalid(f"{where} can't have this value in {column}.", _HINT)


def _is_of(value: Any, kind: str) -> bool:
    """Tell whether a column can have this value; that it has none, the database looks at."""
    if value is None:
        return True
    if kind == "TEXT":
        return isinstance(value, str)
    if kind == "REAL":
        return isinstance(value, float)
    return isinstance(value, int) and -_LARGEST <= value < _LARGEST


def _insert(name: str, database: sqlite3.Connection, table: _Table) -> None:
    columns = ", ".join(f'"{one}"' for one in table.columns)
    marks = ", ".join("?" * len(table.columns))
    try:
        database.execute(f'DELETE FROM "{table.name}"')  # noqa: S608 - a name from the schema
        database.executemany(
            f'INSERT INTO "{table.name}" ({columns}) VALUES ({marks})',  # noqa: S608 - as above
            table.rows,
        )
    except (sqlite3.IntegrityError, UnicodeEncodeError) as error:
        raise ImportInvalid(f"{name}: {table.name} can't be so: {error}.", _HINT) from None


def _check_whole(name: str, engine: Engine) -> None:
    """See that every row that is named is there, and that no id would be given twice."""
    found = [*lost_references(engine.database), *late_counters(engine.database)]
    if found:
        raise ImportInvalid(
            f"{name} doesn't fit together: {found[0]}.",
            "See `mlv doctor --fix` where it was exported, then export it once more.",
        )


def _check_waits(name: str, tables: Sequence[_Table]) -> None:
    """See that milestones wait for none of which the id was never given."""
    by_name = {table.name: table for table in tables}
    counters, milestones = by_name.get("counter"), by_name.get("milestone")
    if counters is None or milestones is None or "waits_for" not in milestones.columns:
        return
    last = max((row[counters.columns.index("value")] for row in counters.rows), default=0)
    column = milestones.columns.index("waits_for")
    for at, row in enumerate(milestones.rows, 1):
        if any(one > last for one in json.loads(row[column])):
            where = f"{name}: row {at} of milestone"
            raise ImportInvalid(f"{where} waits for a milestone that never was.", _HINT)


def _check_readable(name: str, file: Path) -> None:
    """Read every project as the screen does."""
    with closing(Store(file)) as store:
        for project in store.projects():
            try:
                forest = store.snapshot(project.id).forest()
                store.texts.of_all(list(forest.by_id))
                list(forest.order)
            except (*_NOT_AS_WRITTEN, DatabaseUnusable):
                said = f"something in the project {project.slug} isn't as any mlv wrote it"
                raise ImportInvalid(f"{name} can't be read: {said}.", _HINT) from None
