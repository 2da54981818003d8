"""One side of a comparison: the headings of some plans, and how they stand to each other."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Generic

from mlv_tui.domain.matching.known import HeadingKey, Key, Known

Around = dict[Key, list[HeadingKey | None]]
"""By key: what the settled ones before and after were recognised as, None at a plan's ends."""
Settled = Callable[[Key], HeadingKey | None]
"""Tells which heading, of those just read, one was recognised as; None if not yet."""


class Side(Generic[Key]):
    """The stored headings, or those just read, in file order."""

    def __init__(self, ones: Iterable[Known[Key]]) -> None:
        """Index them."""
        self.by_key: dict[Key, Known[Key]] = {one.key: one for one in ones}
        self.children: dict[Key, list[Key]] = {}
        for one in self.by_key.values():
            if one.parent is not None:
                self.children.setdefault(one.parent, []).append(one.key)

    def is_below(self, key: Key, top: Key) -> bool:
        """Tell whether one stands somewhere below another."""
        above = self.by_key[key].parent
        while above is not None:
            if above == top:
                return True
            above = self.by_key[above].parent
        return False

    def neighbours(self, settled: Settled[Key]) -> Around[Key]:
        """Find for each that isn't settled the settled ones before and after it in its plan."""
        found: Around[Key] = {}
        for ones in (list(self.by_key.values()), list(reversed(self.by_key.values()))):
            plan, last = None, None
            for one in ones:
                if one.plan != plan:
                    plan, last = one.plan, None
                known = settled(one.key)
                if known is None:
                    found.setdefault(one.key, []).append(last)
                else:
                    last = known
        return found
