"""The empty row of a milestone that is being added."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from mlv_tui.tui.widgets.tree_facts import RowFacts
from mlv_tui.tui.widgets.tree_shape import GROUPS, Shape, shape_from_depths

DRAFT_ROW: Final = -(2**40)
"""The id of the row; no group has it."""

DRAFT_FACTS: Final = RowFacts("open", "")


@dataclass(frozen=True, slots=True)
class Draft:
    """Where a milestone is being added.

    Attributes:
        parent: The one that it is to be below; None for a root.
        behind: The one that it is to stand right behind; None for the last place below `parent`.
    """

    parent: int | None = None
    behind: int | None = None


def with_draft(shape: Shape, draft: Draft | None) -> Shape:
    """Put the empty row into a shape; as near as can be if its neighbours are out of sight."""
    if draft is None:
        return shape
    place, depth = _spot(shape, draft)
    ids = [*shape.ids[:place], DRAFT_ROW, *shape.ids[place:]]
    depths = [*shape.depths[:place], depth, *shape.depths[place:]]
    laid_out = shape_from_depths(ids, depths)
    return replace(laid_out, heads=shape.heads, matching=shape.matching)


def _spot(shape: Shape, draft: Draft) -> tuple[int, int]:
    """Return the place and the depth of the empty row."""
    behind = None if draft.behind is None else shape.places.get(draft.behind)
    if behind is not None:
        return shape.ends[behind], shape.depths[behind]
    above = None if draft.parent is None else shape.places.get(draft.parent)
    if above is not None:
        return shape.ends[above], shape.depths[above] + 1
    last = len(shape.ids)
    return min(shape.places.get(head, last) for head in GROUPS), 0
