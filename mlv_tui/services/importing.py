"""Taking in what was exported, by mlv or by other programs."""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from mlv_tui.domain.imported import Imported
from mlv_tui.errors import ImportInvalid, NotFound, PlanUnreadable
from mlv_tui.readers.files import read_bytes
from mlv_tui.readers.imports import FORMATS, JSON, READERS, format_of
from mlv_tui.readers.imports.json_items import loaded
from mlv_tui.readers.text import decode
from mlv_tui.settings import Address
from mlv_tui.storage.copying import check_empty, copy_into_empty
from mlv_tui.storage.importing import laid_out
from mlv_tui.storage.opening import check_place, open_engine

__all__ = ("FORMATS", "JSON", "Source", "bring_export", "read_source")

STDIN: Final = "-"
_LARGEST: Final = 256 * 1024 * 1024
_LARGEST_OF_OTHERS: Final = 32 * 1024 * 1024
"""Bytes."""
_EXPORT: Final = re.compile(r'\s*\{\s*"schema"\s*:\s*[0-9]+\s*,\s*"kind"\s*:\s*"export"')


@dataclass(frozen=True, slots=True)
class Source:
    """A file to be imported.

    Attributes:
        name: What people know it by.
        text: What it holds.
        format: One of `FORMATS`.
    """

    name: str
    text: str
    format: str

    def imported(self) -> Imported:
        """Read another program's file.

        Raises:
            ImportInvalid: If it can't be read, with the line or the place.
        """
        if len(self.text) > _LARGEST_OF_OTHERS:
            raise ImportInvalid(
                f"{self.name} is larger than {_LARGEST_OF_OTHERS:,} bytes.", "Import it in parts."
            )
        return READERS[self.format](self.name, self.text)


def read_source(file: str, wanted: str = "") -> Source:
    """Read a file.

    Args:
        file: Its path, or `-` for standard input.
        wanted: The format; "" to tell it by the name, or by what the file holds.

    Raises:
        NotFound: If there is no such file.
        ImportInvalid: If it is no text, is too large, or its format can't be told.
    """
    name = "standard input" if file == STDIN else Path(file).name
    try:
        text = decode(name, _bytes(file, name))
    except PlanUnreadable as error:
        raise ImportInvalid(error.message, error.hint) from None
    if wanted:
        return Source(name, text, wanted)
    return Source(name, text, JSON if _EXPORT.match(text) else format_of(name, text))


def _bytes(file: str, name: str) -> bytes:
    if file == STDIN:
        found = sys.stdin.buffer.read(_LARGEST + 1)
        if len(found) > _LARGEST:
            raise ImportInvalid(f"{name} is larger than {_LARGEST:,} bytes.", "Import it in parts.")
        return found
    # Whoever named a link means what it leads to.
    path = Path(file).resolve()
    found = read_bytes(path.parent, path.name, _LARGEST)
    if found is None:
        raise NotFound(f"There is no file {file}.", "Name another, or `-` for standard input.")
    return found


def bring_export(source: Source, address: Address, *, dry_run: bool = False) -> Mapping[str, int]:
    """Put everything of an export into a database that is new or empty, all of it or nothing.

    Args:
        source: The export.
        address: A SQLite file is made if it is missing.
        dry_run: Whether to look only whether it could be done.

    Returns:
        How many rows there are, by table.

    Raises:
        ImportInvalid: If it is no export, was changed, or is a newer program's.
        DatabaseKept: If there is something in the database.
        DatabaseUnusable: If the database can't take all of it.
    """
    check_place(address)
    envelope = loaded(source.name, source.text)
    is_new = isinstance(address, Path) and not address.exists()
    if not is_new:
        with closing(open_engine(address)) as target, target.translated():
            check_empty(target)
    with laid_out(source.name, envelope) as laid:
        if dry_run:
            return _counts(envelope)
        with closing(open_engine(address)) as target:
            return copy_into_empty(laid, target)


def _counts(
    envelope: Mapping[str, Mapping[str, Mapping[str, Mapping[str, list[object]]]]],
) -> dict[str, int]:
    return {name: len(one["rows"]) for name, one in envelope["data"]["tables"].items()}
