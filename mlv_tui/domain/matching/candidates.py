"""Which pairs are worth weighing: those that have something rare in common, or a place."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from typing import Final

from mlv_tui.domain.matching.known import HeadingKey, Key, Known
from mlv_tui.domain.matching.texts import lines_of
from mlv_tui.domain.matching.titles import core_title

_FEW: Final = 2_500
"""Pairs; so many are all weighed."""
_RARE: Final = 8
"""Headings of one side that may share something before it is no sign any more."""
_ROOM: Final = 12
"""Headings of one side between two settled ones before only those at like ranks are paired."""

Candidate = tuple[int, HeadingKey]


def candidates(
    stored: Sequence[Known[int]],
    read: Sequence[Known[HeadingKey]],
    bodies: Mapping[int, str],
    gaps: tuple[Callable[[int], Hashable], Callable[[HeadingKey], Hashable]],
) -> list[Candidate]:
    """List the pairs, each once, in file order.

    Args:
        stored: The milestones that aren't settled.
        read: The headings that aren't settled.
        bodies: The stored ones.
        gaps: Name the place between settled ones where a milestone, or a heading, stands.
    """
    if len(stored) * len(read) <= _FEW:
        return [(one.key, two.key) for one in stored for two in read]
    found: dict[Candidate, None] = {}
    left = {one.key: _shared(one.title, bodies.get(one.key, "")) for one in stored}
    right = {two.key: _shared(two.title, two.body) for two in read}
    found |= dict.fromkeys(_sharing(left, right))
    found |= dict.fromkeys(_between([o.key for o in stored], [t.key for t in read], gaps))
    ranks = {one.key: rank for rank, one in enumerate(stored)}
    others = {two.key: rank for rank, two in enumerate(read)}
    return sorted(found, key=lambda pair: (ranks[pair[0]], others[pair[1]]))


def _shared(title: str, body: str) -> set[str]:
    """List what a heading may share with another: its title, the words of it, its lines."""
    core = core_title(title)
    return {f"# {core}", *core.split(), *lines_of(body)}


def _sharing(left: dict[int, set[str]], right: dict[HeadingKey, set[str]]) -> Iterator[Candidate]:
    ones, twos = _holders(left), _holders(right)
    for part, holders in ones.items():
        others = twos.get(part, ())
        if len(holders) <= _RARE and len(others) <= _RARE:
            yield from ((one, two) for one in holders for two in others)


def _holders(shared: dict[Key, set[str]]) -> dict[str, list[Key]]:
    found: dict[str, list[Key]] = {}
    for key, parts in shared.items():
        for part in parts:
            found.setdefault(part, []).append(key)
    return found


def _between(
    stored: Iterable[int],
    read: Iterable[HeadingKey],
    gaps: tuple[Callable[[int], Hashable], Callable[[HeadingKey], Hashable]],
) -> Iterator[Candidate]:
    """Pair what stands between the same settled headings."""
    ones: dict[Hashable, list[int]] = {}
    for one in stored:
        ones.setdefault(gaps[0](one), []).append(one)
    twos: dict[Hashable, list[HeadingKey]] = {}
    for two in read:
        twos.setdefault(gaps[1](two), []).append(two)
    for gap, mine in ones.items():
        theirs = twos.get(gap, [])
        is_small = max(len(mine), len(theirs)) <= _ROOM
        for rank, one in enumerate(mine):
            near = theirs if is_small else theirs[max(rank - 2, 0) : rank + 3]
            yield from ((one, two) for two in near)
