"""What speaks for a stored milestone and a heading being the same."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final, NamedTuple

from mlv_tui.domain.matching.compared import Compared
from mlv_tui.domain.matching.counted import Counted
from mlv_tui.domain.matching.known import HeadingKey, Known
from mlv_tui.domain.matching.order_marks import stem
from mlv_tui.domain.matching.pairs import Pairs
from mlv_tui.domain.matching.rules import Place, Weighed, may_be_enough, weighed, weighed_gone
from mlv_tui.domain.matching.sides import Around, Side
from mlv_tui.domain.matching.titles import differ_in_numbers, is_half_typed, likeness

_LIKE_TITLE: Final = 0.75
_SIMILAR_TITLE: Final = 0.6
_REMOTE_TITLE: Final = 0.4
_CLEAR_BELOW: Final = 0.8
"""From this likeness of what stands below on, titles need have nothing in common."""
_BEGINS_ALIKE: Final = 0.04
"""What an equal first line adds to the score."""
_NOTHING: Final = Weighed(0.0, 0.0, None)


class _Alike(NamedTuple):
    """What stays the same about a pair, whatever else is settled: its titles and own texts."""

    title: float
    text: float | None


class Evidence:
    """Weighs pairs of a stored milestone and a heading that aren't settled yet."""

    def __init__(
        self,
        stored: Side[int],
        read: Side[HeadingKey],
        pairs: Pairs,
        body_of: Callable[[int], str],
        is_common: Callable[[str], bool],
    ) -> None:
        """Compare these.

        Args:
            stored: Every attached milestone of the plans.
            read: Every heading of the plans.
            pairs: What is settled; followed while it grows.
            body_of: Gives the body of a stored one that isn't settled, or is below such a one.
            is_common: Tells of a slug whether others have it as well.
        """
        self._stored = stored
        self._read = read
        self._pairs = pairs
        self._is_common = is_common
        self.left = Counted(stored, body_of)
        self.right = Counted(read, lambda key: read.known(key).body)
        loose = self._loose()
        settled = [key for key in read.keys if key in pairs.milestone_of]
        self._texts = Compared((self.left, self.right), loose, settled)
        self._alike: dict[tuple[int, HeadingKey], _Alike] = {}
        self.look_around()

    def _loose(self) -> tuple[Sequence[int], Sequence[HeadingKey]]:
        known, matches = self._pairs.heading_of, self._pairs.milestone_of
        return (
            [key for key in self._stored.keys if key not in known],
            [key for key in self._read.keys if key not in matches],
        )

    def look_around(self) -> None:
        """Take in what was settled since the last time."""
        stored, read = self._loose()
        self.around_stored: Around[int] = self._stored.neighbours(
            stored, self._pairs.heading_of.__getitem__
        )
        self.around_read: Around[HeadingKey] = self._read.neighbours(read, lambda key: key)

    def weigh(self, stored: int, read: HeadingKey) -> Weighed | None:
        """Say how likely it is that these two are the same.

        Returns:
            None where nothing that may be settled yet can make it enough.
        """
        one, two = self._stored.known(stored), self._read.known(read)
        alike = self._alike.get((stored, read)) or self._compare(one, two)
        if one.detached_at is not None:
            return self._weigh_gone(one, two, alike.title)
        has_below = self.left.has_below(stored) or self.right.has_below(read)
        text = self._text(one, two, alike) if has_below else alike.text
        if not self._may_be_enough(one, two, alike.title, text):
            return _NOTHING if has_below else None
        self._alike[stored, read] = alike
        return self._weigh(one, two, alike.title, text)

    def _compare(self, one: Known[int], two: Known[HeadingKey]) -> _Alike:
        title = self._title(one, two)
        if one.detached_at is not None:
            return _Alike(title, None)
        return _Alike(title, self._texts.own(one.key, two.key, title))

    def _title(self, one: Known[int], two: Known[HeadingKey]) -> float:
        if one.key in self._pairs.numberless and stem(one.title) == stem(two.title):
            return 1.0
        return likeness(self.left.title(one.key), self.right.title(two.key))

    def _may_be_enough(
        self, one: Known[int], two: Known[HeadingKey], title: float, text: float | None
    ) -> bool:
        is_typed = text is None and is_half_typed(one.title, two.title)
        return may_be_enough(max(title, _LIKE_TITLE) if is_typed else title, text)

    def _weigh(
        self, one: Known[int], two: Known[HeadingKey], title: float, text: float | None
    ) -> Weighed:
        place = self._place(one, two)
        if place.is_the_same and text is None and is_half_typed(one.title, two.title):
            title = max(title, _LIKE_TITLE)
        is_numbered_anew = differ_in_numbers(one.title, two.title) or (
            self._is_uncertain(one, two, place, text)
        )
        found = weighed(title, text, place, is_numbered_anew=is_numbered_anew)
        deducted = 0.03 * (one.level != two.level) + 0.05 * (one.plan != two.plan)
        if not found.score:
            return found
        is_added = title >= _LIKE_TITLE and self._begins_alike(one.key, two.key)
        score = found.score + _BEGINS_ALIKE * is_added - deducted
        return found._replace(score=min(max(score, 0.0), 1.0))

    def _is_uncertain(
        self, one: Known[int], two: Known[HeadingKey], place: Place, text: float | None
    ) -> bool:
        """Tell whether a title is no sign by itself, since numbers moved."""
        if one.key not in self._pairs.uncertain or stem(one.title) != stem(two.title):
            return False
        return place.parent < 1 or (text is None and one.key in self._pairs.numberless)

    def _weigh_gone(self, one: Known[int], two: Known[HeadingKey], title: float) -> Weighed:
        telling = self._texts.telling_lines(one.key, two.key)
        share = self._texts.equal_lines(one.key, two.key)
        is_numbered_anew = differ_in_numbers(one.title, two.title)
        return weighed_gone(title, share, telling, is_numbered_anew=is_numbered_anew)

    def _begins_alike(self, stored: int, read: HeadingKey) -> bool:
        """Tell whether the first line below both is the same: of two merged texts that is one's."""
        one, two = self.left.lines(stored), self.right.lines(read)
        return bool(one) and next(iter(one)) == next(iter(two), None)

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
        if above is None and two.parent not in self._pairs.milestone_of:
            return 0.5
        return float(above == two.parent)

    def _text(self, one: Known[int], two: Known[HeadingKey], alike: _Alike) -> float | None:
        """Compare the texts, or what stands below, the headings there among it, if that says more.

        Returns:
            0 to 1; None where there is too little on both sides.
        """
        title, own = alike
        if title < _LIKE_TITLE and one.plan != two.plan:
            return own
        if title < _REMOTE_TITLE and not self._place(one, two).is_the_same:
            return own
        below = self._texts.below(one.key, two.key, title)
        if title < _REMOTE_TITLE and below < _CLEAR_BELOW:
            return own
        return max(own or 0.0, 0.95 * below, 0.9 * self._followed(one.key, two.key, title))

    def _followed(self, stored: int, read: HeadingKey, title: float) -> float:
        """Tell which share of the children is settled below the heading; parents follow them."""
        children = self._stored.children.get(stored, ())
        below = [self._pairs.heading_of.get(child) for child in children]
        parents = [self._read.known(key).parent for key in below if key is not None]
        there = parents.count(read)
        is_only_one = there == len(children) == 1 and title >= _SIMILAR_TITLE
        return there / len(children) if there > 1 or is_only_one else 0.0
