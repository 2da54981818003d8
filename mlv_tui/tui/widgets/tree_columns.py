"""The tree's columns: how wide each is for a forest, and which stay as the pane narrows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final

from mlv_tui.domain.forest import Forest
from mlv_tui.domain.milestone import Milestone
from mlv_tui.tui.widgets.cells import shown, width_of
from mlv_tui.tui.widgets.tree_facts import anchor_text
from mlv_tui.tui.widgets.tree_shape import Head, Shape

GAP: Final = 2
"""Blank cells in front of a column."""

WIDEST_MODULE: Final = 14
WIDEST_ANCHOR: Final = 18
"""Cells; longer texts are cut."""

TITLE_ROOM: Final = {"module": 24, "anchor": 20, "roll_up": 13, "priority": 12}
"""The cells that a third-level title must keep for a column to stay, the first to go first."""


@dataclass(frozen=True, slots=True)
class Columns:
    """Cells of each column; 0 for one that isn't shown.

    Roll-up and anchor share one column, flush right: parents have the one, leaves the other.

    Attributes:
        module: Flush left.
        anchor: `Trip G2`.
        roll_up: `done/all`.
        both: An anchor beside a roll-up.
        priority: `P1`.
    """

    module: int = 0
    anchor: int = 0
    roll_up: int = 0
    both: int = 0
    priority: int = 0

    @property
    def facts(self) -> int:
        """Cells of the column that anchor and roll-up share."""
        if self.anchor:
            return max(self.anchor, self.roll_up, self.both if self.roll_up else 0)
        return self.roll_up

    @property
    def total(self) -> int:
        """Cells of all columns with their gaps."""
        widths = (self.module, self.facts, self.priority)
        return sum(width + GAP for width in widths if width)

    def fitting(self, room: int) -> Columns:
        """Let columns go until a title keeps its room.

        Args:
            room: The cells for title and columns of a third-level row.
        """
        kept = self
        for name, title in TITLE_ROOM.items():
            if room - kept.total >= title:
                break
            kept = replace(kept, **{name: 0})
        return kept


def columns_of(forest: Forest, shape: Shape) -> Columns:
    """Measure the columns of a whole forest, so that they line up wherever it is scrolled to."""
    every = forest.by_id.values()
    modules = {derived.text for derived in forest.modules.values()}
    anchors, beside = _anchor_widths(forest, shape.heads.values())
    roll_up = _roll_up_width(forest, shape)
    return Columns(
        module=_widest(map(shown, modules), WIDEST_MODULE),
        anchor=anchors,
        roll_up=roll_up,
        both=beside + GAP + roll_up if beside else 0,
        priority=2 if any(map(_has_priority, every)) else 0,
    )


def _anchor_widths(forest: Forest, heads: Iterable[Head]) -> tuple[int, int]:
    """Measure all anchors, and those of parents and of groups."""
    texts: dict[str, str] = {}
    beside = {f"{head.unanchored} unanchored" for head in heads if head.unanchored}
    for ident, derived in forest.anchors.items():
        if derived.text not in texts:
            texts[derived.text] = anchor_text(derived)
        if ident in forest.children:
            beside.add(texts[derived.text])
    widest = _widest((*texts.values(), *beside), WIDEST_ANCHOR)
    return widest, _widest(beside, WIDEST_ANCHOR)


def _widest(texts: Iterable[str], most: int) -> int:
    return min(max(map(width_of, texts), default=0), most)


def _roll_up_width(forest: Forest, shape: Shape) -> int:
    """Measure the roll-ups by the roots', as what is below has no more to count."""
    roots = (shape.ids[place] for place in shape.roots)
    heads = shape.heads
    counts = (heads[one].progress if one in heads else forest.progress.get(one) for one in roots)
    most = max((count.all for count in counts if count), default=0)
    return 2 * len(str(most)) + 1 if most else 0


def _has_priority(one: Milestone) -> bool:
    return one.says.priority is not None or "priority" in one.mine
