"""Opening a database as it is: nothing is made, nothing brought up to date."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import peewee

from mlv_tui.errors import DatabaseUnusable
from mlv_tui.settings import Address, PostgresUrl
from mlv_tui.storage.drivers import give_peewee_psycopg
from mlv_tui.storage.migrating import (
    LOCK,
    MIGRATIONS,
    migrations_pending,
    migrations_seen,
    not_ours,
)
from mlv_tui.storage.patience import BUSY_SECONDS
from mlv_tui.storage.sqlite_words import in_words


@dataclass(frozen=True, slots=True)
class SchemaState:
    """How far a database's schema is.

    Attributes:
        seen: The migrations that were run on it, in order.
        pending: Those that this program has beyond them.
    """

    seen: tuple[str, ...]
    pending: tuple[str, ...]


@contextmanager
def peek(address: Address) -> Iterator[peewee.Database]:
    """Open a database that is there.

    Raises:
        DatabaseUnusable: If it isn't there, or can't be opened or read.
    """
    if isinstance(address, Path):
        with in_words(address), _file(address) as database:
            yield database
        return
    give_peewee_psycopg()
    with _server(address) as database:
        yield database


@contextmanager
def _file(file: Path) -> Iterator[peewee.Database]:
    if not file.exists():
        raise DatabaseUnusable(f"There is no database {file}.", "Name another with --db.")
    address = f"{file.absolute().as_uri()}?mode=rw"
    database = peewee.SqliteDatabase(address, uri=True, timeout=BUSY_SECONDS, autoconnect=False)
    with database.connection_context():
        yield database


@contextmanager
def _server(address: PostgresUrl) -> Iterator[peewee.Database]:
    # Only here: they import the driver.
    import psycopg  # noqa: PLC0415

    from mlv_tui.storage.postgres_connection import Connection  # noqa: PLC0415
    from mlv_tui.storage.postgres_words import unusable  # noqa: PLC0415

    connection = Connection(address, is_plain=True)
    try:
        connection.ensure()
        yield connection.database
    except (peewee.PeeweeException, psycopg.Error) as error:
        raise unusable(str(address), error) from error
    finally:
        connection.end()


def schema_state(address: Address, migrations: Path = MIGRATIONS) -> SchemaState:
    """Tell how far a database's schema is; one that isn't there yet has everything pending.

    Args:
        address: The database's.
        migrations: The folder with the program's scripts.

    Raises:
        DatabaseUnusable: If it can't be read, or is a newer program's or another one's.
    """
    if isinstance(address, Path) and not address.exists():
        return SchemaState((), migrations_pending((), str(address), migrations))
    with peek(address) as database:
        seen = migrations_seen(database)
        if not seen and set(database.get_tables()) - {LOCK}:
            raise not_ours(address)
    return SchemaState(tuple(sorted(seen)), migrations_pending(seen, str(address), migrations))


def others_connected(database: peewee.Database) -> int:
    """Count the other programs of ours that are connected to a server's database."""
    sql = (
        "SELECT COUNT(*) FROM pg_stat_activity WHERE datname = current_database() "
        "AND pid <> pg_backend_pid() AND left(application_name, 3) = 'mlv'"
    )
    return database.execute_sql(sql).fetchone()[0]
