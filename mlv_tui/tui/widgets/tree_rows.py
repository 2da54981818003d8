"""The tree's rows: which there are, which are folded, which can be seen."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator

from mlv_tui.tui.widgets.tree_shape import GROUPS, Shape, is_head

LEVELS = range(1, 10)
DEFAULT_FOLDS: frozenset[int] = frozenset(GROUPS)
"""Everything is unfolded but what is detached or archived."""


class TreeRows:
    """The rows that can be seen; folding and unfolding are splices of one list.

    A *place* is where a row stands in the shape, a *row* where it stands among those seen.
    """

    def __init__(self, shape: Shape, folded: frozenset[int] = DEFAULT_FOLDS) -> None:
        """Lay out a shape under some folds."""
        self.shape = shape
        self.folded = folded
        self.places: list[int] = list(self._walk(0, len(shape.ids)))

    def _walk(self, place: int, end: int) -> Iterator[int]:
        ids, ends, folded = self.shape.ids, self.shape.ends, self.folded
        if not folded:
            yield from range(place, end)
            return
        while place < end:
            yield place
            place = ends[place] if ids[place] in folded else place + 1

    def __len__(self) -> int:
        """Count the rows that can be seen."""
        return len(self.places)

    def id_at(self, row: int) -> int:
        """Return the id of a row."""
        return self.shape.ids[self.places[row]]

    def depth_at(self, row: int) -> int:
        """Return how many rows stand above a row, as its ancestors."""
        return self.shape.depths[self.places[row]]

    def row_of(self, ident: int) -> int | None:
        """Return where an id can be seen; None if it is folded away or unknown."""
        place = self.shape.places.get(ident)
        return None if place is None else self._row_of_place(place)

    def _row_of_place(self, place: int) -> int | None:
        row = bisect_left(self.places, place)
        return row if row < len(self.places) and self.places[row] == place else None

    def is_parent(self, row: int) -> bool:
        """Tell whether anything is below a row."""
        return self.shape.is_parent(self.places[row])

    def is_folded(self, row: int) -> bool:
        """Tell whether a row hides what is below it."""
        return self.is_parent(row) and self.id_at(row) in self.folded

    def refold(self, folded: frozenset[int]) -> None:
        """Fold exactly these; one more or one less is a splice."""
        changed = folded ^ self.folded
        self.folded = folded
        if len(changed) == 1:
            self._splice(*changed)
        elif changed:
            self.places = list(self._walk(0, len(self.shape.ids)))

    def _splice(self, ident: int) -> None:
        """Hide or show what is below one row, the folds within it kept."""
        row = self.row_of(ident)
        if row is None:
            return
        place = self.places[row]
        end = self.shape.ends[place]
        if ident in self.folded:
            del self.places[row + 1 : bisect_left(self.places, end)]
        else:
            self.places[row + 1 : row + 1] = self._walk(place + 1, end)

    def folds_toggled(self, row: int) -> frozenset[int]:
        """Return the folds with this row's turned round, if anything is below it."""
        return self.folded ^ {self.id_at(row)} if self.is_parent(row) else self.folded

    def folds_to_level(self, level: int) -> frozenset[int]:
        """Return the folds that show so many levels, what stands apart folded."""
        shape = self.shape
        deep = (
            ident
            for place, ident in enumerate(shape.ids)
            if shape.depths[place] >= level - 1 and shape.is_parent(place)
        )
        return self.folds_elsewhere.union(deep, DEFAULT_FOLDS)

    @property
    def level(self) -> int | None:
        """How many levels are shown, if that is what is folded; None if it is something else."""
        parents = {
            ident for place, ident in enumerate(self.shape.ids) if self.shape.is_parent(place)
        }
        parents.difference_update(GROUPS)
        folded = parents & self.folded
        levels = (level for level in LEVELS if self.folds_to_level(level) & parents == folded)
        return next(levels, None)

    @property
    def folds_elsewhere(self) -> frozenset[int]:
        """The folds of rows that a filter hides, or of another grouping."""
        return self.folded.difference(self.shape.ids)

    def folds_to_reveal(self, ident: int) -> frozenset[int]:
        """Return the folds without those that hide an id."""
        return self.folded.difference(self.shape.ancestors(ident))

    def parent_row(self, row: int) -> int | None:
        """Return the row of a row's parent."""
        above = self.shape.above[self.places[row]]
        return None if above is None else self._row_of_place(above)

    def sibling_row(self, row: int, step: int) -> int | None:
        """Return the row of the next (1) or previous (-1) row with the same parent."""
        place = self.shape.sibling(self.places[row], step)
        return None if place is None else self._row_of_place(place)

    def nearest_row(self, ident: int, before: Shape) -> int | None:
        """Return where an id of an earlier shape is seen now, or else what stood nearest to it.

        That is the row that hides it, its next or previous sibling, or its parent.
        """
        hiding = self._hiding_row(ident, before)
        if hiding is not None:
            return hiding
        rows = (self.row_of(near) for near in before.neighbours(ident))
        return next((row for row in rows if row is not None), None)

    def _hiding_row(self, ident: int, before: Shape) -> int | None:
        """Return an id's row or that of its nearest ancestor in sight.

        One that went to another group, folded, isn't followed there.
        """
        if ident not in self.shape.places:
            return None
        for one in (ident, *self.shape.ancestors(ident)):
            row = self.row_of(one)
            if row is not None:
                is_elsewhere = is_head(one) and one not in (ident, *before.ancestors(ident))
                return None if is_elsewhere else row
        return None
