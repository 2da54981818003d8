"""How much the texts of a milestone and of a heading have in common."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Final

from mlv_tui.domain.matching.counted import Counted
from mlv_tui.domain.matching.known import TELLING_TEXT, HeadingKey
from mlv_tui.domain.matching.texts import Bag, Common, Rarity

_WORTH_COMPARING: Final = 12
"""Characters; a shorter text (`TBD`) says nothing."""
_CLEAR: Final = 0.9
"""From this likeness of lines on, words aren't looked at."""
_SIMILAR_TITLE: Final = 0.6
_HALF_TITLE: Final = 0.5
_TELLING_LINES: Final = 4
"""Lines of the shorter section before it counts that the longer one contains it."""
_SAMPLED: Final = 200
"""Texts of headings that are settled, from which it is learned which lines are everywhere."""


class Compared:
    """Compares texts; lines and words that are everywhere count little."""

    def __init__(
        self,
        sides: tuple[Counted[int], Counted[HeadingKey]],
        loose: tuple[Sequence[int], Sequence[HeadingKey]],
        settled: Sequence[HeadingKey],
    ) -> None:
        """Learn what is everywhere.

        Args:
            sides: The texts of milestones and of headings.
            loose: What isn't settled of both.
            settled: The headings that are.
        """
        self._left, self._right = sides
        self._loose = loose
        self._sample = settled[:: len(settled) // _SAMPLED + 1]
        self._each = -(-len(settled) // max(len(self._sample), 1))
        self._lines = self._rarity(self._left.lines, self._right.lines)
        self._words: Rarity | None = None
        self._plain = Rarity()
        self._below: dict[tuple[int, HeadingKey], Common] = {}

    def _rarity(self, left: Callable[[int], Bag], right: Callable[[HeadingKey], Bag]) -> Rarity:
        texts: Iterable[Bag] = (*map(left, self._loose[0]), *map(right, self._loose[1]))
        return Rarity(texts, map(right, self._sample), self._each)

    def own(self, stored: int, read: HeadingKey, title: float) -> float | None:
        """Compare what is right below both.

        Args:
            stored: The milestone.
            read: The heading.
            title: How alike the titles are, 0 to 1.

        Returns:
            0 to 1; None where there is too little on both sides.
        """
        one, two = self._left.size(stored), self._right.size(read)
        longer, shorter = (one, two) if one > two else (two, one)
        if shorter >= _WORTH_COMPARING:
            return _grown(self._common(stored, read), title) * _told(longer, title)
        return 0.0 if longer >= TELLING_TEXT else None

    def below(self, stored: int, read: HeadingKey, title: float) -> float:
        """Compare all that is below both, the headings there among it, 0 to 1."""
        if (stored, read) not in self._below:
            self._below[stored, read] = self._all_below(stored, read)
        return _grown(self._below[stored, read], title)

    def equal_lines(self, stored: int, read: HeadingKey) -> float:
        """Tell which share of the lines is the same, however many texts have them, 0 to 1."""
        if min(self._left.size(stored), self._right.size(read)) < _WORTH_COMPARING:
            return 0.0
        return self._plain.common(self._left.lines(stored), self._right.lines(read)).share

    def telling_lines(self, stored: int, read: HeadingKey) -> int:
        """Count the lines that both texts have, and no other text."""
        return self._lines.rare(self._left.lines(stored), self._right.lines(read))

    def _common(self, stored: int, read: HeadingKey) -> Common:
        by_line = self._lines.common(self._left.lines(stored), self._right.lines(read))
        if by_line.share >= _CLEAR:
            return by_line
        if self._words is None:
            self._words = self._rarity(self._left.words, self._right.words)
        by_word = self._words.common(self._left.words(stored), self._right.words(read))
        if by_line.share == by_line.contained == 0.0:
            return by_word
        share = max(by_line.share, by_word.share)
        return Common(share, max(by_line.contained, by_word.contained))

    def _all_below(self, stored: int, read: HeadingKey) -> Common:
        one, two = self._left.with_all_below(stored), self._right.with_all_below(read)
        common = self._lines.common(one, two)
        told = _told(max(sum(map(len, one)), sum(map(len, two))), 0.0)
        is_telling = min(len(one), len(two)) >= _TELLING_LINES
        return Common(common.share * told, common.contained * told * is_telling)


def _told(size: int, title: float) -> float:
    """Say how much a text of so many characters tells, 0 to 1: a short one little by itself."""
    return 1.0 if title >= _HALF_TITLE else min(1.0, size / TELLING_TEXT)


def _grown(common: Common, title: float) -> float:
    """Tell how alike two texts are; where the titles agree, one that grew or shrank is more so."""
    if title < _SIMILAR_TITLE:
        return common.share
    return max(common.share, common.share / 2 + 0.45 * common.contained)
