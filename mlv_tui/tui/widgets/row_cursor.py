"""A scrolling list of rows with a cursor that keys move."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import BindingType
from textual.geometry import Size
from textual.reactive import reactive
from textual.scroll_view import ScrollView

from mlv_tui.tui.widgets.motions import motion


class RowCursor(ScrollView, can_focus=True, inherit_bindings=False):
    """Rows of one line each, of which the cursor is on one."""

    BINDINGS: ClassVar[list[BindingType]] = [
        motion("j,down", "cursor_by(1)", "tree.down", "Next row"),
        motion("k,up", "cursor_by(-1)", "tree.up", "Previous row"),
        motion("ctrl+d,pagedown", "cursor_by_pages(1)", "tree.page_down", "Half a page down"),
        motion("ctrl+u,pageup", "cursor_by_pages(-1)", "tree.page_up", "Half a page up"),
        motion("home,g g", "cursor_first", "tree.first", "First row"),
        motion("end,G", "cursor_last", "tree.last", "Last row"),
    ]

    cursor_row: reactive[int] = reactive(0, repaint=False)
    """The row that the cursor is on, among those that can be seen."""

    @property
    def row_count(self) -> int:
        """How many rows can be seen."""
        raise NotImplementedError

    def validate_cursor_row(self, row: int) -> int:
        """Keep the cursor on a row."""
        return max(0, min(row, self.row_count - 1))

    def watch_cursor_row(self, before: int, after: int) -> None:
        """Repaint the two rows concerned and bring the cursor into sight."""
        self.refresh_lines(before)
        self.refresh_lines(after)
        self.show_cursor()
        self.cursor_moved()

    def cursor_moved(self) -> None:
        """Tell that the cursor is on another row."""

    def show_cursor(self) -> None:
        """Scroll as little as needed for the cursor to be in sight."""
        top, height = self.scroll_offset.y, self.size.height
        if self.cursor_row < top:
            self.jump_to(self.cursor_row)
        elif height and self.cursor_row >= top + height:
            self.jump_to(self.cursor_row - height + 1)

    def center_cursor(self) -> None:
        """Scroll so that the cursor is in the middle."""
        self.jump_to(self.cursor_row - self.size.height // 2)

    def jump_to(self, row: int) -> None:
        """Scroll so that a row is the uppermost, as far as that can be."""
        if self.is_running:
            self.scroll_to(y=max(row, 0), animate=False, force=True)

    def measure_rows(self) -> None:
        """Tell the scrollbar how many rows there are."""
        self.virtual_size = Size(1, self.row_count)

    def on_resize(self) -> None:
        """Keep the cursor in sight."""
        self.show_cursor()

    def action_cursor_by(self, rows: int) -> None:
        """Move the cursor by some rows."""
        self.cursor_row += rows

    def action_cursor_by_pages(self, halves: int) -> None:
        """Move the cursor by half pages."""
        self.cursor_row += halves * max(self.size.height // 2, 1)

    def action_cursor_first(self) -> None:
        """Move the cursor to the first row."""
        self.cursor_row = 0

    def action_cursor_last(self) -> None:
        """Move the cursor to the last row."""
        self.cursor_row = self.row_count - 1
