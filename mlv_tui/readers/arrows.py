"""The anchors that arrows in a plan point at: in a heading, else in an item right below it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from mlv_tui.domain.arrows import has_arrow, pointed
from mlv_tui.readers.blocks import Kind, blocks
from mlv_tui.readers.titles import plain_title

_ITEM: Final = re.compile(r"(?P<mark>[ ]{0,3}(?:[-*+]|[0-9]{1,9}[.)])[ \t]+)(?:\[[ xX]\][ \t]+)?")
_LONGEST: Final = 1000
"""Characters of an item; a longer one is prose."""


def arrow_anchor(title: str, body: list[str], taken: frozenset[int]) -> tuple[str, str] | None:
    """Read the arrow of a heading, or the first one in a list right below it.

    Args:
        title: Plain text.
        body: The lines below the heading.
        taken: Those that were read as something else.

    Returns:
        The anchor, and where it stands: `heading` or `item`.
    """
    found = pointed(title)
    if found is not None:
        return str(found.anchor), "heading"
    in_item = _item_anchor(body, taken) if any(map(_may_point, body)) else None
    return None if in_item is None else (in_item, "item")


def _may_point(line: str) -> bool:
    return has_arrow(line) and _ITEM.match(line) is not None


def _item_anchor(body: list[str], taken: frozenset[int]) -> str | None:
    """Read the first lines of the items of lists that stand in the body itself."""
    for block in blocks(body):
        if block.kind is Kind.ITEM:
            lines = [body[at] for at in range(block.first, block.end) if at not in taken]
            found = filter(None, map(_pointed_at, _items(lines)))
            if (first := next(found, None)) is not None:
                return first
    return None


def _items(lines: list[str]) -> Iterator[str]:
    """Give the text of each item that isn't within another one, as far as its first line goes."""
    column: int | None = None
    for line in lines:
        item = _ITEM.match(line)
        if item is None or (column is not None and len(line) - len(line.lstrip(" ")) >= column):
            continue
        column = item.end("mark")
        yield line[item.end() :]


def _pointed_at(item: str) -> str | None:
    if len(item) > _LONGEST or not has_arrow(item):
        return None
    found = pointed(plain_title(item))
    return None if found is None else str(found.anchor)
