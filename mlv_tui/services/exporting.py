"""Handing a database on as text, with everything in it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing

from mlv_tui.settings import Address
from mlv_tui.storage.exporting import exported
from mlv_tui.storage.opening import open_engine


def exported_lines(address: Address, slug: str | None) -> Iterator[str]:
    """Yield the lines of an export: everything as it is at one moment, history too.

    Args:
        address: The database's.
        slug: The one project that is wanted; None for all.

    Raises:
        NotFound: If there is no such project.
        DatabaseUnusable: If it can't be read.
    """
    with closing(open_engine(address)) as engine:
        yield from exported(engine, slug)
