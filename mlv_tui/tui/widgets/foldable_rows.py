"""A list of rows with a cursor, that keys fold and unfold."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import BindingType
from textual.reactive import reactive

from mlv_tui.tui.messages import FoldsChanged
from mlv_tui.tui.widgets.motions import motion
from mlv_tui.tui.widgets.row_cursor import RowCursor
from mlv_tui.tui.widgets.tree_rows import DEFAULT_FOLDS, TreeRows
from mlv_tui.tui.widgets.tree_shape import Shape, is_head


class FoldableRows(RowCursor):
    """Rows below rows; what is below a folded one is out of sight."""

    BINDINGS: ClassVar[list[BindingType]] = [
        motion("h,left", "fold_or_parent", "tree.fold", "Fold, or go to the parent"),
        motion("l,right", "unfold_or_child", "tree.unfold", "Unfold, or go to the first child"),
        motion("{", "sibling(-1)", "tree.previous_sibling", "Previous sibling"),
        motion("}", "sibling(1)", "tree.next_sibling", "Next sibling"),
        motion("z a", "toggle_fold", "tree.toggle", "Fold or unfold"),
        motion("z R", "unfold_all", "tree.unfold_all", "Unfold all"),
        motion("z M", "fold_to_level(1)", "tree.fold_all", "Fold all"),
        motion("z 1", "fold_to_level(1)", "tree.level_1", "Show level 1"),
        motion("z 2", "fold_to_level(2)", "tree.level_2", "Show levels 1 to 2"),
        motion("z 3", "fold_to_level(3)", "tree.level_3", "Show levels 1 to 3"),
    ]

    folded: reactive[frozenset[int]] = reactive(DEFAULT_FOLDS, repaint=False)
    """The ids of folded rows, group heads among them."""

    keeper: str = ""
    """Who remembers what is folded, told with it; "" for nobody."""

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002 - Textual's word
        """Make an empty list."""
        self.rows = TreeRows(Shape())
        super().__init__(id=id, classes=classes)

    @property
    def row_count(self) -> int:
        """How many rows can be seen."""
        return len(self.rows)

    @property
    def cursor_id(self) -> int | None:
        """The id of the milestone that the cursor is on; None on a group head or nothing."""
        ident = self.row_id()
        return None if ident is None or is_head(ident) else ident

    def row_id(self) -> int | None:
        """Return the id of the cursor's row, be it a group head's; None if there are no rows."""
        return self.rows.id_at(self.cursor_row) if self.row_count else None

    def watch_folded(self) -> None:
        """Fold as told, from outside or by a key.

        What is above a row that is folded stays where it is; the cursor does when many are.
        """
        held, top = self.row_id(), self.scroll_offset.y
        offset = self.cursor_row - top
        is_one_row = len(self.folded ^ self.rows.folded) == 1
        self.rows.refold(self.folded)
        self.measure_rows()
        if held is not None:
            self.cursor_row = self.rows.nearest_row(held, self.rows.shape) or 0
            self.jump_to(top if is_one_row else self.cursor_row - offset)
            self.show_cursor()
        self.cursor_moved()
        self.refresh()

    def select(self, ident: int, *, center: bool = False) -> None:
        """Put the cursor on a milestone, what hides it unfolded; nothing if there is none."""
        if ident not in self.rows.shape.places:
            return
        self.fold_exactly(self.rows.folds_to_reveal(ident))
        self.cursor_row = self.rows.row_of(ident) or 0
        if center:
            self.call_after_refresh(self.center_cursor)

    def fold_exactly(self, folded: frozenset[int]) -> None:
        """Fold as a person wants, and tell."""
        if folded != self.folded:
            self.folded = folded
            self.post_message(FoldsChanged(folded, self.keeper))

    def toggle_row(self, row: int) -> None:
        """Fold or unfold a row."""
        self.fold_exactly(self.rows.folds_toggled(row))

    def action_toggle_fold(self) -> None:
        """Fold or unfold the cursor's row; one without anything below folds its parent."""
        row = self.cursor_row
        if not self.row_count:
            return
        parent = self.rows.parent_row(row)
        self.toggle_row(row if self.rows.is_parent(row) or parent is None else parent)

    def action_unfold_all(self) -> None:
        """Show every row."""
        self.fold_exactly(self.rows.folds_elsewhere)

    def action_fold_to_level(self, level: int) -> None:
        """Show so many levels."""
        self.fold_exactly(self.rows.folds_to_level(level))

    def action_fold_or_parent(self) -> None:
        """Fold the cursor's row, or go to its parent if there is nothing to fold."""
        if not self.row_count:
            return
        row = self.cursor_row
        if self.rows.is_parent(row) and not self.rows.is_folded(row):
            self.toggle_row(row)
        else:
            self._go_to(self.rows.parent_row(row))

    def action_unfold_or_child(self) -> None:
        """Unfold the cursor's row, or go to its first child."""
        if not self.row_count:
            return
        row = self.cursor_row
        if self.rows.is_folded(row):
            self.toggle_row(row)
        elif self.rows.is_parent(row):
            self._go_to(row + 1)

    def action_sibling(self, step: int) -> None:
        """Go to the next or previous row of the same parent."""
        if self.row_count:
            self._go_to(self.rows.sibling_row(self.cursor_row, step))

    def _go_to(self, row: int | None) -> None:
        if row is not None:
            self.cursor_row = row
