"""Which stored milestone each heading is, decided from the surest sign to the weakest.

Every pass takes only what is unambiguous: a sign that stands once on each side, or as often on
both and then by order. What no pass takes is detached on the one side, new on the other.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from mlv_tui.domain import signs
from mlv_tui.domain.known import HeadingKey, Key, Known
from mlv_tui.domain.renamed_plans import renamed_plans
from mlv_tui.domain.text import BodiesOf


@dataclass(frozen=True, slots=True)
class Match:
    """A heading recognised as a milestone, by which sign, and how sure (0 to 1)."""

    milestone_id: int
    reason: str
    score: float


def match(
    stored: Sequence[Known[int]], read: Sequence[Known[HeadingKey]], bodies_of: BodiesOf
) -> dict[HeadingKey, Match]:
    """Recognise headings as milestones; what is attached goes before what was detached.

    Args:
        stored: The milestones of every plan that changed, and all detached ones, of these the
            last gone first.
        read: The headings of every plan that changed, in file order.
        bodies_of: Looks the stored bodies up.

    Returns:
        The matches by heading. No milestone is in two of them.
    """
    renamed = renamed_plans(stored, read)
    if renamed:
        stored = [one._replace(plan=renamed.get(one.plan, one.plan)) for one in stored]
    del bodies_of
    passes = _Passes(read)
    passes.go_on_with(one for one in stored if not one.detached)
    _recognise_attached(passes)
    _recognise_detached(passes, [one for one in stored if one.detached])
    return passes.matches


def _recognise_attached(passes: _Passes) -> None:
    passes.take(signs.TITLE)
    passes.take(signs.LETTER)
    passes.take_below(signs.BELOW_WITH_TEXT)
    passes.take(signs.TEXT)
    passes.take_in_order(signs.TWIN_BELOW)
    passes.take_below(signs.BELOW_WITH_TEXT, signs.BELOW)
    passes.take_in_order(signs.TWIN)
    passes.take_below(signs.BELOW_WITH_TEXT, signs.BELOW)
    passes.take(signs.ROOT)
    passes.take_in_order(signs.ORDER)
    passes.take(signs.REMARKED)
    passes.take(signs.ELSEWHERE)
    passes.take(signs.RETITLED)
    passes.take_below(signs.BELOW_WITH_TEXT, signs.BELOW)


def _recognise_detached(passes: _Passes, detached: Sequence[Known[int]]) -> None:
    passes.go_on_with(_last_gone(detached))
    passes.take(signs.ADDRESS)
    passes.go_on_with(detached)
    passes.take(signs.TEXT)
    passes.take(signs.ELSEWHERE)
    passes.take_once_titled(signs.TITLE)
    passes.go_on_with(_last_gone(detached))
    passes.take_below_known(signs.BARE_ADDRESS)


class _Passes:
    """The headings that are still unknown, and the passes that recognise them."""

    def __init__(self, read: Sequence[Known[HeadingKey]]) -> None:
        self.matches: dict[HeadingKey, Match] = {}
        self._key_of: dict[int, HeadingKey] = {}
        self._stored: dict[int, Known[int]] = {}
        self._read = {one.key: one for one in read}
        self._titles = Counter((one.plan, one.slug) for one in read)

    def go_on_with(self, stored: Iterable[Known[int]]) -> None:
        """Look for these from here on, those aside that a pass took."""
        self._stored = {one.key: one for one in stored if one.key not in self._key_of}

    def take(self, sign: signs.Sign) -> int:
        """Match every sign that stands once on each side; say how many did."""
        return self._take(sign, self._read.values())

    def take_below(self, *wanted: signs.Sign) -> None:
        """Take signs that need a matched parent, down the levels until nothing more is found."""
        while sum(self.take(sign) for sign in wanted):
            pass

    def take_in_order(self, sign: signs.Sign) -> None:
        """Match equal signs by their order, only where as many are left on both sides."""
        before = _grouped(self._signed_stored(sign))
        after = _grouped(_signed_read(sign, self._read.values()))
        for name, headings in after.items():
            if len(headings) == len(before.get(name, ())):
                for one, heading in zip(before[name], headings, strict=True):
                    self._keep(one, heading, sign)

    def take_once_titled(self, sign: signs.Sign) -> None:
        """Take a sign only of headings whose title their plan has once."""
        titles = self._titles
        self._take(sign, [one for one in self._read.values() if titles[one.plan, one.slug] == 1])

    def take_below_known(self, sign: signs.Sign) -> None:
        """Take a sign only of roots and below what is recognised, down the levels."""
        while self._take(sign, [one for one in self._read.values() if self._is_placed(one)]):
            pass

    def _is_placed(self, heading: Known[HeadingKey]) -> bool:
        return heading.parent is None or heading.parent in self.matches

    def _take(self, sign: signs.Sign, read: Iterable[Known[HeadingKey]]) -> int:
        if not self._stored:
            return 0
        stored = _alone(self._signed_stored(sign))
        headings = _alone(_signed_read(sign, read))
        pairs = [(stored[name], one) for name, one in headings.items() if name in stored]
        for one, heading in pairs:
            self._keep(one, heading, sign)
        return len(pairs)

    def _keep(self, one: Known[int], heading: Known[HeadingKey], sign: signs.Sign) -> None:
        self.matches[heading.key] = Match(one.key, sign.reason, sign.score)
        self._key_of[one.key] = heading.key
        del self._stored[one.key], self._read[heading.key]

    def _signed_stored(self, sign: signs.Sign) -> Iterator[tuple[Known[int], Hashable | None]]:
        for one in self._stored.values():
            above = one.plan if one.parent is None else self._key_of.get(one.parent)
            yield one, sign.of(one, above)


def _signed_read(
    sign: signs.Sign, read: Iterable[Known[HeadingKey]]
) -> Iterator[tuple[Known[HeadingKey], Hashable | None]]:
    for one in read:
        yield one, sign.of(one, one.plan if one.parent is None else one.parent)


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


def _last_gone(detached: Sequence[Known[int]]) -> Iterator[Known[int]]:
    """Of those that left the same address with the same text, keep the last one gone."""
    seen: set[Hashable] = set()
    for one in detached:
        left = (one.plan, one.slug, one.occurrence, one.text)
        if left not in seen:
            seen.add(left)
            yield one
