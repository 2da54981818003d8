"""Headings of a plan whose numbers moved: they are told by what they say besides the number."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Hashable, Iterator, Mapping, Sequence

from mlv_tui.domain.matching import signs
from mlv_tui.domain.matching.known import HeadingKey, Known
from mlv_tui.domain.matching.moved_numbers import (
    Family,
    MovedNumbers,
    families,
    family,
    may_have_moved,
    run_through,
)
from mlv_tui.domain.matching.order_marks import number, stem
from mlv_tui.domain.matching.passes import Passes
from mlv_tui.domain.matching.titles import differ_in_numbers


class NumberedAnew:
    """Recognises `2.1 Design` as what was `3.1 Design` where the numbers around it moved.

    A number is no sign there: what has another number may have the text, and stand below the
    heading that it stood below before. Where none of the surer headings around changed its
    number, titles are what they say.
    """

    def __init__(self, passes: Passes, attached: Sequence[Known[int]]) -> None:
        """Find out which headings have numbers that moved.

        Args:
            passes: What is known already; what has a title of its own is taken.
            attached: What headings may be recognised as.
        """
        self._passes = passes
        self._all = attached, passes.asked
        self._stored: Mapping[int, Known[int]] = {}
        self._read: Mapping[HeadingKey, Known[HeadingKey]] = {}
        if self._has_other_numbers() or may_have_moved((passes.left, passes.unknown)):
            weak = families(self._all)
            if weak:
                self._take_the_others(weak)
                self._find_out(weak)

    def others(self) -> tuple[list[Known[int]], list[Known[HeadingKey]]]:
        """List what isn't among these."""
        stored, read = self._all
        return (
            [one for one in stored if one.key not in self._stored],
            [one for one in read if one.key not in self._read],
        )

    def take(self) -> None:
        """Take what says the same below the same parent, from the surest sign to the weakest."""
        if not self._stored or not self._read:
            return
        passes = self._passes
        passes.go_on_with(self._stored.values(), self._read.values())
        passes.take_below(signs.BELOW_WITH_TEXT)
        passes.take(signs.TEXT)
        passes.take_pairs(list(self._followed()), signs.FOLLOWED)
        passes.take_below(signs.BELOW_WITH_TEXT, signs.BELOW)
        passes.take_in_order(signs.TWIN_BELOW)
        passes.take_below(signs.BELOW_WITH_TEXT, signs.BELOW)

    def _take_the_others(self, weak: Collection[Family]) -> None:
        stored, read = self._all
        passes = self._passes
        passes.go_on_with(
            [one for one in stored if family(one) not in weak],
            [one for one in read if family(one) not in weak],
        )
        passes.take(signs.TITLE)
        passes.take(signs.LETTER)
        passes.take_agreed(
            signs.NUMBERED, lambda one, two: not differ_in_numbers(one.title, two.title)
        )

    def _find_out(self, weak: Collection[Family]) -> None:
        stored, read = MovedNumbers(self._all[0]), MovedNumbers(self._all[1])
        for one, two in self._renumbered(stored.ones, read.ones):
            stored.learn(one, two.title)
            read.learn(two, one.title)
        moved = stored.renamed(weak).keys() | read.renamed(weak).keys()
        for one, two in run_through(self._all, weak, self._passes.pairs):
            if one.key not in moved and two.key not in moved:
                for above, there in self._parents(one, two):
                    stored.learn_of_all_below(above)
                    read.learn_of_all_below(there)
        self._stored = stored.renamed(weak)
        self._read = read.renamed(weak)
        self._passes.pairs.uncertain |= self._stored.keys()
        self._passes.pairs.numberless |= stored.numberless

    def _parents(
        self, one: Known[int], two: Known[HeadingKey]
    ) -> Iterator[tuple[Hashable, Hashable]]:
        """Yield what stands above both, each as it was and as it is."""
        pairs = self._passes.pairs
        if one.parent is not None and two.parent is not None:
            yield one.parent, pairs.heading_of[one.parent]
            yield pairs.milestone_of[two.parent], two.parent

    def _has_other_numbers(self) -> bool:
        if not self._passes.pairs.matches:
            return False
        stored, read = self._all
        renumbered = self._renumbered(
            {one.key: one for one in stored}, {one.key: one for one in read}
        )
        return any(True for _ in renumbered)

    def _renumbered(
        self, stored: Mapping[int, Known[int]], read: Mapping[HeadingKey, Known[HeadingKey]]
    ) -> Iterator[tuple[Known[int], Known[HeadingKey]]]:
        """Yield what is recognised already, and has another number."""
        for key, match in self._passes.pairs.matches.items():
            one, two = stored[match.milestone_id], read[key]
            if stem(one.title) == stem(two.title) and number(one.title) != number(two.title):
                yield one, two

    def _followed(self) -> Iterator[tuple[Known[int], Known[HeadingKey]]]:
        """Yield what stands over headings that stood together, and only over these."""
        stored, read = ({one.key: one.parent for one in side} for side in self._all)
        matches = self._passes.pairs.matches.items()
        over = dict.fromkeys((stored[match.milestone_id], read[key]) for key, match in matches)
        heirs, origins = Counter(one for one, _ in over), Counter(two for _, two in over)
        left = {one.key: one for one in self._passes.left}
        unknown = {one.key: one for one in self._passes.unknown}
        for above, there in over:
            if above in left and there in unknown and heirs[above] == origins[there] == 1:
                one, two = left[above], unknown[there]
                if one.title == two.title:
                    yield one, two
