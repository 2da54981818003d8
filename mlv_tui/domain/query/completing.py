"""What may stand where the cursor is in a half-typed query."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Final

from mlv_tui.domain.folding import folded
from mlv_tui.domain.forest import Forest
from mlv_tui.domain.query.fields import FIELDS, NAMES, offered
from mlv_tui.domain.query.lexer import FIELD, IN_QUOTES, needs_quotes, quoted
from mlv_tui.domain.query.numbers import parts_of
from mlv_tui.domain.query.offers import Offer

MOST: Final = 50
"""Candidates for one word."""

_BEGUN: Final = rf'"{IN_QUOTES}(?:"|\Z)'
_PIECE: Final = re.compile(rf'(?:{_BEGUN}|[^\s()"])+', re.DOTALL)
_VALUE: Final = re.compile(rf'(?:{_BEGUN}|[^",])+|,', re.DOTALL)
_REST: Final = re.compile(r'[^\s(),"]*')
_REST_OF_QUOTED: Final = re.compile(rf'{IN_QUOTES}"|', re.DOTALL)
_ENOUGH_TO_GUESS: Final = 2
_GUESSED: Final = ("status", "is", "module", "owner", "anchor")


@dataclass(frozen=True, slots=True)
class Candidate:
    """Something that may stand there.

    Attributes:
        text: What to put in, in quotes where it needs them.
        about: What it is, or means.
        count: How many milestones have it; None where that isn't counted.
    """

    text: str
    about: str = ""
    count: int | None = None


@dataclass(frozen=True, slots=True)
class Completions:
    """All that may stand where the cursor is.

    Attributes:
        at: Where what it replaces begins.
        length: How long that is.
        candidates: The likeliest first.
    """

    at: int
    length: int
    candidates: tuple[Candidate, ...]

    def applied(self, text: str, candidate: Candidate) -> tuple[str, int]:
        """Put a candidate in; return the text then, and where the cursor is."""
        before, after = text[: self.at], text[self.at + self.length :]
        return f"{before}{candidate.text}{after}", self.at + len(candidate.text)

    def is_whole(self, text: str) -> bool:
        """Tell whether what stands there is one of them already, not the beginning of one."""
        typed = _unquoted(text[self.at : self.at + self.length])
        return any(_unquoted(one.text) == typed for one in self.candidates)


def complete(text: str, cursor: int, forest: Forest) -> Completions:
    """Tell what may stand where the cursor is: a field, or a value that milestones have.

    Args:
        text: Half typed; need not be a query yet.
        cursor: From 0 to the text's length.
        forest: Whose values are offered.
    """
    cursor = max(0, min(cursor, len(text)))
    start = _start_of_word(text[:cursor])
    field = FIELD.match(text, start, cursor)
    known = NAMES.get(field[1].casefold()) if field else None
    if field is None:
        found = islice(_fields(folded(text[start:cursor]), forest), MOST)
        return Completions(start, _end(text, cursor) - start, tuple(found))
    if known is None:
        return Completions(start, _end(text, cursor) - start, ())
    return _values(text, cursor, field.end(), offered(forest, known.name))


def _start_of_word(before: str) -> int:
    """Find where the word begins that ends at the cursor; a minus in front isn't part of it."""
    start = len(before)
    for piece in _PIECE.finditer(before):
        if piece.end() == len(before):
            start = piece.start()
    while before.startswith("-", start):
        start += 1
    return start


def _fields(begun: str, forest: Forest) -> Iterator[Candidate]:
    """Offer the fields that begin so, then terms whose value does."""
    for field in FIELDS:
        if any(name.startswith(begun) for name in (field.name, *field.aliases)):
            yield Candidate(f"{field.name}:", field.about)
    for name in _GUESSED if len(begun) >= _ENOUGH_TO_GUESS else ():
        yield from _terms(name, begun, offered(forest, name))


def _terms(name: str, begun: str, offers: Sequence[Offer]) -> Iterator[Candidate]:
    meanings = _meanings(offers)
    for offer in offers:
        if folded(offer.text).startswith(begun):
            yield Candidate(f"{name}:{_written(offer, meanings)}", offer.about, offer.count)


def _values(text: str, cursor: int, start: int, offers: Sequence[Offer]) -> Completions:
    """Offer values for the one that the cursor is in; those given before it aren't again."""
    given: set[str] = set()
    at = start
    for piece in _VALUE.finditer(text, start, cursor):
        if piece[0] == ",":
            given.add(_unquoted(text[at : piece.start()]))
            at = piece.end()
    typed = text[at:cursor]
    left = [offer for offer in offers if folded(offer.text) not in given]
    found = _matching(left, _unquoted(typed))
    sign, bound = parts_of(typed)
    if sign and not found:
        at += len(sign)
        found = _matching([one for one in left if one.text.isdecimal()], bound)
    meanings = _meanings(offers)
    candidates = (Candidate(_written(one, meanings), one.about, one.count) for one in found[:MOST])
    return Completions(at, _end(text, cursor, is_quoted=typed[:1] == '"') - at, tuple(candidates))


def _matching(offers: Sequence[Offer], begun: str) -> list[Offer]:
    """Choose those that begin so, then those that hold it anywhere."""
    first: list[Offer] = []
    others: list[Offer] = []
    for one in offers:
        at = folded(one.text).find(begun)
        if at >= 0:
            (others if at else first).append(one)
    return first + others


def _meanings(offers: Iterable[Offer]) -> set[str]:
    """Return the words that mean something else than themselves."""
    return {one.text for one in offers if one.is_word}


def _written(offer: Offer, meanings: Collection[str]) -> str:
    """Write a value so that it means itself."""
    if offer.is_word:
        return offer.text
    is_taken = folded(offer.text) in meanings or "*" in offer.text
    return quoted(offer.text) if is_taken or needs_quotes(offer.text) else offer.text


def _unquoted(typed: str) -> str:
    return folded(typed.strip('"'))


def _end(text: str, cursor: int, *, is_quoted: bool = False) -> int:
    """Find where the word, or the value in quotes, ends that the cursor is in."""
    found = (_REST_OF_QUOTED if is_quoted else _REST).match(text, cursor)
    return found.end() if found else cursor
