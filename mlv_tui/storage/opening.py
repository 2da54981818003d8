"""Opening a database by its address."""

from __future__ import annotations

from pathlib import Path

from mlv_tui.settings import Address
from mlv_tui.storage.drivers import give_peewee_psycopg
from mlv_tui.storage.engine import Engine


def open_engine(address: Address) -> Engine:
    """Open a database, whichever kind it is; a SQLite file is made if it is new.

    Raises:
        DatabaseUnusable: If it can't be opened, written or understood.
    """
    if isinstance(address, Path):
        from mlv_tui.storage.sqlite import SqliteEngine  # noqa: PLC0415 - only what is needed

        return SqliteEngine(address)
    give_peewee_psycopg()
    from mlv_tui.storage.postgres import PostgresEngine  # noqa: PLC0415 - only what is needed

    return PostgresEngine(address)
