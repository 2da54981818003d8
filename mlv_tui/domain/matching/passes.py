"""The headings that are still unknown, and how passes recognise them by exact signs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence

from mlv_tui.domain.matching.known import HeadingKey, Key, Known
from mlv_tui.domain.matching.pairs import Pairs
from mlv_tui.domain.matching.signs import Sign, number_aside


class Passes:
    """Each pass takes only what is unambiguous."""

    def __init__(self, read: Sequence[Known[HeadingKey]]) -> None:
        """Begin with all headings unknown."""
        self.pairs = Pairs()
        self._stored: dict[int, Known[int]] = {}
        self._read = {one.key: one for one in read}
        self._titles = Counter((one.plan, one.slug) for one in read)

    @property
    def unknown(self) -> Sequence[Known[HeadingKey]]:
        """The headings that no pass took."""
        return [one for key, one in self._read.items() if key not in self.pairs.matches]

    @property
    def left(self) -> Sequence[Known[int]]:
        """Of the milestones that are looked for, those that no pass took."""
        return [one for key, one in self._stored.items() if key not in self.pairs.heading_of]

    def go_on_with(self, stored: Iterable[Known[int]]) -> None:
        """Look for these from here on, those aside that a pass took."""
        known = self.pairs.heading_of
        self._stored = {one.key: one for one in stored if one.key not in known}
        self._read = {one.key: one for one in self.unknown}

    def take(self, sign: Sign) -> int:
        """Match every sign that stands once on each side; say how many did."""
        return self._take(sign, self._read.values())

    def take_below(self, *wanted: Sign) -> None:
        """Take signs that need a matched parent, down the levels until nothing more is found."""
        while sum(self.take(sign) for sign in wanted):
            pass

    def take_in_order(self, sign: Sign) -> None:
        """Match equal signs by their order, only where as many are left on both sides."""
        before = _grouped(self._signed_stored(sign))
        after = _grouped(_signed_read(sign, self._read.values()))
        for name, headings in after.items():
            if len(headings) == len(before.get(name, ())):
                for one, heading in zip(before[name], headings, strict=True):
                    self._keep(one, heading, sign)

    def take_shifted(self, sign: Sign) -> None:
        """Take texts that went on under other numbers, only where several did.

        A single one may be a template's text below a new number, the old one's being written.
        """
        before = {_said(one) for one in self._stored.values()}
        after = {_said(one) for one in self._read.values()}
        gone = [one for one in self._stored.values() if _said(one) not in after]
        new = [one for one in self._read.values() if _said(one) not in before]
        stored = _alone((one, sign.of(one, None)) for one in gone)
        headings = _alone((one, sign.of(one, None)) for one in new)
        pairs = [(stored[name], one) for name, one in headings.items() if name in stored]
        several = Counter(number_aside(one) for one, _ in pairs)
        for one, heading in pairs:
            if several[number_aside(one)] > 1:
                self._keep(one, heading, sign)

    def take_once_titled(self, sign: Sign) -> None:
        """Take a sign only of headings whose title their plan has once."""
        titles = self._titles
        self._take(sign, [one for one in self._read.values() if titles[one.plan, one.slug] == 1])

    def take_below_known(self, sign: Sign) -> None:
        """Take a sign only of roots and below what is recognised, down the levels."""
        while self._take(sign, [one for one in self._read.values() if self._is_placed(one)]):
            pass

    def _is_placed(self, heading: Known[HeadingKey]) -> bool:
        return heading.parent is None or heading.parent in self.pairs.matches

    def _take(self, sign: Sign, read: Iterable[Known[HeadingKey]]) -> int:
        if not self._stored:
            return 0
        stored = _alone(self._signed_stored(sign))
        headings = _alone(_signed_read(sign, read))
        pairs = [(stored[name], one) for name, one in headings.items() if name in stored]
        for one, heading in pairs:
            self._keep(one, heading, sign)
        return len(pairs)

    def _keep(self, one: Known[int], heading: Known[HeadingKey], sign: Sign) -> None:
        self.pairs.keep(one.key, heading.key, sign.reason, sign.score)
        del self._stored[one.key], self._read[heading.key]

    def _signed_stored(self, sign: Sign) -> Iterator[tuple[Known[int], Hashable | None]]:
        for one in self._stored.values():
            above = one.plan if one.parent is None else self.pairs.heading_of.get(one.parent)
            yield one, sign.of(one, above)


def _signed_read(
    sign: Sign, read: Iterable[Known[HeadingKey]]
) -> Iterator[tuple[Known[HeadingKey], Hashable | None]]:
    for one in read:
        yield one, sign.of(one, one.plan if one.parent is None else one.parent)


def _said(one: Known[Key]) -> tuple[str, str, str]:
    return one.plan, one.slug, one.text


def _alone(signed: Iterable[tuple[Known[Key], Hashable | None]]) -> dict[Hashable, Known[Key]]:
    """Keep the signs that stand once."""
    found: dict[Hashable, Known[Key]] = {}
    twice: set[Hashable] = set()
    for one, sign in signed:
        if sign in found:
            twice.add(sign)
        elif sign:
            found[sign] = one
    for sign in twice:
        del found[sign]
    return found


def _grouped(
    signed: Iterable[tuple[Known[Key], Hashable | None]],
) -> Mapping[Hashable, list[Known[Key]]]:
    """Collect the headings of each sign, in file order."""
    found: dict[Hashable, list[Known[Key]]] = {}
    for one, sign in signed:
        if sign:
            found.setdefault(sign, []).append(one)
    for ones in found.values():
        ones.sort(key=lambda one: one.occurrence)
    return found
