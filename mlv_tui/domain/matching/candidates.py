"""Which pairs are worth weighing: those that have something rare in common, or a place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from itertools import chain, product
from typing import Final

from mlv_tui.domain.matching.known import HeadingKey

_FEW: Final = 2_500
"""Pairs; so many are all weighed."""
_RARE: Final = 8
"""Headings of one side that may share something before it is no sign any more."""
_ROOM: Final = 12
"""Headings of one side between two settled ones before only those at like ranks are paired."""

Candidate = tuple[int, HeadingKey]
Parts = Sequence[AbstractSet[str]]
"""What each heading of one side may share with others, by rank."""
_Ranks = tuple[int, int]


def candidates(
    stored: Sequence[int],
    read: Sequence[HeadingKey],
    parts: tuple[Callable[[int], AbstractSet[str]], Callable[[HeadingKey], AbstractSet[str]]],
    gaps: tuple[Callable[[int], Hashable], Callable[[HeadingKey], Hashable]],
) -> Iterator[Candidate]:
    """Yield the pairs, each once, in file order.

    Args:
        stored: The milestones that aren't settled.
        read: The headings that aren't settled.
        parts: List what a milestone, or a heading, may share: its title, words of it, its lines.
        gaps: Name the place between settled ones where a milestone, or a heading, stands.
    """
    if len(stored) * len(read) <= _FEW:
        yield from product(stored, read)
        return
    sharing = _sharing([parts[0](one) for one in stored], [parts[1](two) for two in read])
    between = _between([gaps[0](one) for one in stored], [gaps[1](two) for two in read])
    width = len(read)
    for place in sorted({one * width + two for one, two in chain(sharing, between)}):
        one, two = divmod(place, width)
        yield stored[one], read[two]


def _sharing(left: Parts, right: Parts) -> Iterator[_Ranks]:
    """Pair, by rank, what has a part in common that is rare on both sides."""
    rare = _rare(left) & _rare(right)
    ones, twos = _holders(left, rare), _holders(right, rare)
    for part, holders in ones.items():
        yield from product(holders, twos[part])


def _rare(side: Parts) -> set[str]:
    counts = Counter(chain.from_iterable(side))
    return {part for part, count in counts.items() if count <= _RARE}


def _holders(side: Parts, wanted: AbstractSet[str]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for rank, parts in enumerate(side):
        for part in parts & wanted:
            found.setdefault(part, []).append(rank)
    return found


def _between(stored: Iterable[Hashable], read: Iterable[Hashable]) -> Iterator[_Ranks]:
    """Pair, by rank, what stands between the same settled headings."""
    ones, twos = _by_gap(stored), _by_gap(read)
    for gap, mine in ones.items():
        theirs = twos.get(gap, [])
        is_small = max(len(mine), len(theirs)) <= _ROOM
        for at, one in enumerate(mine):
            near = theirs if is_small else theirs[max(at - 2, 0) : at + 3]
            yield from ((one, two) for two in near)


def _by_gap(gaps: Iterable[Hashable]) -> dict[Hashable, list[int]]:
    found: dict[Hashable, list[int]] = {}
    for rank, gap in enumerate(gaps):
        found.setdefault(gap, []).append(rank)
    return found
