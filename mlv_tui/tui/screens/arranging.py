"""What of a project is shown, and in which order: its filter, grouping, sort, and narrowing."""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType

from mlv_tui.domain.grouping import GroupBy
from mlv_tui.domain.sorting import sort_text
from mlv_tui.tui.messages import FoldsChanged, Leapt, RowsChanged
from mlv_tui.tui.screens.layers import Layer, Layered, Rank
from mlv_tui.tui.screens.queued import Queued
from mlv_tui.tui.widgets.milestone_tree import MilestoneTree
from mlv_tui.tui.widgets.status_line import StatusLine
from mlv_tui.tui.widgets.tree_facts import title_of
from mlv_tui.tui.widgets.tree_layout import TREE, Arrangement
from mlv_tui.tui.widgets.tree_rows import DEFAULT_FOLDS
from mlv_tui.tui.widgets.tree_shape import is_head

UNFOLDED: frozenset[int] = frozenset()


class Arranging(Queued, Layered):
    """Holds the arrangement; folds made under a filter go with it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "Z",
            "narrow",
            "narrow",
            id="tree.narrow",
            tooltip="Narrow to this and what is below it, or widen again",
            show=False,
        ),
    ]

    _own_folds: frozenset[int] = DEFAULT_FOLDS
    """The folds without a filter."""

    @property
    def arrangement(self) -> Arrangement:
        """What is shown, and in which order."""
        return self.the_tree.arrangement

    def begin(self, folded: frozenset[int]) -> None:
        """Begin with the whole tree of another project."""
        self.the_tree.show_as(TREE, folded)

    def rearrange(self, arrangement: Arrangement) -> None:
        """Show something else, or in another order; the cursor's row stays in sight."""
        tree, before = self.the_tree, self.arrangement
        if arrangement == before:
            return
        held, folded = tree.row_id(), tree.folded
        if before.query is None and arrangement.query is not None:
            self._own_folds, folded = folded, UNFOLDED
        elif before.query is not None and arrangement.query is None:
            folded = self._own_folds
        lost = tree.lost_id
        tree.show_as(arrangement, folded)
        self.name_keeper()
        if held in tree.rows.shape.places and tree.row_id() not in (held, lost):
            with tree.prevent(Leapt, FoldsChanged):
                tree.select(held)
        tree.show_above()
        if _layers(arrangement) != _layers(before):
            self.refresh_bindings()

    def keeps_folds(self) -> bool:
        """Have only those folds remembered that were made without a filter."""
        return self.arrangement.query is None

    @on(RowsChanged)
    def tell_arrangement(self) -> None:
        """Tell on the status line what is shown; widen if what it was narrowed to is gone."""
        if not self.query(MilestoneTree):  # The screen closed meanwhile.
            return
        root = self.arrangement.root
        if root is not None and not is_head(root) and not self._is_shown(root):
            self.rearrange(replace(self.arrangement, root=None))
        self.query_one(StatusLine).arranged = tuple(self._told())

    def _is_shown(self, ident: int) -> bool:
        return ident in self.forest.parent or ident in self.forest.detached_shown

    def _told(self) -> list[tuple[str, str]]:
        shown, hits = self.arrangement, self.the_tree.rows.shape.hits
        told: list[tuple[str, str]] = []
        if shown.query is not None:
            told.append(("filter:", f"{self.filter_told} · {hits} match".removeprefix(" · ")))
        if shown.root is not None:
            told.append(("in", self._root_title(shown.root)))
        if shown.group is not GroupBy.TREE:
            told.append(("by", str(shown.group)))
        if shown.sort:
            told.append(("sort:", sort_text(shown.sort)))
        return told

    @property
    def filter_told(self) -> str:
        """The filter as it is told on the status line."""
        return "" if self.arrangement.query is None else self.arrangement.query.text.strip()

    def _root_title(self, root: int) -> str:
        if not is_head(root):
            return f"“{title_of(self.forest[root])}”"
        head = self.the_tree.rows.shape.heads.get(root)
        return "one group" if head is None else f"“{head.title}”"

    def end_typing(self) -> None:
        """Shut the lines that are open; what was typed stays in force."""

    def action_narrow(self) -> None:
        """Narrow to the cursor's row and what is below it; widen where it is narrowed."""
        tree = self.the_tree
        if self.arrangement.root is not None:
            self.widen()
        elif tree.row_count:
            row, parent = tree.cursor_row, tree.rows.parent_row(tree.cursor_row)
            root = row if tree.rows.is_parent(row) or parent is None else parent
            ident = tree.rows.id_at(root)
            tree.fold_exactly(tree.folded - {ident})
            self.rearrange(replace(self.arrangement, root=ident))

    def widen(self) -> None:
        """Show again what is beside."""
        self.rearrange(replace(self.arrangement, root=None))

    def drop_filter(self) -> None:
        """Show everything again, be it narrowed."""
        self.rearrange(replace(self.arrangement, query=None))

    def layers_on(self) -> list[Layer]:
        """Add the filter, and what the tree is narrowed to."""
        shown = self.arrangement
        return [
            *super().layers_on(),
            Layer(Rank.FILTER, shown.query is not None, self.drop_filter),
            Layer(Rank.NARROW, shown.root is not None, self.widen),
        ]


def _layers(one: Arrangement) -> tuple[bool, bool]:
    """Tell which layers an arrangement has for Esc to take away."""
    return one.query is not None, one.root is not None
