"""Patterns of labels: words, and `*` for any others, compared in bounded time."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from mlv_tui.domain.folding import HUMP, folded

LONGEST: Final = 200
"""Characters of a pattern."""

_LONGEST_LABEL: Final = 400
"""Characters of a label that are looked at."""

_REMEMBERED: Final = 1024
_WORD: Final = re.compile(r"[^\W_]+")
_BETWEEN: Final = re.compile(r"[\W_]+")
_ASCII_SIGNS: Final = bytes(one for one in range(128) if not chr(one).isalnum())


@dataclass(frozen=True, slots=True)
class Label:
    """A label without what doesn't count: case, blanks, signs.

    Attributes:
        text: Its letters and digits.
        edges: The places in it where a word begins or ends; `LineItems` has two words.
    """

    text: str
    edges: frozenset[int]


def squeezed(text: str) -> str:
    """Leave only letters and digits, whatever their case."""
    if text.isascii():  # Every title of a project comes by here.
        return text.encode().lower().translate(None, _ASCII_SIGNS).decode()
    return _BETWEEN.sub("", folded(text))


def label_of(text: str) -> Label:
    """Read a label."""
    edges, words, at = [0], list[str](), 0
    plain = text if text.isascii() else unicodedata.normalize("NFKC", text)
    for word in _WORD.findall(HUMP.sub(" ", plain[:_LONGEST_LABEL])):
        words.append(squeezed(word))
        at += len(words[-1])
        edges.append(at)
    return Label("".join(words), frozenset(edges))


@dataclass(frozen=True, slots=True)
class _Piece:
    """What stands between two stars.

    Attributes:
        text: Its letters and digits.
        begins_word: Whether a word has to begin with it: a blank parts it from the star.
        ends_word: Whether a word has to end with it.
    """

    text: str
    begins_word: bool
    ends_word: bool

    def is_at(self, label: Label, at: int) -> bool:
        """Tell whether it may stand at a place where its text does."""
        edges, end = label.edges, at + len(self.text)
        return not ((self.begins_word and at not in edges) or (self.ends_word and end not in edges))

    def end_in(self, label: Label, first: int, last: int) -> int | None:
        """Find where it ends first between two places; None where it isn't there."""
        at = label.text.find(self.text, first, last)
        while at >= 0:
            if self.is_at(label, at):
                return at + len(self.text)
            at = label.text.find(self.text, at + 1, last)
        return None


@dataclass(frozen=True, slots=True)
class Pattern:
    """A pattern that was understood.

    Attributes:
        pieces: What has to be there, in this order.
        is_from_start: Whether a label has to begin with the first piece.
        is_to_end: Whether it has to end with the last.
    """

    pieces: tuple[_Piece, ...]
    is_from_start: bool
    is_to_end: bool

    @property
    def needle(self) -> str:
        """What every label that it holds for has in it: the longest piece."""
        return max((one.text for one in self.pieces), key=len, default="")

    def holds(self, label: Label) -> bool:
        """Tell whether it holds for a label; the first place that fits is as good as any."""
        if not self.pieces:
            return False
        pieces, first, last = list(self.pieces), 0, len(label.text)
        if len(pieces) == 1 and self.is_from_start and self.is_to_end:
            return label.text == pieces[0].text
        if self.is_from_start:
            piece = pieces.pop(0)
            first = len(piece.text)
            if not (label.text.startswith(piece.text) and piece.is_at(label, 0)):
                return False
        if self.is_to_end:
            piece = pieces.pop()
            last -= len(piece.text)
            if last < first or not label.text.endswith(piece.text) or not piece.is_at(label, last):
                return False
        return _in_turn(pieces, label, first, last)


def _in_turn(pieces: list[_Piece], label: Label, first: int, last: int) -> bool:
    for piece in pieces:
        end = piece.end_in(label, first, last)
        if end is None:
            return False
        first = end
    return True


@lru_cache(maxsize=_REMEMBERED)
def pattern_of(text: str) -> Pattern:
    """Understand a pattern; one without a letter or a digit has no pieces, and holds for none.

    Args:
        text: `Implement Trip Sync` is the whole label; `* trip sync *` holds these words
            anywhere, and `sync*` a word that begins so.
    """
    parts = text[:LONGEST].split("*")
    pieces = [_piece(part, at == 0, at == len(parts) - 1) for at, part in enumerate(parts)]
    return Pattern(
        tuple(one for one in pieces if one.text),
        is_from_start=bool(pieces[0].text),
        is_to_end=bool(pieces[-1].text),
    )


def _piece(part: str, is_first: bool, is_last: bool) -> _Piece:  # noqa: FBT001 - where it stands
    return _Piece(
        label_of(part).text,
        begins_word=is_first or not part[:1].isalnum(),
        ends_word=is_last or not part[-1:].isalnum(),
    )
