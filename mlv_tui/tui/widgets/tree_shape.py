"""The tree's shape: all rows in order, folded or not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from mlv_tui.domain.forest import Progress
from mlv_tui.domain.milestone import Status

DETACHED_GROUP: Final = -1
ARCHIVED_GROUP: Final = -2
GROUPS: Final = (DETACHED_GROUP, ARCHIVED_GROUP)
"""The ids of the heads of what stands apart, whatever the tree is grouped by."""


def is_head(ident: int) -> bool:
    """Tell whether an id is a group head's; milestones have positive ones."""
    return ident < 0


@dataclass(frozen=True, slots=True)
class Head:
    """A group of the grouping, at its head.

    Attributes:
        title: What its milestones have in common.
        progress: How far they are.
        state: The one they are all in, if that is what they have in common.
        unanchored: How many have no anchor; 0 where nothing has one.
    """

    title: str
    progress: Progress
    state: Status | None = None
    unanchored: int = 0


@dataclass(frozen=True, slots=True)
class Shape:
    """Rows in order, every parent before what is below it, as flat lists of the same length.

    Attributes:
        ids: Of milestones and group heads.
        depths: How many ancestors each has.
        above: The place of each one's parent; None for a root.
        ends: The place after the last one below each.
        places: Where each id stands.
        heads: The groups of the grouping, by the ids of their heads.
        matching: What a filter is after; what is shown beside is context. None without a filter.
    """

    ids: tuple[int, ...] = ()
    depths: tuple[int, ...] = ()
    above: tuple[int | None, ...] = ()
    ends: tuple[int, ...] = ()
    places: dict[int, int] = field(default_factory=dict)
    heads: Mapping[int, Head] = field(default_factory=dict)
    matching: frozenset[int] | None = None

    def is_parent(self, place: int) -> bool:
        """Tell whether anything is below a place."""
        return self.ends[place] > place + 1

    @property
    def roots(self) -> Iterator[int]:
        """The places of the roots."""
        place = 0
        while place < len(self.ids):
            yield place
            place = self.ends[place]

    def is_context(self, ident: int) -> bool:
        """Tell whether a milestone is shown only for what is below it."""
        return self.matching is not None and ident > 0 and ident not in self.matching

    @property
    def hits(self) -> int:
        """How many milestones are shown for their own sake."""
        kept = self.matching
        return sum(1 for ident in self.ids if ident > 0 and (kept is None or ident in kept))

    def below(self, ident: int) -> Shape:
        """Return one row with all below it, as a shape of its own; the whole if it isn't there."""
        place = self.places.get(ident)
        if place is None:
            return self
        end, depth = self.ends[place], self.depths[place]
        depths = [below - depth for below in self.depths[place:end]]
        alone = shape_from_depths(self.ids[place:end], depths)
        return replace(alone, heads=self.heads, matching=self.matching)

    def ancestors(self, ident: int) -> Iterator[int]:
        """Yield the ids above an id, the nearest first; none for an unknown one."""
        place = self.places.get(ident)
        above = None if place is None else self.above[place]
        while above is not None:
            yield self.ids[above]
            above = self.above[above]

    def sibling(self, place: int, step: int) -> int | None:
        """Return the place of the next (1) or previous (-1) one with the same parent."""
        return self._next(place) if step > 0 else self._previous(place)

    def _next(self, place: int) -> int | None:
        after = self.ends[place]
        is_sibling = after < len(self.ids) and self.above[after] == self.above[place]
        return after if is_sibling else None

    def _previous(self, place: int) -> int | None:
        above = self.above[place]
        before = place - 1
        if before < 0 or before == above:
            return None
        while self.depths[before] > self.depths[place]:
            parent = self.above[before]
            before = parent if parent is not None else before
        return before

    def neighbours(self, ident: int) -> Iterator[int]:
        """Yield what stands near an id: siblings after it, before it, its parent, and so on."""
        place = self.places.get(ident)
        while place is not None:
            for step in (1, -1):
                beside = self.sibling(place, step)
                while beside is not None:
                    yield self.ids[beside]
                    beside = self.sibling(beside, step)
            place = self.above[place]
            if place is not None:
                yield self.ids[place]


def shape_from_depths(ids: Sequence[int], depths: Sequence[int]) -> Shape:
    """Find parents and subtree ends of rows whose depth is known.

    Args:
        ids: All different.
        depths: Each at most one more than the one before; the first is 0.
    """
    above: list[int | None] = []
    ends = [len(ids)] * len(ids)
    path: list[int] = []
    for place, depth in enumerate(depths):
        while len(path) > depth:
            ends[path.pop()] = place
        above.append(path[-1] if path else None)
        path.append(place)
    places = dict(zip(ids, range(len(ids)), strict=True))
    return Shape(tuple(ids), tuple(depths), tuple(above), tuple(ends), places)
