"""What speaks for a stored milestone and a heading being the same."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final

from mlv_tui.domain.matching.counted import Counted
from mlv_tui.domain.matching.known import TELLING_TEXT, HeadingKey, Known
from mlv_tui.domain.matching.pairs import Pairs
from mlv_tui.domain.matching.rules import Place, Weighed, weighed, weighed_gone
from mlv_tui.domain.matching.sides import Around, Side
from mlv_tui.domain.matching.texts import Bag, Common, Rarity
from mlv_tui.domain.matching.titles import differ_in_numbers, is_half_typed, title_likeness

_WORTH_COMPARING: Final = 12
"""Characters; a shorter text (`TBD`) says nothing."""
_CLEAR: Final = 0.9
"""From this likeness of lines on, words aren't looked at."""
_LIKE_TITLE: Final = 0.75
_SIMILAR_TITLE: Final = 0.6
_HALF_TITLE: Final = 0.5
_REMOTE_TITLE: Final = 0.4
_CLEAR_BELOW: Final = 0.8
"""From this likeness of what stands below on, titles need have nothing in common."""
_TELLING_LINES: Final = 4
"""Lines of the shorter section before it counts that the longer one contains it."""
_BEGINS_ALIKE: Final = 0.04
"""What an equal first line adds to the score."""
_SAMPLED: Final = 200
"""Texts of headings that are settled, from which it is learned which lines are everywhere."""


