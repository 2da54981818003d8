"""The tree's shape: all of a forest's rows in order, folded or not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from mlv_tui.domain.forest import Forest

DETACHED_GROUP = -1
ARCHIVED_GROUP = -2
GROUPS = (DETACHED_GROUP, ARCHIVED_GROUP)
"""The ids of the group heads; milestones have positive ones."""


@dataclass(frozen=True, slots=True)
class Shape:
    """Rows in order, every parent before what is below it, as flat lists of the same length.

    Attributes:
        ids: Of milestones and group heads.
        depths: How many ancestors each has.
        above: The place of each one's parent; None for a root.
        ends: The place after the last one below each.
        places: Where each id stands.
    """

    ids: tuple[int, ...] = ()
    depths: tuple[int, ...] = ()
    above: tuple[int | None, ...] = ()
    ends: tuple[int, ...] = ()
    places: dict[int, int] = field(default_factory=dict)

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


def shape_of(forest: Forest) -> Shape:
    """Lay a forest out: the live trees, then the detached, then what is put away."""
    away = _put_away(forest)
    ids = [ident for ident in forest.order if ident not in away] if away else list(forest.order)
    depth_of = forest.depth
    depths = [depth_of[ident] for ident in ids]
    loose = [ident for ident in forest.detached_shown if not forest[ident].is_archived]
    _add_group(DETACHED_GROUP, loose, [1] * len(loose), (ids, depths))
    stored = [ident for ident in forest.detached_shown if forest[ident].is_archived]
    stored_depths = [*away.values(), *([1] * len(stored))]
    _add_group(ARCHIVED_GROUP, [*away, *stored], stored_depths, (ids, depths))
    return shape_from_depths(ids, depths)


def _put_away(forest: Forest) -> dict[int, int]:
    """Give what is archived, or below it, in tree order, with its depth below the group head."""
    found: dict[int, int] = {}
    by_id, parent = forest.by_id, forest.parent
    for ident in forest.order:
        above = parent[ident]
        if above in found:
            found[ident] = found[above] + 1
        elif by_id[ident].archived_at is not None:
            found[ident] = 1
    return found


def _add_group(
    head: int, below: list[int], depths: list[int], into: tuple[list[int], list[int]]
) -> None:
    if below:
        into[0].extend((head, *below))
        into[1].extend((0, *depths))


def shape_from_depths(ids: list[int], depths: list[int]) -> Shape:
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
