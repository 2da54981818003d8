"""Whether a database is as the migrations made it, and what it says is possible."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

import peewee

from mlv_tui.storage.migrating import HISTORY, MIGRATIONS
from mlv_tui.storage.tables import TABLES, ChangeRow, ChangeSetRow, CounterRow, MilestoneRow
from mlv_tui.storage.tables import ProjectRow as Projects

_KINDS: Final = {
    "bigint": "INTEGER",
    "boolean": "INTEGER",
    "double precision": "REAL",
    "integer": "INTEGER",
    "real": "REAL",
    "text": "TEXT",
}
"""What a server's types are in a SQLite file."""


_MILESTONE: Final = "milestone"
_GIVEN: Final = CounterRow.select(CounterRow.value).where(CounterRow.name == _MILESTONE)


@dataclass(frozen=True, slots=True)
class Drift:
    """In what a schema isn't what the migrations make.

    Attributes:
        wrong: Phrases.
        missing: The statements that make the indexes that aren't there, by name.
    """

    wrong: tuple[str, ...]
    missing: Mapping[str, str]


def drift(database: peewee.Database) -> Drift:
    """Compare tables, columns, references and indexes with those that the migrations make."""
    with as_migrated() as wanted:
        tables = [table for table in wanted.get_tables() if table != HISTORY]
        there = set(database.get_tables())
        wrong = [f"the table {table} is missing" for table in tables if table not in there]
        missing: dict[str, str] = {}
        for table in tables:
            if table in there:
                wrong += _table_drift(database, wanted, table)
                missing |= _missing_indexes(database, wanted, table)
    return Drift(tuple(wrong), missing)


def as_migrated() -> Any:
    """Make a database in memory with nothing but the schema; closed at the end of a `with`."""
    from playhouse.migrations import Runner  # noqa: PLC0415 - 60 ms that only a check needs

    database = peewee.SqliteDatabase(":memory:")
    database.connect()
    Runner(database, str(MIGRATIONS), table_name=HISTORY).up()
    return _Closed(database)


class _Closed:
    """Closes a database that is open already."""

    def __init__(self, database: peewee.Database) -> None:
        self._database = database

    def __enter__(self) -> peewee.Database:
        return self._database

    def __exit__(self, *_: object) -> None:
        self._database.close()


def _table_drift(database: peewee.Database, wanted: peewee.Database, table: str) -> Iterator[str]:
    have, want = _columns(database, table), _columns(wanted, table)
    for name in sorted(want.keys() - have.keys()):
        yield f"the column {table}.{name} is missing"
    for name in sorted(have.keys() - want.keys()):
        yield f"the column {table}.{name} is none of mlv's"
    for name in sorted(want.keys() & have.keys()):
        if want[name] != have[name]:
            yield f"the column {table}.{name} is of another type"
    for column, other in sorted(_references(wanted, table) - _references(database, table)):
        yield f"{table}.{column} doesn't refer to {other}"
    have_indexes, want_indexes = _indexes(database, table), _indexes(wanted, table)
    for name in sorted(want_indexes.keys() & have_indexes.keys()):
        if want_indexes[name] != have_indexes[name]:
            yield f"the index {name} is on other columns"


def _columns(database: peewee.Database, table: str) -> dict[str, tuple[Any, ...]]:
    return {
        one.name: (_KINDS.get(one.data_type, one.data_type), one.null, one.primary_key)
        for one in database.get_columns(table)
    }


def _references(database: peewee.Database, table: str) -> set[tuple[str, str]]:
    return {(one.column, one.dest_table) for one in database.get_foreign_keys(table)}


def _indexes(database: peewee.Database, table: str) -> dict[str, tuple[Any, ...]]:
    return {one.name: (one.unique, *one.columns) for one in database.get_indexes(table)}


def _missing_indexes(
    database: peewee.Database, wanted: peewee.Database, table: str
) -> dict[str, str]:
    have = {one.name for one in database.get_indexes(table)}
    return {
        one.name: one.sql for one in wanted.get_indexes(table) if one.sql and one.name not in have
    }


