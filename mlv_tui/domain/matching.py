"""Which stored milestone each heading is, decided from the surest sign to the weakest.

Every pass takes only what is unambiguous: a sign that stands once on each side, or as often on
both and then by order. What no pass takes is detached on the one side, new on the other.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from mlv_tui.domain.known import HeadingKey, Key, Known
from mlv_tui.domain.renamed_plans import renamed_plans
from mlv_tui.domain.source_key import without_marks


@dataclass(frozen=True, slots=True)
class Match:
    """A heading recognised as a milestone, by which sign, and how sure (0 to 1)."""

    milestone_id: int
    reason: str
    score: float


@dataclass(frozen=True, slots=True)
class Sign:
    """Something that two headings have in common if they are the same.

    Attributes:
        reason: For people.
        score: How sure it is, 0 to 1.
        of: Makes the sign of a heading and of what stands above it; None where it has none.
    """

    reason: str
    score: float
    of: Callable[[Known[int] | Known[HeadingKey], Hashable | None], Hashable | None]


_TITLE: Final = Sign("same title", 1.0, lambda one, _: (one.plan, one.slug))
_LETTER: Final = Sign(
    "same title, letter by letter", 1.0, lambda one, _: (one.plan, without_marks(one.title))
)
_BELOW_WITH_TEXT: Final = Sign(
    "same title and text below the same parent",
    1.0,
    lambda one, above: above and (above, without_marks(one.title), one.text),
)
_TEXT: Final = Sign(
    "same title and text",
    0.95,
    lambda one, _: one.text and (one.plan, without_marks(one.title), one.text),
)
_TWIN_BELOW: Final = Sign(
    "same title and text below the same parent, as many as before", 0.9, _BELOW_WITH_TEXT.of
)
_BELOW: Final = Sign(
    "same title below the same parent",
    0.9,
    lambda one, above: one.parent is not None and above and (above, one.slug),
)
_TWIN: Final = Sign(
    "same title and text, as many as before",
    0.85,
    lambda one, _: (one.plan, without_marks(one.title), one.text),
)
_ROOT: Final = Sign(
    "same title below nothing", 0.85, lambda one, _: one.parent is None and (one.plan, one.slug)
)
_ORDER: Final = Sign("same title, as many as before", 0.8, _TITLE.of)
_ELSEWHERE: Final = Sign(
    "same title and text in another plan", 0.9, lambda one, _: one.text and (one.slug, one.text)
)
_ADDRESS: Final = Sign(
    "same source key and text",
    0.95,
    lambda one, _: one.text and (one.plan, one.slug, one.occurrence, one.text),
)
_BARE_ADDRESS: Final = Sign(
    "same source key below a known parent",
    0.8,
    lambda one, _: (one.plan, one.slug, one.occurrence, one.text),
)


def match(
    stored: Sequence[Known[int]], read: Sequence[Known[HeadingKey]]
) -> dict[HeadingKey, Match]:
    """Recognise headings as milestones; what is attached goes before what was detached.

    Args:
        stored: The milestones of every plan that changed, and all detached ones, of these the
            last gone first.
        read: The headings of every plan that changed, in file order.

    Returns:
        The matches by heading. No milestone is in two of them.
    """
    renamed = renamed_plans(stored, read)
    if renamed:
        stored = [one._replace(plan=renamed.get(one.plan, one.plan)) for one in stored]
    passes = _Passes(read)
    passes.go_on_with(one for one in stored if not one.detached)
    _recognise_attached(passes)
    _recognise_detached(passes, [one for one in stored if one.detached])
    return passes.matches


def _recognise_attached(passes: _Passes) -> None:
    passes.take(_TITLE)
    passes.take(_LETTER)
    passes.take_below(_BELOW_WITH_TEXT)
    passes.take(_TEXT)
    passes.take_in_order(_TWIN_BELOW)
    passes.take_below(_BELOW_WITH_TEXT, _BELOW)
    passes.take_in_order(_TWIN)
    passes.take_below(_BELOW_WITH_TEXT, _BELOW)
    passes.take(_ROOT)
    passes.take_in_order(_ORDER)
    passes.take(_ELSEWHERE)
    passes.take_below(_BELOW_WITH_TEXT, _BELOW)


def _recognise_detached(passes: _Passes, detached: Sequence[Known[int]]) -> None:
    passes.go_on_with(_last_gone(detached))
    passes.take(_ADDRESS)
    passes.go_on_with(detached)
    passes.take(_TEXT)
    passes.take(_ELSEWHERE)
    passes.take_once_titled(_TITLE)
    passes.go_on_with(_last_gone(detached))
    passes.take_below_known(_BARE_ADDRESS)


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

    def take(self, sign: Sign) -> int:
        """Match every sign that stands once on each side; say how many did."""
        return self._take(sign, self._read.values())

    def take_below(self, *signs: Sign) -> None:
        """Take signs that need a matched parent, down the levels until nothing more is found."""
        while sum(self.take(sign) for sign in signs):
            pass

    def take_in_order(self, sign: Sign) -> None:
        """Match equal signs by their order, only where as many are left on both sides."""
        before = _grouped(self._signed_stored(sign))
        after = _grouped(_signed_read(sign, self._read.values()))
        for name, headings in after.items():
            if len(headings) == len(before.get(name, ())):
                for one, heading in zip(before[name], headings, strict=True):
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
        return heading.parent is None or heading.parent in self.matches

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
        self.matches[heading.key] = Match(one.key, sign.reason, sign.score)
        self._key_of[one.key] = heading.key
        del self._stored[one.key], self._read[heading.key]

    def _signed_stored(self, sign: Sign) -> Iterator[tuple[Known[int], Hashable | None]]:
        for one in self._stored.values():
            above = one.plan if one.parent is None else self._key_of.get(one.parent)
            yield one, sign.of(one, above)


def _signed_read(
    sign: Sign, read: Iterable[Known[HeadingKey]]
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