class Evidence:
    """Weighs pairs of a stored milestone and a heading that aren't settled yet."""

    def __init__(
        self,
        stored: Side[int],
        read: Side[HeadingKey],
        pairs: Pairs,
        bodies: Mapping[int, str],
        is_common: Callable[[str], bool],
    ) -> None:
        """Compare these.

        Args:
            stored: Every attached milestone of the plans.
            read: Every heading of the plans.
            pairs: What is settled; followed while it grows.
            bodies: Those of the stored ones that aren't settled, and of what is below them.
            is_common: Tells of a slug whether others have it as well.
        """
        self._stored = stored
        self._read = read
        self._pairs = pairs
        self._is_common = is_common
        self._left = Counted(stored, bodies)
        self._right = Counted(read, {key: one.body for key, one in read.by_key.items()})
        self._mine = [key for key in stored.by_key if key not in pairs.heading_of]
        self._loose = [key for key in read.by_key if key not in pairs.matches]
        others = [key for key in read.by_key if key in pairs.matches]
        self._sample = others[:: len(others) // _SAMPLED + 1]
        self._each = -(-len(others) // max(len(self._sample), 1))
        self._lines = self._rarity(self._left.lines, self._right.lines)
        self._words: Rarity | None = None
        self._own: dict[tuple[int, HeadingKey], Common | None] = {}
        self._below: dict[tuple[int, HeadingKey], Common] = {}
        self.look_around()

    def _rarity(self, left: Callable[[int], Bag], right: Callable[[HeadingKey], Bag]) -> Rarity:
        texts: Iterable[Bag] = (*map(left, self._mine), *map(right, self._loose))
        return Rarity(texts, map(right, self._sample), self._each)

    def look_around(self) -> None:
        """Take in what was settled since the last time."""
        matches = self._pairs.matches
        self.around_stored: Around[int] = self._stored.neighbours(self._pairs.heading_of.get)
        self.around_read: Around[HeadingKey] = self._read.neighbours(
            lambda key: key if key in matches else None
        )

    def weigh(self, stored: int, read: HeadingKey) -> Weighed:
        """Say how likely it is that these two are the same."""
        one, two = self._stored.by_key[stored], self._read.by_key[read]
        title = title_likeness(one.title, two.title)
        is_numbered_anew = differ_in_numbers(one.title, two.title)
        if one.detached_at is not None:
            lines = self._left.lines(stored), self._right.lines(read)
            share = Rarity().common(*lines).share if self._is_worth(stored, read) else 0.0
            shorter = min(map(len, lines))
            return weighed_gone(title, share, shorter, is_numbered_anew=is_numbered_anew)
        place = self._place(one, two)
        text = self._text(stored, read, title, place)
        if place.is_the_same and text is None and is_half_typed(one.title, two.title):
            title = max(title, _LIKE_TITLE)
        found = weighed(title, text, place, is_numbered_anew=is_numbered_anew)
        deducted = 0.03 * (one.level != two.level) + 0.05 * (one.plan != two.plan)
        if not found.score:
            return found
        is_added = title >= _LIKE_TITLE and self._begins_alike(stored, read)
        score = found.score + _BEGINS_ALIKE * is_added - deducted
        return found._replace(score=min(max(score, 0.0), 1.0))

    def _begins_alike(self, stored: int, read: HeadingKey) -> bool:
        """Tell whether the first line below both is the same: of two merged texts that is one's."""
        one, two = self._left.lines(stored), self._right.lines(read)
        return bool(one) and next(iter(one)) == next(iter(two), None)

    def _is_worth(self, stored: int, read: HeadingKey) -> bool:
        return min(self._left.size(stored), self._right.size(read)) >= _WORTH_COMPARING

    def _place(self, one: Known[int], two: Known[HeadingKey]) -> Place:
        around = zip(self.around_stored[one.key], self.around_read[two.key], strict=True)
        near = sum(before == after for before, after in around) / 2
        is_same_plan = one.plan == two.plan
        is_common = not is_same_plan and self._is_common(one.slug)
        return Place(self._parent(one, two), near, is_same_plan, is_common)

    def _parent(self, one: Known[int], two: Known[HeadingKey]) -> float:
        if one.parent is None or two.parent is None:
            return float(one.parent is two.parent and one.plan == two.plan)
        above = self._pairs.heading_of.get(one.parent)
        if above is None and two.parent not in self._pairs.matches:
            return 0.5
        return float(above == two.parent)

    def _text(self, stored: int, read: HeadingKey, title: float, place: Place) -> float | None:
        """Compare the texts, or what stands below, the headings there among it, if that says more.

        Returns:
            0 to 1; None where there is too little on both sides.
        """
        common = self._own_text(stored, read)
        sizes = self._left.size(stored), self._right.size(read)
        own = None if common is None else _grown(common, title) * _told(max(sizes), title)
        children = self._stored.children.get(stored, ())
        if not children and read not in self._read.children:
            return own
        if not place.is_same_plan and title < _LIKE_TITLE:
            return own
        below = _grown(self._all_below(stored, read), title)
        if title < _REMOTE_TITLE and not (place.is_the_same and below >= _CLEAR_BELOW):
            return own
        return max(own or 0.0, 0.95 * below, 0.9 * self._followed(children, read, title))

    def _own_text(self, stored: int, read: HeadingKey) -> Common | None:
        if (stored, read) not in self._own:
            self._own[stored, read] = self._common(stored, read)
        return self._own[stored, read]

    def _common(self, stored: int, read: HeadingKey) -> Common | None:
        if not self._is_worth(stored, read):
            longer = max(self._left.size(stored), self._right.size(read))
            return Common() if longer >= TELLING_TEXT else None
        by_line = self._lines.common(self._left.lines(stored), self._right.lines(read))
        if by_line.share >= _CLEAR:
            return by_line
        if self._words is None:
            self._words = self._rarity(self._left.words, self._right.words)
        by_word = self._words.common(self._left.words(stored), self._right.words(read))
        share = max(by_line.share, by_word.share)
        return Common(share, max(by_line.contained, by_word.contained))

    def _all_below(self, stored: int, read: HeadingKey) -> Common:
        if (stored, read) not in self._below:
            one, two = self._left.with_all_below(stored), self._right.with_all_below(read)
            common = self._lines.common(one, two)
            told = _told(max(sum(map(len, one)), sum(map(len, two))), 0.0)
            common = Common(common.share * told, common.contained * told)
            is_telling = min(len(one), len(two)) >= _TELLING_LINES
            self._below[stored, read] = common if is_telling else Common(common.share)
        return self._below[stored, read]

    def _followed(self, children: Sequence[int], read: HeadingKey, title: float) -> float:
        """Tell which share of the children is settled below the heading; parents follow them."""
        below = [self._pairs.heading_of.get(child) for child in children]
        there = sum(1 for key in below if key is not None and self._read.by_key[key].parent == read)
        is_only_one = there == len(children) == 1 and title >= _SIMILAR_TITLE
        return there / len(children) if there > 1 or is_only_one else 0.0


def _told(size: int, title: float) -> float:
    """Say how much a text of so many characters tells, 0 to 1: a short one little by itself."""
    return 1.0 if title >= _HALF_TITLE else min(1.0, size / TELLING_TEXT)


def _grown(common: Common, title: float) -> float:
    """Tell how alike two texts are; where the titles agree, one that grew or shrank is more so."""
    grown = common.share / 2 + 0.45 * common.contained
    return max(common.share, grown) if title >= _SIMILAR_TITLE else common.share
