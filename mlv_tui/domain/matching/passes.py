"""The headings that are still unknown, and how passes recognise them by exact signs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Hashable, Iterable, Mapping, Sequence
from operator import attrgetter
from typing import Final

from mlv_tui.domain.matching.known import HeadingKey, Key, Known
from mlv_tui.domain.matching.pairs import Pairs
from mlv_tui.domain.matching.signs import Sign, number_aside
from mlv_tui.domain.matching.stored import Settled

_SAID: Final = attrgetter("plan", "slug", "text")
_NOTHING: Final = (None, "", False)
"""What stands for a heading that hasn't got a sign."""

Named = tuple[Sequence[Known[int]], Sequence[Known[HeadingKey]]]
"""Milestones and headings, both in file order."""


class Passes:
    """Each pass takes only what is unambiguous."""

    def __init__(self, read: Sequence[Known[HeadingKey]], settled: Settled | None = None) -> None:
        """Begin with all these headings unknown, and with what is known from the start."""
        self.pairs = Pairs(settled.milestones if settled else {})
        repeated: Mapping[Sign, Collection[Hashable]] = settled.repeated if settled else {}
        self._repeated = repeated
        self._twins = settled.twins if settled else ()
        self.asked = read
        self._stored: dict[int, Known[int]] = {}
        self._read = {one.key: one for one in read}
        self._namesakes: Named | None = None

    @property
    def unknown(self) -> Sequence[Known[HeadingKey]]:
        """The headings that no pass took."""
        return [one for key, one in self._read.items() if key not in self.pairs.milestone_of]

    @property
    def left(self) -> Sequence[Known[int]]:
        """Of the milestones that are looked for, those that no pass took."""
        return [one for key, one in self._stored.items() if key not in self.pairs.heading_of]

    def go_on_with(
        self, stored: Iterable[Known[int]], read: Iterable[Known[HeadingKey]] | None = None
    ) -> None:
        """Look for these from here on, those aside that a pass took.

        Args:
            stored: What headings may be recognised as.
            read: The headings; None for all that are asked about.
        """
        known, matches = self.pairs.heading_of, self.pairs.milestone_of
        asked = self.asked if read is None else read
        self._stored = {one.key: one for one in stored if one.key not in known}
        self._read = {one.key: one for one in asked if one.key not in matches}
        self._namesakes = None

    def take(self, sign: Sign) -> int:
        """Match every sign that stands once on each side; say how many did."""
        return self._take(sign, *self._which_may_have(sign))

    def take_below(self, *wanted: Sign) -> None:
        """Take signs that need a matched parent, down the levels until nothing more is found."""
        while sum(self.take(sign) for sign in wanted):
            pass

    def take_in_order(self, sign: Sign) -> None:
        """Match equal signs by their order, only where as many are left on both sides."""
        stored, read = self._which_may_have(sign)
        before = _grouped(self._signed_stored(sign, stored), stored)
        after = _grouped(self._signed_read(sign, read), read)
        for name, headings in after.items():
            if len(headings) == len(before.get(name, ())):
                self._keep(zip(before[name], headings, strict=True), sign)

    def take_shifted(self, sign: Sign) -> None:
        """Take texts that went on under other numbers, only where several did.

        A single one may be a template's text below a new number, the old one's being written.
        """
        before = {*map(_SAID, self._stored.values()), *self._twins}
        after = {*map(_SAID, self._read.values()), *self._twins}
        if before <= after or after <= before:
            return
        gone = [one for one in self._stored.values() if _SAID(one) not in after]
        new = [one for one in self._read.values() if _SAID(one) not in before]
        stored = _alone([sign.of(one, None) for one in gone], gone)
        headings = _alone([sign.of(one, None) for one in new], new)
        pairs = [(stored[name], one) for name, one in headings.items() if name in stored]
        several = Counter(number_aside(one) for one, _ in pairs)
        self._keep((pair for pair in pairs if several[number_aside(pair[0])] > 1), sign)

    def take_agreed(
        self, sign: Sign, agree: Callable[[Known[int], Known[HeadingKey]], bool]
    ) -> None:
        """Take a sign that stands once on each side only of those two that agree otherwise."""
        stored, read = self._which_may_have(sign)
        before = _alone(self._signed_stored(sign, stored), stored)
        after = _alone(self._signed_read(sign, read), read)
        pairs = [(before[name], one) for name, one in after.items() if name in before]
        self._keep((pair for pair in pairs if agree(*pair)), sign)

    def take_pairs(self, pairs: Iterable[tuple[Known[int], Known[HeadingKey]]], sign: Sign) -> None:
        """Take what was found to have a sign."""
        self._keep(pairs, sign)

    def take_once_titled(self, sign: Sign) -> None:
        """Take a sign only of headings whose title their plan has once."""
        stored, read = self._which_may_have(sign)
        if stored and read:
            titles = Counter((one.plan, one.slug) for one in self.asked)
            self._take(sign, stored, [one for one in read if titles[one.plan, one.slug] == 1])

    def take_below_known(self, sign: Sign) -> None:
        """Take a sign only of roots and below what is recognised, down the levels."""
        taken = 1
        while taken:
            stored, read = self._which_may_have(sign)
            taken = self._take(sign, stored, [one for one in read if self._is_placed(one)])

    def _is_placed(self, heading: Known[HeadingKey]) -> bool:
        return heading.parent is None or heading.parent in self.pairs.milestone_of

    def _take(
        self, sign: Sign, stored: Sequence[Known[int]], read: Sequence[Known[HeadingKey]]
    ) -> int:
        if not stored or not read:
            return 0
        before = _alone(self._signed_stored(sign, stored), stored)
        after = _alone(self._signed_read(sign, read), read)
        for repeated in self._repeated.get(sign, ()):
            after.pop(repeated, None)
        pairs = [(before[name], one) for name, one in after.items() if name in before]
        self._keep(pairs, sign)
        return len(pairs)

    def _keep(self, pairs: Iterable[tuple[Known[int], Known[HeadingKey]]], sign: Sign) -> None:
        for one, heading in pairs:
            self.pairs.keep(one.key, heading.key, sign.reason, sign.score)
            del self._stored[one.key], self._read[heading.key]
            self._namesakes = None

    def _which_may_have(self, sign: Sign) -> Named:
        """Leave out what has no namesake, where a sign is of the title; it can't be taken."""
        if not sign.is_of_title:
            return tuple(self._stored.values()), tuple(self._read.values())
        if self._namesakes is None:
            stored, read = self._stored.values(), self._read.values()
            slugs = {one.slug for one in stored} & {one.slug for one in read}
            self._namesakes = (
                [one for one in stored if one.slug in slugs],
                [one for one in read if one.slug in slugs],
            )
        return self._namesakes

    def _signed_stored(self, sign: Sign, stored: Iterable[Known[int]]) -> list[Hashable | None]:
        known, of = self.pairs.heading_of, sign.of
        return [
            of(one, one.plan if one.parent is None else known.get(one.parent)) for one in stored
        ]

    def _signed_read(self, sign: Sign, read: Iterable[Known[HeadingKey]]) -> list[Hashable | None]:
        """Make the signs of headings; one below an unknown heading is below nothing so far."""
        known, of = self.pairs.milestone_of, sign.of
        return [
            of(one, one.plan if one.parent is None else one.parent if one.parent in known else None)
            for one in read
        ]


def _alone(
    signs: Sequence[Hashable | None], ones: Sequence[Known[Key]]
) -> dict[Hashable, Known[Key]]:
    """Keep the signs that stand once."""
    found = dict(zip(signs, ones, strict=True))
    if len(found) < len(signs):
        counts = Counter(signs)
        found = {sign: one for sign, one in found.items() if counts[sign] == 1}
    for nothing in _NOTHING:
        found.pop(nothing, None)
    return found


def _grouped(
    signs: Iterable[Hashable | None], ones: Iterable[Known[Key]]
) -> Mapping[Hashable, list[Known[Key]]]:
    """Collect the headings of each sign, in file order."""
    found: dict[Hashable, list[Known[Key]]] = {}
    for sign, one in zip(signs, ones, strict=True):
        if sign:
            found.setdefault(sign, []).append(one)
    for each in found.values():
        each.sort(key=lambda one: one.occurrence)
    return found
