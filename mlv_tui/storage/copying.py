"""Copying everything from one database to another, whichever kinds they are, row by row."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from itertools import zip_longest
from pathlib import Path
from typing import Any, Final

import peewee
from peewee import sort_models  # pyright: ignore[reportAttributeAccessIssue] - not in its stub

from mlv_tui.errors import DatabaseKept, DatabaseUnusable
from mlv_tui.settings import Address
from mlv_tui.storage.backing_up import Backup, opened, settle, verified
from mlv_tui.storage.engine import Engine
from mlv_tui.storage.opening import open_engine
from mlv_tui.storage.sqlite_words import in_words
from mlv_tui.storage.tables import TABLES, CounterRow
from mlv_tui.storage.whole_file import whole_file

_PAGE: Final = 1000
"""Rows that are read and written at a time."""

_NEVER_EMPTY: Final = (CounterRow,)
"""What has rows in a new database, too."""

Row = tuple[Any, ...]
Prepare = Callable[[Engine], None]


def copy_into_empty(source: Engine, target: Engine) -> Mapping[str, int]:
    """Copy every row of every table into a database that has none.

    It is compared row by row, then committed: one transaction, of which all is kept or nothing.

    Args:
        source: Read as it is at one moment; others may write meanwhile.
        target: Nobody's yet.

    Returns:
        How many rows there are, by table.

    Raises:
        DatabaseKept: If there is something in the target.
        DatabaseUnusable: If it can't take all of it.
    """
    return _copied(source, target, check_empty)


def copy_over(source: Engine, target: Engine) -> Mapping[str, int]:
    """Put everything of a database in the place of what another one has, in one transaction.

    Raises:
        DatabaseUnusable: If the target can't take all of it; it stays as it was then.
    """
    return _copied(source, target, lambda _: None)


def back_up_server(source: Address, target: Path) -> Backup:
    """Copy a database into a SQLite file that comes into being once it is whole and on the disk.

    Raises:
        DatabaseUnusable: If it can't be read, or the file can't be written.
    """
    with whole_file(target) as part:
        with closing(open_engine(source)) as engine, closing(open_engine(part)) as copy:
            copy_into_empty(engine, copy)
        with in_words(part), closing(opened(part)) as connection:
            settle(connection)
        rows = verified(part, target)
    return Backup(target, rows, target.stat().st_size)


def _copied(source: Engine, target: Engine, prepare: Prepare) -> Mapping[str, int]:
    models: list[type[peewee.Model]] = sort_models(TABLES)

    def body(_: Any) -> dict[str, int]:
        prepare(target)
        for model in reversed(models):
            target.database.execute(model.delete())
        counts = {name_of(model): _copy_table(source, target, model) for model in models}
        for model in models:
            _check_same(source, target, model)
        return counts

    with source.translated(), source.reading(), target.translated():
        return target.commit(body)


def check_empty(target: Engine) -> None:
    """See that there is nothing in a database.

    Raises:
        DatabaseKept: If there is.
    """
    for model in TABLES:
        query = model.select(peewee.fn.COUNT(peewee.SQL("*")))
        count = target.database.execute(query).fetchone()[0]
        if count and model not in _NEVER_EMPTY:
            raise DatabaseKept(
                f"{target.name} isn't empty: there is something in {name_of(model)}.",
                "Name a new database; a copy goes over nothing.",
            )


def _copy_table(source: Engine, target: Engine, model: type[peewee.Model]) -> int:
    names = ", ".join(f'"{field.column_name}"' for field in fields_of(model))
    marks = ", ".join([target.database.param] * len(fields_of(model)))
    sql = f'INSERT INTO "{name_of(model)}" ({names}) VALUES ({marks})'  # noqa: S608 - our own names
    cursor, count, page = target.database.cursor(), 0, list[Row]()
    for row in stored_rows(source, model):
        page.append(row)
        count += 1
        if len(page) == _PAGE:
            cursor.executemany(sql, page)
            page.clear()
    if page:
        cursor.executemany(sql, page)
    _set_sequence(target, model)
    return count


def _set_sequence(target: Engine, model: type[peewee.Model]) -> None:
    """Have a server count on behind the ids that were copied; SQLite looks for itself."""
    key = model._meta.primary_key  # noqa: SLF001 - the way that peewee documents
    if isinstance(target.database, peewee.PostgresqlDatabase) and isinstance(key, peewee.AutoField):
        table, column = name_of(model), key.column_name
        target.database.execute_sql(
            f"SELECT setval(pg_get_serial_sequence('\"{table}\"', '{column}'), "  # noqa: S608 - our own names
            f'COALESCE(MAX("{column}"), 0) + 1, false) FROM "{table}"'
        )


def _check_same(source: Engine, target: Engine, model: type[peewee.Model]) -> None:
    for one, other in zip_longest(stored_rows(source, model), stored_rows(target, model)):
        if one != other:
            raise DatabaseUnusable(
                f"{target.name} doesn't take the table {name_of(model)} as it is in "
                f"{source.name}: {_where(model, one, other)}.",
                "Nothing was copied.",
            )


def _where(model: type[peewee.Model], one: Row | None, other: Row | None) -> str:
    """Name the row, and the column in which it differs."""
    if one is None or other is None:
        return "it has other rows"
    pairs = zip(fields_of(model), one, other, strict=True)
    return f"{next(field.column_name for field, a, b in pairs if a != b)} of {one[0]} differs"


def stored_rows(engine: Engine, model: type[peewee.Model], where: Any = None) -> Iterator[Row]:
    """Yield a table's rows in the order of their keys, alike for every kind of database.

    Args:
        engine: Its database.
        model: The table's.
        where: What is true of the rows that are wanted; None for all.
    """
    key: Any = model._meta.primary_key  # noqa: SLF001 - the way that peewee documents
    fields = fields_of(model)
    every = model.select(*fields)
    every = every if where is None else every.where(where)
    query = every.order_by(key).limit(_PAGE)
    truths = [at for at, field in enumerate(fields) if isinstance(field, peewee.BooleanField)]
    if isinstance(key, peewee.TextField):
        # Each kind has its own order of letters.
        yield from sorted(_fetch(engine, every, truths))
        return
    at = fields.index(key)
    page = _fetch(engine, query, truths)
    while page:
        yield from page
        page = _fetch(engine, query.where(key > page[-1][at]), truths)


def _fetch(engine: Engine, query: peewee.Query, truths: list[int]) -> list[Row]:
    """Read some rows, what is true or false as such."""
    with engine.translated():
        rows = engine.database.execute(query).fetchall()
    return [_with_truths(row, truths) for row in rows] if truths else rows


def _with_truths(row: Row, truths: list[int]) -> Row:
    return tuple(bool(value) if at in truths else value for at, value in enumerate(row))


def fields_of(model: type[peewee.Model]) -> list[peewee.Field]:
    """Return a table's columns, in the order of its rows."""
    return model._meta.sorted_fields  # noqa: SLF001 - the way that peewee documents


def name_of(model: type[peewee.Model]) -> str:
    """Return what a table is called in the database."""
    return model._meta.table_name  # noqa: SLF001 - the way that peewee documents
