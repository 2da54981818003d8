"""A screen with a tree, on which what others change is marked for a moment."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from functools import partial
from typing import Final

from mlv_tui.tui.screens.keyed import Keyed
from mlv_tui.tui.widgets.milestone_tree import MilestoneTree

FRESH_SECONDS: Final = 4.0


class Fresh(Keyed):
    """Counts for each milestone how many changes still shine."""

    def __init__(self) -> None:
        """Begin with nothing marked."""
        super().__init__()
        self._fresh_counts: Counter[int] = Counter()
        self._names: dict[int, str] = {}

    @property
    def the_tree(self) -> MilestoneTree:
        """The milestones in rows."""
        return self.query_one(MilestoneTree)

    @property
    def is_gone(self) -> bool:
        """Whether the screen closed meanwhile, and has no tree any more."""
        return not self.query(MilestoneTree)

    @property
    def cursor_id(self) -> int | None:
        """The milestone under the cursor."""
        return self.the_tree.cursor_id

    def mark_fresh(self, ids: set[int], since: int) -> None:
        """Mark milestones that changed just now, since the forest of a number."""
        del since
        if ids:
            self._fresh_counts.update(ids)
            self._show_fresh()
            self.set_timer(FRESH_SECONDS, partial(self._unmark_fresh, frozenset(ids)))

    def name_fresh(self, names: Mapping[int, str]) -> None:
        """Name who changed milestones, as long as they shine."""
        self._names.update({one: who for one, who in names.items() if self._fresh_counts[one]})
        self._show_fresh()

    def _unmark_fresh(self, ids: frozenset[int]) -> None:
        self._fresh_counts.subtract(ids)
        self._show_fresh()

    def _show_fresh(self) -> None:
        self._fresh_counts = +self._fresh_counts
        self._names = {one: who for one, who in self._names.items() if one in self._fresh_counts}
        for tree in self.query(MilestoneTree):  # There is none once the screen closed.
            tree.fresh = frozenset(self._fresh_counts)
            tree.fresh_names = self._names
