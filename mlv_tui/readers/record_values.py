"""What a structured file holds: words, lists and tables, each with the line where it stands."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from enum import Enum, auto
from typing import Final, NamedTuple

DEEPEST: Final = 20
"""Of tables and lists within each other; ours need ten."""

_SHOWN: Final = 60
_LINES: Final = 10
"""Lines of other mistakes that are named."""


class Misread(Exception):
    """Something in a file that can't be taken; whoever knows the file's name puts it in front.

    Attributes:
        message: A sentence that begins with the place within the file.
        hint: What to do about it.
        line: 1-based; None for the whole file.
        others: The lines of what else can't be taken.
    """

    def __init__(
        self, message: str, hint: str, line: int | None, others: Sequence[int | None] = ()
    ) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.line = line
        self.others = others

    @property
    def told(self) -> str:
        """The message, and where the other mistakes are."""
        if not self.others:
            return self.message
        lines = [str(one) for one in dict.fromkeys(self.others) if one is not None]
        more = "" if len(lines) <= _LINES else ", …"
        mistakes = "mistake" if len(self.others) == 1 else "mistakes"
        where = f"line{'s' if len(lines) != 1 else ''} {', '.join(lines[:_LINES])}{more}"
        are = "is" if len(self.others) == 1 else "are"
        return f"{self.message} There {are} {len(self.others)} more {mistakes}, in {where}."


def all_of(several: Sequence[Misread]) -> Misread:
    """Make one of several mistakes: the first, with the lines of the others."""
    first, *others = several
    lines = [line for one in others for line in (one.line, *one.others)]
    return Misread(first.message, first.hint, first.line, (*first.others, *lines))


class Kind(Enum):
    """What a word means in its format."""

    NOTHING = auto()
    TEXT = auto()
    NUMBER = auto()
    TRUTH = auto()


class Word(NamedTuple):
    """A text, a number, a date, true or false, or nothing, as the word that is written."""

    text: str
    kind: Kind
    line: int


def whole(word: Word) -> str:
    """Return what a word is, a number without its `.0`: JSON has 1.0 for 1."""
    if word.kind is not Kind.NUMBER:
        return word.text
    number = float(word.text.replace("_", ""))
    return str(int(number)) if number.is_integer() else word.text


class Several(NamedTuple):
    """A list."""

    items: list[Value]
    line: int


class Entry(NamedTuple):
    """What a table has under one key, and the line of the key."""

    line: int
    value: Value


class Table(NamedTuple):
    """Keys and what they have."""

    entries: dict[str, Entry]
    line: int


Value = Word | Several | Table


class Lines:
    """Tells lines as editors count them, whatever else a format takes for a line end."""

    def __init__(self, text: str) -> None:
        """Look for the line ends of a text."""
        self._ends = [found.start() for found in re.finditer("\n", text)]

    def at(self, index: int) -> int:
        """Return the 1-based line of a character, an end belonging to the line that it ends."""
        return bisect_right(self._ends, index - 1) + 1


class Building:
    """Puts values together as a parser goes over them, never deeper than is good."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self.top: Value | None = None
        self._open: list[Table | Several] = []
        self._keys: list[Word | None] = []

    def begin(self, opened: Table | Several) -> None:
        """Go into a table or a list."""
        if len(self._open) == DEEPEST:
            raise too_deep(opened.line)
        if self._wants_key():
            raise Misread("a list or a table is no key.", "A key is a word.", opened.line)
        self._put(opened)
        self._open.append(opened)
        self._keys.append(None)

    def end(self) -> None:
        """Leave the table or list that was begun last."""
        self._open.pop()
        self._keys.pop()

    def word(self, word: Word) -> None:
        """Take a key, or what a key or a list has."""
        if self._wants_key():
            self._refuse_twice(word)
            self._keys[-1] = word
        else:
            self._put(word)

    @property
    def is_at_key(self) -> bool:
        """Whether the next word is a key."""
        return self._wants_key()

    def _wants_key(self) -> bool:
        return bool(self._open) and isinstance(self._open[-1], Table) and self._keys[-1] is None

    def _put(self, value: Value) -> None:
        if not self._open:
            self.top = value
            return
        above, key = self._open[-1], self._keys[-1]
        if isinstance(above, Several):
            above.items.append(value)
        elif key is not None:
            above.entries[key.text] = Entry(key.line, value)
            self._keys[-1] = None

    def _refuse_twice(self, key: Word) -> None:
        above = self._open[-1]
        first = above.entries.get(key.text) if isinstance(above, Table) else None
        if first is not None:
            place = joined(self._path(), shortened(key.text))
            raise Misread(
                f"{place}: it stands here twice, first in line {first.line}.",
                "Keep one of them.",
                key.line,
            )

    def _path(self) -> str:
        path = ""
        for above, below in zip(self._open, [*self._open[1:], None], strict=True):
            if isinstance(above, Several):
                path += f"[{len(above.items) - 1}]" if below is not None else ""
            elif below is not None:
                path = joined(path, shortened(next(reversed(above.entries), "")))
        return path


def joined(path: str, key: str) -> str:
    """Write the path of what stands under a key."""
    return f"{path}.{key}" if path else key


def shortened(text: str) -> str:
    """Make a word from a file fit into a sentence."""
    folded = " ".join(text[: _SHOWN * 4].split())
    return folded if len(folded) <= _SHOWN else f"{folded[: _SHOWN - 1]}…"


def too_deep(line: int) -> Misread:
    """Say that lists or tables stand too deep within each other."""
    return Misread(
        f"lists and tables stand more than {DEEPEST} deep within each other.",
        "A plan has three levels of milestones.",
        line,
    )
