"""Copying everything from one database to another."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import closing
from pathlib import Path

from mlv_tui.errors import DatabaseKept, DatabaseUnusable
from mlv_tui.settings import Address
from mlv_tui.storage.copying import copy_into_empty
from mlv_tui.storage.opening import check_place, open_engine


def copy_database(source: Address, target: Address) -> Mapping[str, int]:
    """Copy everything into a database that is new or empty, all of it or nothing.

    Args:
        source: Stays as it is; others may write meanwhile, which isn't copied.
        target: A file is made if it is missing; a server's database must be there.

    Returns:
        How many rows were copied, by table.

    Raises:
        DatabaseKept: If there is something in the target, or it is the source.
        DatabaseUnusable: If one of them can't be used, or the copy isn't the same.
    """
    if isinstance(source, Path) and not source.exists():
        raise DatabaseUnusable(f"There is no database {source}.", "Name another as FROM.")
    if _is_one(source, target):
        raise DatabaseKept(f"{source} can't be copied onto itself.", "Name another as TO.")
    check_place(target)
    with closing(open_engine(source)) as read, closing(open_engine(target)) as written:
        return copy_into_empty(read, written)


def _is_one(source: Address, target: Address) -> bool:
    if isinstance(source, Path) and isinstance(target, Path):
        return source.resolve() == target.resolve()
    return source == target
