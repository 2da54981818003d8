"""A Markdown body as display lines: counted at once, styled only where they are looked at."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from operator import itemgetter
from typing import Final

from mlv_tui.tui.widgets.cells import Range, clip, shown_lines, width_of, wrap
from mlv_tui.tui.widgets.glyphs import Glyphs
from mlv_tui.tui.widgets.markdown_blocks import Block, blocks
from mlv_tui.tui.widgets.markdown_inline import Inline, inline
from mlv_tui.tui.widgets.markdown_tables import aligned
from mlv_tui.tui.widgets.pieces import Piece

BODY_LIMIT: Final = 400_000
"""Characters; what is beyond is only counted."""

VERBATIM: Final = ("code", "table", "html")
WHOLE: Final = (*VERBATIM, "rule", "")
"""Kinds of which each block takes one line."""

ITEMS: Final = {"item": "bullet", "task": "task", "done": "task-done"}
"""Each kind of item with the style of its mark."""
STYLES: Final = {"head": "head", "done": "quiet", "quote": "quote", "html": "tag"}

Checklist = tuple[int, int]
"""How many task items are done, and how many there are."""


def checklist(text: str) -> Checklist:
    """Count a body's task items."""
    return _count(blocks(shown_lines(text[:BODY_LIMIT])))


def _count(found: list[Block]) -> Checklist:
    done = sum(block.kind == "done" for block in found)
    return done, done + sum(block.kind == "task" for block in found)


_Line = tuple[Block, Inline | None, Range]
"""A block, its content, and the part of that which stands on this line; None for all of it."""


class MarkdownLines:
    """The lines of one body at one width."""

    def __init__(self, text: str, width: int, glyphs: Glyphs) -> None:
        """Break a body into lines.

        Args:
            text: Markdown, from a plan: anything may be in it.
            width: In cells.
            glyphs: The set of signs.
        """
        self.width = max(width, 8)
        self.glyphs = glyphs
        lines = shown_lines(text[:BODY_LIMIT])
        beyond = len(text) - BODY_LIMIT
        if beyond > 0:
            lines += ["", f"_… {beyond:,} more characters in the plan_"]
        found = blocks(lines)
        self.checklist = _count(found)
        self._lines = [line for block in aligned(found, glyphs) for line in self._broken(block)]

    def __len__(self) -> int:
        """Count the lines."""
        return len(self._lines)

    def line(self, y: int) -> list[Piece]:
        """Return one line's pieces."""
        block, content, part = self._lines[y]
        if block.kind == "rule":
            return [(self.glyphs.rule * self.width, "rule")]
        if block.kind in VERBATIM:
            return self._verbatim(block)
        lead = self._lead(block, is_first=part[0] == 0)
        if content is None:
            content = inline(block.text)
            part = (0, len(content.text))
        return [*lead, *_styled(content, part, STYLES.get(block.kind, ""))]

    def _broken(self, block: Block) -> list[_Line]:
        """Break a block; one that fits as it is written fits as it is shown, and can wait."""
        room = self.width - self._indent(block)
        if block.kind in WHOLE or (len(block.text) <= room and block.text.isascii()):
            return [(block, None, (0, 0))]
        content = inline(block.text)
        parts = wrap(content.text, room)
        return [(block, content, part) for part in parts]

    def _indent(self, block: Block) -> int:
        """Return the cells before a block's text: its lists' indent, and its bar or mark."""
        cells = 2 * block.depth
        if block.kind == "quote":
            cells += 2
        elif block.kind in ITEMS:
            cells += len(self._mark(block)) - 1
        return min(cells, self.width // 2)

    def _mark(self, block: Block) -> str:
        if block.kind == "item":
            return block.mark or self.glyphs.bullet
        return self.glyphs.done if block.kind == "done" else self.glyphs.open

    def _lead(self, block: Block, *, is_first: bool) -> list[Piece]:
        indent = self._indent(block)
        if block.kind == "quote":
            return [(" " * (indent - 2), ""), (self.glyphs.bar + " ", "bar")]
        if block.kind not in ITEMS or not is_first:
            return [(" " * indent, "")]
        mark = self._mark(block)
        return [(" " * (indent - len(mark) - 1), ""), (mark + " ", ITEMS[block.kind])]

    def _verbatim(self, block: Block) -> list[Piece]:
        indent = min(2 * block.depth, self.width // 2)
        room = self.width - indent
        if block.kind == "code":
            text = clip(f" {block.text}", room, self.glyphs.more)
            filled = text + " " * (room - width_of(text))
            return [(" " * indent, ""), (filled, "block")]
        text = clip(block.text, room, self.glyphs.more)
        return [(" " * indent, ""), (text, STYLES.get(block.kind, "table"))]


def _styled(content: Inline, part: Range, base: str) -> Iterator[Piece]:
    """Cut a part out of some content's spans."""
    start, end = part
    text, spans = content.text, content.spans
    for first, last, style in spans[bisect_right(spans, start, key=itemgetter(1)) :]:
        if first >= end:
            break
        yield text[start : max(first, start)], base
        stop = min(last, end)
        yield text[max(first, start) : stop], f"{base} {style}"
        start = stop
    yield text[start:end], base
