"""The blocks that are direct children of a document, one step each."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from enum import Enum, auto
from typing import Final, NamedTuple

from mlv_tui.readers.containers import after_item, after_quote
from mlv_tui.readers.html_starts import html_end
from mlv_tui.readers.interruptions import interrupts_paragraph
from mlv_tui.readers.leaves import (
    atx_heading,
    begins_item,
    closes_fence,
    fence_opened,
    is_blank,
    is_rule,
    is_underline,
    unindented,
)
from mlv_tui.readers.references import after_references


class Kind(Enum):
    """What a block is."""

    BLANK = auto()
    CODE = auto()
    FENCE = auto()
    HEADING = auto()
    HTML = auto()
    ITEM = auto()
    PARAGRAPH = auto()
    QUOTE = auto()
    RULE = auto()


class FoundHeading(NamedTuple):
    """A heading of the document itself (a tuple: there are ten thousand of them).

    Attributes:
        level: 1 to 6.
        raw: Its text as written, several lines for some that are underlined.
        line: The 0-based line where its text begins.
        below: The 0-based line behind it.
    """

    level: int
    raw: str
    line: int
    below: int


class Block(NamedTuple):
    """Lines `first` to `end` (0-based, `end` not included)."""

    kind: Kind
    first: int
    end: int


class Steps:
    """Goes over a document's lines block by block, keeping the headings it meets."""

    __slots__ = ("headings", "kind", "lines")

    def __init__(self, lines: list[str]) -> None:
        """Take a document's lines, without line ends."""
        self.lines = lines
        self.headings: list[FoundHeading] = []
        self.kind = Kind.BLANK

    def step(self, at: int) -> int:
        """Return the line behind the block that begins at line `at`."""
        line = self.lines[at]
        return _READERS.get(line[:1], _paragraph)(self, at, line)

    def run(self, at: int) -> None:
        """Go from line `at` to the end."""
        # Tens of thousands of blocks: what `step` does, without its calls and for blank lines less.
        lines, end, reader = self.lines, len(self.lines), _READERS.get
        while at < end:
            line = lines[at]
            at = reader(line[0], _paragraph)(self, at, line) if line else at + 1


def blocks(lines: list[str]) -> Iterator[Block]:
    """Give the blocks of a document in turn, blank lines too; a list is several items."""
    steps, at = Steps(lines), 0
    while at < len(lines):
        end = steps.step(at)
        yield Block(steps.kind, at, end)
        at = end


_SUSPECT: Final = frozenset(("", *" \t>#`~<_-+*=01"))


def _blank(steps: Steps, at: int, _line: str) -> int:
    steps.kind = Kind.BLANK
    return at + 1


def _indented(steps: Steps, at: int, line: str) -> int:
    rest = unindented(line)
    if rest:
        return _READERS.get(rest[0], _paragraph)(steps, at, rest)
    steps.kind = Kind.BLANK if is_blank(line) else Kind.CODE
    return at + 1


def _heading(steps: Steps, at: int, rest: str) -> int:
    found = atx_heading(rest)
    if found is None:
        return _paragraph(steps, at, rest)
    steps.kind = Kind.HEADING
    steps.headings.append(FoundHeading(found[0], found[1], at, at + 1))
    return at + 1


def _fence(steps: Steps, at: int, rest: str) -> int:
    marks = fence_opened(rest)
    if marks is None:
        return _paragraph(steps, at, rest)
    steps.kind = Kind.FENCE
    lines = steps.lines
    for following in range(at + 1, len(lines)):
        line = lines[following]
        if marks in line and closes_fence(unindented(line) or "", marks):
            return following + 1
    return len(lines)


def _html(steps: Steps, at: int, rest: str) -> int:
    end = html_end(rest)
    if end is None:
        return _paragraph(steps, at, rest)
    steps.kind = Kind.HTML
    is_end = end.search
    lines = steps.lines
    for following in range(at, len(lines)):
        if is_end(lines[following]):
            return following + 1
    return len(lines)


def _quote(steps: Steps, at: int, _rest: str) -> int:
    steps.kind = Kind.QUOTE
    return after_quote(steps.lines, at)


def _rule_or_item(steps: Steps, at: int, rest: str) -> int:
    if is_rule(rest):
        steps.kind = Kind.RULE
        return at + 1
    return _item(steps, at, rest)


def _item(steps: Steps, at: int, rest: str) -> int:
    if not begins_item(rest):
        return _paragraph(steps, at, rest)
    steps.kind = Kind.ITEM
    return after_item(steps.lines, at)


def _paragraph(steps: Steps, at: int, _rest: str) -> int:
    steps.kind = Kind.PARAGRAPH
    lines = steps.lines
    for following in range(at + 1, len(lines)):
        line = lines[following]
        if line[:1] in _SUSPECT:
            if not line:
                return following
            end = _paragraph_end(steps, at, following)
            if end:
                return end
    return len(lines)


def _paragraph_end(steps: Steps, first: int, at: int) -> int:
    # The line behind the paragraph (or the heading it becomes); 0 while it goes on.
    line = steps.lines[at]
    rest = unindented(line)
    if not rest:
        return at if is_blank(line) else 0
    if is_underline(rest):
        return _underlined(steps, first, at, rest)
    return at if interrupts_paragraph(rest) else 0


def _underlined(steps: Steps, first: int, at: int, rest: str) -> int:
    text = [line.strip(" \t") for line in steps.lines[first:at]]
    gone = _definition_lines(text)
    if gone == len(text):
        return at
    steps.kind = Kind.HEADING
    level = 1 if rest[0] == "=" else 2
    steps.headings.append(FoundHeading(level, "\n".join(text[gone:]), first + gone, at + 1))
    return at + 1


def _definition_lines(text: list[str]) -> int:
    # Definitions end with their line, but for the last line of a paragraph.
    if text[0][0] != "[":
        return 0
    joined = "\n".join(text)
    end = after_references(joined)
    return len(text) if end == len(joined) else joined.count("\n", 0, end)


_READERS: Final[dict[str, Callable[[Steps, int, str], int]]] = (
    {"": _blank, " ": _indented, "\t": _indented}
    | {"#": _heading, "`": _fence, "~": _fence, "<": _html, ">": _quote, "_": _rule_or_item}
    | dict.fromkeys("-+*", _rule_or_item)
    | dict.fromkeys("0123456789", _item)
)
