"""What is open inside a block quote or list item, line by line."""

from __future__ import annotations

import re
from enum import Enum, auto
from typing import Final

from mlv_tui.readers.html_starts import html_end
from mlv_tui.readers.interruptions import interrupts_paragraph, is_never_lazy
from mlv_tui.readers.leaves import (
    CODE_INDENT,
    atx_heading,
    closes_fence,
    fence_opened,
    is_rule,
    is_underline,
    list_item,
)
from mlv_tui.readers.references import after_references

DEEPEST: Final = 100
"""Containers within containers; what is nested deeper counts as text."""

_QUOTE: Final = 0
_BLANKS: Final = re.compile(" *+")


class _Leaf(Enum):
    NOTHING = auto()
    TEXT = auto()
    FENCE = auto()
    HTML = auto()


class Nesting:
    """The containers open below an outermost one, and the leaf in the innermost.

    A list item is kept as the columns its content is indented by, a quote as `_QUOTE`. Tabs are
    expanded first, so that a column is an index.
    """

    __slots__ = ("_columns", "_fence", "_html_end", "_is_empty_item", "_leaf", "_references")

    def __init__(self, line: str) -> None:
        """Open what `line` opens; it begins with a container."""
        self._columns: list[int] = []
        self._leaf = _Leaf.NOTHING
        self._fence = ""
        self._html_end = re.compile("")
        self._is_empty_item = False
        self._references: list[str] = []
        self._open(line.expandtabs(4), 0)

    def takes(self, line: str) -> bool:
        """Take the next line; False, and nothing more, if the outermost container is over."""
        line = line.expandtabs(4)
        kept, at, first = self._kept(line)
        if kept < len(self._columns):
            if self._is_lazy(line, at, first):
                self._add_text(line[first:])
                return True
            self._close_below(kept)
        if kept == 0:
            return False
        if self._leaf in {_Leaf.FENCE, _Leaf.HTML}:
            self._continue_raw(line, at, first)
        elif first == len(line):
            self._leaf = _Leaf.NOTHING
        else:
            self._open(line, at)
        return True

    def _kept(self, line: str) -> tuple[int, int, int]:
        # How many containers the line continues, where it goes on, and its next character.
        at, first = 0, _past_blanks(line, 0)
        for depth, columns in enumerate(self._columns):
            if columns == _QUOTE:
                if first - at >= CODE_INDENT or line[first : first + 1] != ">":
                    return depth, at, first
                at = _past_quote_mark(line, first)
                first = _past_blanks(line, at)
            elif first == len(line):
                if self._is_empty_item and depth == len(self._columns) - 1:
                    return depth, at, first
            elif first - at < columns:
                return depth, at, first
            else:
                at += columns
        return len(self._columns), at, first

    def _is_lazy(self, line: str, at: int, first: int) -> bool:
        if self._leaf is not _Leaf.TEXT or first == len(line):
            return False
        return first - at >= CODE_INDENT or not is_never_lazy(line[first:])

    def _close_below(self, kept: int) -> None:
        del self._columns[kept:]
        self._leaf = _Leaf.NOTHING
        self._is_empty_item = False

    def _continue_raw(self, line: str, at: int, first: int) -> None:
        if self._leaf is _Leaf.HTML:
            is_over = self._html_end.search(line[at:]) is not None
        else:
            is_over = first - at < CODE_INDENT and closes_fence(line[first:], self._fence)
        if is_over:
            self._leaf = _Leaf.NOTHING

    def _open(self, line: str, at: int) -> None:
        while True:
            first = _past_blanks(line, at)
            if first == len(line):
                return
            if first - at >= CODE_INDENT:
                self._is_empty_item = False
                self._add_text_or_code(line[first:])
                return
            inner = self._open_container(line, at, first)
            if inner is None:
                return
            at = inner

    def _open_container(self, line: str, at: int, first: int) -> int | None:
        # Where the content of the container opened here goes on; None after a leaf.
        rest = line[first:]
        self._is_empty_item = False
        if self._leaf is _Leaf.TEXT and self._continues_text(rest):
            return None
        if len(self._columns) >= DEEPEST:
            self._begin_text(rest)
            return None
        if rest[0] == ">":
            self._push(_QUOTE)
            return _past_quote_mark(line, first)
        item = None if is_rule(rest) else list_item(line, first)
        if item is None:
            self._open_leaf(rest)
            return None
        self._push(item.column - at)
        self._is_empty_item = item.is_empty
        return item.column

    def _push(self, columns: int) -> None:
        self._columns.append(columns)
        self._leaf = _Leaf.NOTHING

    def _continues_text(self, rest: str) -> bool:
        if is_underline(rest) and self._ends_in_heading():
            self._leaf = _Leaf.NOTHING
            return True
        if interrupts_paragraph(rest):
            return False
        self._add_text(rest)
        return True

    def _ends_in_heading(self) -> bool:
        text = "\n".join(self._references)
        self._references = []
        return not text or after_references(text) < len(text)

    def _open_leaf(self, rest: str) -> None:
        self._leaf = _Leaf.NOTHING
        if is_rule(rest) or atx_heading(rest):
            return
        fence, end = fence_opened(rest), html_end(rest)
        if fence:
            self._leaf, self._fence = _Leaf.FENCE, fence
        elif end is None:
            self._begin_text(rest)
        elif not end.search(rest):
            self._leaf, self._html_end = _Leaf.HTML, end

    def _add_text_or_code(self, rest: str) -> None:
        if self._leaf is _Leaf.TEXT:
            self._add_text(rest)
        else:
            self._leaf = _Leaf.NOTHING

    def _begin_text(self, rest: str) -> None:
        self._leaf = _Leaf.TEXT
        self._references = [rest] if rest[0] == "[" else []

    def _add_text(self, rest: str) -> None:
        # Only a paragraph that begins with `[` can hold definitions.
        if self._references:
            self._references.append(rest)


def _past_blanks(line: str, at: int) -> int:
    found = _BLANKS.match(line, at)
    return at if found is None else found.end()


def _past_quote_mark(line: str, first: int) -> int:
    return first + (2 if line[first + 1 : first + 2] == " " else 1)
