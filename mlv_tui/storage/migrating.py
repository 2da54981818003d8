"""Bringing a database's schema up to date, whoever else is about to."""

from __future__ import annotations

from collections.abc import Callable, Collection
from pathlib import Path
from typing import Final

import peewee

from mlv_tui.errors import DatabaseUnusable

MIGRATIONS: Final = Path(__file__).parent / "migrations"
HISTORY: Final = "schema_migration"
LOCK: Final = "schema_lock"
"""A table of one row that whoever migrates holds, where nothing else does that."""


def is_behind(database: peewee.Database, name: str, migrations: Path = MIGRATIONS) -> bool:
    """Tell whether there are migrations that a database hasn't seen.

    Args:
        database: An open one.
        name: What people know it by.
        migrations: The folder with their scripts.

    Raises:
        DatabaseUnusable: If the database was made by a newer program.
    """
    return bool(migrations_pending(migrations_seen(database), name, migrations))


def migrations_pending(
    seen: Collection[str], name: str, migrations: Path = MIGRATIONS
) -> tuple[str, ...]:
    """Return the migrations that aren't among those that a database has seen, in order.

    Raises:
        DatabaseUnusable: If the database was made by a newer program.
    """
    known = {path.stem for path in migrations.glob("[0-9]*.py")}
    newer = set(seen) - known
    if newer:
        raise DatabaseUnusable(
            f"{name} was made by a newer mlv ({max(newer)}).", "Install that version or later."
        )
    return tuple(sorted(known.difference(seen)))


def migrate(
    database: peewee.Database,
    name: str,
    migrations: Path,
    keep_copy: Callable[[str], None],
) -> None:
    """Run the migrations that a database hasn't seen, inside the caller's transaction.

    Args:
        database: An open one, to whose schema nobody else writes now: the runner has no lock.
        name: What people know it by.
        migrations: The folder with their scripts.
        keep_copy: Makes a copy of a database that isn't new, named by its last migration.

    Raises:
        DatabaseUnusable: If the database isn't one of ours.
    """
    from playhouse.migrations import Runner  # noqa: PLC0415 - 60 ms that only a new database needs

    seen = migrations_seen(database)
    if seen:
        keep_copy(max(seen))
    elif set(database.get_tables()) - {LOCK}:
        raise not_ours(name)
    Runner(database, str(migrations), table_name=HISTORY).up()


def not_ours(name: object) -> DatabaseUnusable:
    """Say that a database has tables, and none of them is ours."""
    return DatabaseUnusable(f"{name} is another program's database.", "Name another with --db.")


def migrations_seen(database: peewee.Database) -> set[str]:
    """Return the names of the migrations that a database has seen."""
    if not database.table_exists(HISTORY):
        return set()
    return {name for (name,) in database.execute_sql(f"SELECT name FROM {HISTORY}").fetchall()}  # noqa: S608 - a constant
