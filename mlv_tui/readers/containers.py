"""Block quotes and list items: where one that begins at the left margin is over."""

from __future__ import annotations

from typing import Final

from mlv_tui.readers.interruptions import is_never_lazy
from mlv_tui.readers.leaves import is_blank, list_item, unindented
from mlv_tui.readers.nesting import Nesting

_BULLETS: Final = frozenset(("- ", "+ ", "* "))


def after_quote(lines: list[str], at: int) -> int:
    """Return the line behind the block quote that begins at line `at`."""
    for following in range(at + 1, len(lines)):
        line = lines[following]
        if line[:1] == ">":
            continue
        rest = unindented(line)
        if rest and rest[0] == ">":
            continue
        if is_blank(line) or (rest and is_never_lazy(rest)):
            return following
        return _after_nesting(lines, at)
    return len(lines)


def after_item(lines: list[str], at: int) -> int:
    """Return the line behind the list item that begins at line `at`."""
    at, following = _short_items(lines, at)
    if following == len(lines) or (not lines[following - 1] and lines[following][0] not in " \t"):
        return following
    first = lines[at].expandtabs(4)
    item = list_item(first, len(first) - len(first.lstrip(" ")))
    if item is None or item.is_empty:
        return _after_nesting(lines, at)
    following = _after_indented(lines, at + 1, item.column)
    if following == len(lines) or is_blank(lines[following - 1]):
        return following
    rest = unindented(lines[following])
    return following if rest and is_never_lazy(rest) else _after_nesting(lines, at)


def _short_items(lines: list[str], at: int) -> tuple[int, int]:
    # A bullet at the margin ends whatever the item above it holds: a list of one-line items is
    # skipped down to its last one. Returns that, and the next line that isn't empty.
    bullet = lines[at][:2]
    is_short = bullet in _BULLETS
    barred = {bullet[:1], " ", "\t", ""}
    for following in range(at + 1, len(lines)):
        line = lines[following]
        if is_short and line[:2] == bullet and line[2:3] not in barred:
            at = following
        elif line:
            return at, following
    return at, len(lines)


def _after_indented(lines: list[str], at: int, columns: int) -> int:
    margin = " " * columns
    for following in range(at, len(lines)):
        line = lines[following]
        if not line or line.startswith(margin) or line.isspace():
            continue
        if line[:1] not in {" ", "\t"} or not line.expandtabs(4).startswith(margin):
            return following
    return len(lines)


def _after_nesting(lines: list[str], at: int) -> int:
    nesting = Nesting(lines[at])
    for following in range(at + 1, len(lines)):
        if not nesting.takes(lines[following]):
            return following
    return len(lines)
