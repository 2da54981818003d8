"""One side of a comparison: the headings of some plans, and how they stand to each other."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Generic

from mlv_tui.domain.matching.known import HeadingKey, Key, Known

Around = dict[Key, tuple[HeadingKey | None, HeadingKey | None]]
"""By key: what the settled ones before and after were recognised as, None at a plan's ends."""
Settled = Callable[[Key], HeadingKey]
"""Tells which heading, of those just read, a settled one was recognised as."""


class Side(Generic[Key]):
    """The stored headings, or those just read, in file order.

    Attributes:
        keys: In that order.
        children: The keys right below each.
    """

    def __init__(
        self,
        keys: Sequence[Key],
        parents: Iterable[Key | None],
        tell: Callable[[Key], Known[Key]],
    ) -> None:
        """Index them.

        Args:
            keys: In file order.
            parents: The key of the one above each.
            tell: Asked about each that matters: of many headings only few do.
        """
        self.keys = keys
        self.children: dict[Key, list[Key]] = {}
        for key, above in zip(keys, parents, strict=True):
            if above is not None:
                self.children.setdefault(above, []).append(key)
        self._tell = tell
        self._known: dict[Key, Known[Key]] = {}
        self._rank = {key: rank for rank, key in enumerate(keys)}

    def known(self, key: Key) -> Known[Key]:
        """Return what is known of one."""
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = self._tell(key)
        return found

    def learn(self, ones: Iterable[Known[Key]]) -> None:
        """Take these for what is known of them."""
        self._known.update((one.key, one) for one in ones)

    def is_below(self, key: Key, top: Key) -> bool:
        """Tell whether one stands somewhere below another."""
        above = self.known(key).parent
        while above is not None:
            if above == top:
                return True
            above = self.known(above).parent
        return False

    def neighbours(self, loose: Sequence[Key], settled: Settled[Key]) -> Around[Key]:
        """Find for each that isn't settled the settled ones before and after it in its plan.

        Args:
            loose: All that aren't settled, in file order.
            settled: Asked about the others.
        """
        before = self._nearest(loose, -1, settled)
        after = self._nearest(reversed(loose), 1, settled)
        return {key: (before[key], after[key]) for key in loose}

    def _nearest(
        self, loose: Iterable[Key], step: int, settled: Settled[Key]
    ) -> dict[Key, HeadingKey | None]:
        found: dict[Key, HeadingKey | None] = {}
        for key in loose:
            other = self._beside(key, step)
            if other is None:
                found[key] = None
            else:
                found[key] = found[other] if other in found else settled(other)
        return found

    def _beside(self, key: Key, step: int) -> Key | None:
        """Return what stands right before (-1) or after (1) one in its plan."""
        rank = self._rank[key] + step
        other = self.keys[rank] if 0 <= rank < len(self.keys) else None
        if other is None or self.known(other).plan != self.known(key).plan:
            return None
        return other


def side_of(ones: Iterable[Known[Key]]) -> Side[Key]:
    """Index what is known already."""
    known = {one.key: one for one in ones}
    return Side(list(known), [one.parent for one in known.values()], known.__getitem__)
