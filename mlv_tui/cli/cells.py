"""How many cells of a terminal a text takes, without the weight of a rendering library."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from typing import Final

_WIDE: Final = ("W", "F")
_WITHOUT_CELL: Final = ("Mn", "Me", "Cf")


def width_of(text: str) -> int:
    """Count the cells; emoji that are joined count one by one, so never too few."""
    return len(text) if text.isascii() else sum(map(_width, text))


def clip(text: str, width: int, more: str) -> str:
    """Cut a text to a width, the cut marked by `more`."""
    if width_of(text) <= width:
        return text
    room = width - width_of(more)
    kept = 0
    for char in text:
        room -= _width(char)
        if room < 0:
            break
        kept += 1
    return f"{text[:kept].rstrip()}{more}"[: max(width, 0)]


def padded(text: str, width: int) -> str:
    """Fill a text up to a width."""
    return text + " " * (width - width_of(text))


def aligned(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Write rows of cells, each column as wide as its widest cell."""
    widths = [max(map(width_of, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        yield "  ".join(padded(*cell) for cell in zip(row, widths, strict=True)).rstrip()


def _width(char: str) -> int:
    if unicodedata.east_asian_width(char) in _WIDE:
        return 2
    return 0 if unicodedata.category(char) in _WITHOUT_CELL else 1
