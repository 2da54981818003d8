"""Opening a database by its address."""

from __future__ import annotations

from pathlib import Path

from mlv_tui.errors import DatabaseUnusable
from mlv_tui.settings import Address
from mlv_tui.settings.mounts import MOUNTINFO, network_file_system
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


def check_place(address: Address, mountinfo: Path = MOUNTINFO) -> None:
    """See that a database may be written where it is: a SQLite file on a disk of this machine.

    Args:
        address: The database's; it needn't be there.
        mountinfo: The kernel's table of mounts.

    Raises:
        DatabaseUnusable: If it is on a network file system, where machines don't share the memory
            by which SQLite keeps their writes apart; see sqlite.org/wal.html.
    """
    kind = network_file_system(address, mountinfo) if isinstance(address, Path) else ""
    if kind:
        raise DatabaseUnusable(
            f"{address} is on {kind}, a network file system, where SQLite loses what machines "
            "write together.",
            "Use PostgreSQL, --db postgresql://…, or a file on a local disk.",
        )
