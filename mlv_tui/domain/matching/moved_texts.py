"""Texts that went on under another title while theirs was given to something else."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from mlv_tui.domain.matching import signs
from mlv_tui.domain.matching.known import HeadingKey, Key, Known
from mlv_tui.domain.matching.order_marks import stem
from mlv_tui.domain.matching.passes import Passes
from mlv_tui.domain.matching.stored import Stored
from mlv_tui.domain.matching.texts import Rarity, is_told, lines_of, words_of
from mlv_tui.domain.matching.titles import core_title, differ_in_numbers

_LIKE_WORDS: Final = 0.3
"""From this share of equal words on, a text may be the old one filled in."""

_LIKE_TITLE: Final = 0.5
"""The share of equal words from which on a title may be the old one, changed."""

_Moved = tuple[Known[int], Known[HeadingKey]]
"""A milestone, and the heading that has its text."""


def follow_texts(passes: Passes, stored: Stored) -> None:
    """Take a text that is unchanged below another title, though a title speaks against it.

    Either its old title stands over a new text now, or its new title stood over one that is gone.
    Only where the text is like no other, and nothing is left of it, or of the other, there: a
    template that was filled in, or a section that was split, keeps its title.
    """
    moved = _Texts(passes.left, passes.unknown, stored).moved()
    passes.take_pairs(moved, signs.MOVED_ON)


class _Texts:
    """What is said before and after."""

    def __init__(
        self, left: Sequence[Known[int]], unknown: Sequence[Known[HeadingKey]], stored: Stored
    ) -> None:
        self._given = stored
        self._stored, self._read = left, unknown
        self._before, self._after = _titled(left), _titled(unknown)

    def moved(self) -> list[_Moved]:
        """List what is sure."""
        found = [pair for pair in self._found() if not self._given.is_said(pair[0].text)]
        if not found:
            return []
        wanted = {one.key for one, _ in found}
        wanted |= {one.key for one in (self._before.get(_name(two)) for _, two in found) if one}
        texts = self._given.texts_of(sorted(wanted))
        bodies = {key: text.body for key, text in texts.items()}
        return [pair for pair in found if self._is_sure(*pair, bodies)]

    def _found(self) -> Iterator[_Moved]:
        """Yield equal texts, each alone with its, where a title says something else."""
        if self._before.keys().isdisjoint(self._after):
            return
        before, after = _said_once(self._stored), _said_once(self._read)
        for text, two in after.items():
            one = before.get(text)
            if one is None or (one.plan, one.level) != (two.plan, two.level):
                continue
            if _name(one) != _name(two) and self._is_disputed(one, two):
                yield one, two

    def _is_disputed(self, one: Known[int], two: Known[HeadingKey]) -> bool:
        """Tell whether titles speak against it, and could be wrong."""
        has_stayed, was_there = _name(one) in self._after, _name(two) in self._before
        is_numbered = bool(stem(one.title)) and stem(one.title) == stem(two.title)
        if was_there and not is_numbered:
            return False
        if not has_stayed:
            return was_there
        namesake = self._after[_name(one)]
        if namesake is None or not (namesake.text or is_numbered):
            return False
        return _is_like(one.title, two.title)

    def _is_sure(self, one: Known[int], two: Known[HeadingKey], bodies: Mapping[int, str]) -> bool:
        """Tell whether the texts that stand, or stood, below these titles are others."""
        namesake, other = self._after.get(_name(one)), self._before.get(_name(two))
        body = bodies.get(one.key, "")
        now = "" if namesake is None else namesake.body
        was = "" if other is None else bodies.get(other.key, "")
        return is_told(body) and _is_another(body, now) and _is_another(body, was)


def _name(one: Known[Key]) -> tuple[str, str]:
    return one.plan, one.slug


def _is_like(title: str, other: str) -> bool:
    """Tell whether two titles say much the same, and not another number of it."""
    one, two = _said_in(title), _said_in(other)
    common = 2 * len(one & two) / max(len(one) + len(two), 1)
    return common >= _LIKE_TITLE and not differ_in_numbers(title, other)


def _said_in(title: str) -> set[str]:
    return {word for word in words_of(core_title(title)) if not word.isdigit()}


def _titled(ones: Iterable[Known[Key]]) -> dict[tuple[str, str], Known[Key] | None]:
    """Give the headings by their titles, None where several have it."""
    found: dict[tuple[str, str], Known[Key] | None] = {}
    for one in ones:
        found[one.plan, one.slug] = None if (one.plan, one.slug) in found else one
    return found


def _said_once(ones: Sequence[Known[Key]]) -> dict[str, Known[Key]]:
    counts = Counter(one.text for one in ones)
    return {one.text: one for one in ones if one.text and counts[one.text] == 1}


def _is_another(text: str, other: str) -> bool:
    """Tell whether two texts have nothing in common."""
    if not lines_of(text).keys().isdisjoint(lines_of(other)):
        return False
    return Rarity().common(words_of(text), words_of(other)).share < _LIKE_WORDS
