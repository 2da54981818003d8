"""Peewee without the servers' drivers, until one is needed.

Peewee imports every driver that is installed, and psycopg with all it brings takes longer than
everything else that a command on a SQLite file does.
"""

from __future__ import annotations

import sys
from typing import Final

from mlv_tui.errors import DatabaseUnusable

_DRIVERS: Final = ("psycopg", "psycopg2", "psycopg2cffi", "pymysql", "MySQLdb")


def import_peewee_alone() -> None:
    """Import peewee as if no driver was installed, unless it is there already."""
    if "peewee" in sys.modules:
        return
    hidden = [name for name in _DRIVERS if name not in sys.modules]
    for name in hidden:
        sys.modules[name] = None  # pyright: ignore[reportArgumentType] - Python's sign for "not there"
    try:
        import peewee  # noqa: F401, PLC0415 - just here
    finally:
        for name in hidden:
            del sys.modules[name]


def give_peewee_psycopg() -> None:
    """Let peewee have the driver for PostgreSQL, as if it had found it.

    Raises:
        DatabaseUnusable: If it isn't installed.
    """
    import peewee  # noqa: PLC0415 - not before its drivers are hidden

    if getattr(peewee, "psycopg", None) is not None:
        return
    try:
        import psycopg  # noqa: PLC0415 - only for PostgreSQL
        from psycopg.pq import TransactionStatus  # noqa: PLC0415
        from psycopg.types.json import Json, Jsonb  # noqa: PLC0415
    except ImportError as error:
        raise DatabaseUnusable(
            "PostgreSQL needs a driver that isn't installed.",
            "Install it: `pip install 'psycopg[binary]'`.",
        ) from error
    names = {
        "psycopg": psycopg,
        "TransactionStatus": TransactionStatus,
        "Json_pg3": Json,
        "Jsonb_pg3": Jsonb,
    }
    for name, value in names.items():
        setattr(peewee, name, value)
    adapter = peewee.PostgresqlDatabase.psycopg3_adapter
    adapter.txn_idle = TransactionStatus.IDLE
    adapter.txn_inerror = TransactionStatus.INERROR
    adapter.txn_unknown = TransactionStatus.UNKNOWN