def models_drift() -> tuple[str, ...]:
    """Compare the tables that the program reads and writes with those that its migrations make."""
    with as_migrated() as made:
        return tuple(
            f"the program's {_meta(model).table_name} isn't what its migrations make"
            for model in TABLES
            if {field.column_name for field in _meta(model).sorted_fields}
            != {column.name for column in made.get_columns(_meta(model).table_name)}
        )


def damage(database: peewee.Database) -> tuple[str, ...]:
    """Have a file's pages looked at; a server does that itself."""
    if not isinstance(database, peewee.SqliteDatabase):
        return ()
    found = [row[0] for row in database.execute_sql("PRAGMA quick_check(5)").fetchall()]
    return tuple(one.strip().splitlines()[-1] for one in found if one != "ok")


def lost_references(database: peewee.Database) -> tuple[str, ...]:
    """Find rows that refer to what isn't there, such as change sets without a project."""
    return tuple(_lost(database))


def _lost(database: peewee.Database) -> Iterator[str]:
    for model in TABLES:
        for field in _meta(model).refs:
            other = field.rel_model.alias()
            key = getattr(other, field.rel_field.name)
            query = (
                model.select(peewee.fn.COUNT(peewee.SQL("*")))
                .join(other, peewee.JOIN.LEFT_OUTER, on=(field == key))
                .where(field.is_null(is_null=False) & key.is_null())
            )
            count = database.execute(query).fetchone()[0]
            if count:
                yield (
                    f"{count} of {_meta(model).table_name} refer to a "
                    f"{_meta(field.rel_model).table_name} that isn't there"
                )


def late_counters(database: peewee.Database) -> tuple[str, ...]:
    """Find counters that are behind what they count: ids and numbers would be used twice."""
    found = [
        f"the counter of the project {slug} is behind {number}"
        for slug, number in database.execute(_late_numbers(Projects.slug)).fetchall()
    ]
    last = _last_milestone(database)
    row = database.execute(_GIVEN).fetchone()
    if last and (row is None or row[0] < last):
        found.append(f"the counter of milestones is behind {last}")
    return tuple(found)


def raise_counters(database: peewee.Database) -> None:
    """Have the counters go on behind what they count."""
    with database.atomic():
        for ident, number in database.execute(_late_numbers(Projects.id)).fetchall():
            late = Projects.update({Projects.number: number}).where(Projects.id == ident)
            database.execute(late)
        last = _last_milestone(database)
        row = database.execute(_GIVEN).fetchone()
        if row is None:
            database.execute(CounterRow.insert(name=_MILESTONE, value=last))
        elif row[0] < last:
            query = CounterRow.update({CounterRow.value: last})
            database.execute(query.where(CounterRow.name == _MILESTONE))


def _late_numbers(said: peewee.Field) -> peewee.Query:
    """Ask for the projects whose counter is behind, each with the number it should have."""
    highest = peewee.fn.MAX(ChangeSetRow.number)
    query = Projects.select(said, highest).join(ChangeSetRow)
    return query.group_by(Projects.id, said, Projects.number).having(highest > Projects.number)


def _last_milestone(database: peewee.Database) -> int:
    """Return the highest id of a milestone that there is or was; 0 for none."""
    of_those_there = MilestoneRow.select(peewee.fn.MAX(MilestoneRow.id))
    of_all = ChangeRow.select(peewee.fn.MAX(ChangeRow.milestone_id))
    return max(database.execute(one).fetchone()[0] or 0 for one in (of_those_there, of_all))


def make_indexes(database: peewee.Database, statements: Mapping[str, str]) -> None:
    """Make indexes that are missing, all or none."""
    with database.atomic():
        for statement in statements.values():
            database.execute_sql(statement)


def _meta(model: type[peewee.Model]) -> Any:
    return model._meta  # noqa: SLF001 - the way that peewee documents
