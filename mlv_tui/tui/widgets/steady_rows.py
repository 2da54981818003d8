"""Rows that stay under the person's eyes when others come and go, and tell of leaps."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple

from mlv_tui.tui.messages import Leapt
from mlv_tui.tui.widgets.foldable_rows import FoldableRows
from mlv_tui.tui.widgets.row_cursor import RowCursor
from mlv_tui.tui.widgets.tree_rows import TreeRows


class _Lost(NamedTuple):
    """A milestone that vanished under the cursor, and its line in the pane."""

    id: int
    offset: int


class _CameBack(NamedTuple):
    """Its row now, and the line in the pane where it was."""

    row: int
    offset: int


class SteadyRows(FoldableRows):
    """Keeps cursor and scroll on what they are on, or on what stands nearest to it."""

    _lost: _Lost | None = None

    @property
    def lost_id(self) -> int | None:
        """What vanished under the cursor, as long as the person doesn't move it."""
        return None if self._lost is None else self._lost.id

    def settle(self, before: TreeRows) -> None:
        """Put cursor and scroll where they were, or at what stood nearest."""
        top = self.scroll_offset.y
        in_sight = top <= self.cursor_row < top + max(self.size.height, 1)
        cursor = self._landing(before, self.cursor_row)
        held = self.cursor_row if in_sight else top
        landing = cursor if in_sight else self._landing(before, top)
        if (came_back := self._came_back()) is not None:
            cursor = landing = came_back.row
            held = top + came_back.offset
        elif len(before):
            self._note_loss(before.id_at(self.cursor_row), self.cursor_row - top)
        self.measure_rows()
        self.set_reactive(RowCursor.cursor_row, cursor)
        self.jump_to(landing - (held - top))
        self.cursor_moved()

    def _note_loss(self, ident: int, offset: int) -> None:
        """Remember a milestone that vanished under the cursor, until the person moves it."""
        if self._lost is None and self.rows.row_of(ident) is None:
            self._lost = _Lost(ident, offset)

    def _came_back(self) -> _CameBack | None:
        """Tell where a milestone that had vanished under the cursor is again."""
        row = None if self._lost is None else self.rows.row_of(self._lost.id)
        if self._lost is None or row is None:
            return None
        offset, self._lost = self._lost.offset, None
        return _CameBack(row, offset)

    def watch_cursor_row(self, before: int, after: int) -> None:
        """Follow the person: what was lost before is not what they look at now."""
        self._lost = None
        super().watch_cursor_row(before, after)

    def _landing(self, before: TreeRows, row: int) -> int:
        if row >= len(before):
            return 0
        return self.rows.nearest_row(before.id_at(row), before.shape) or 0

    def show_above(self) -> None:
        """Scroll so that the rows right above the cursor's, as many as it has ancestors, show."""
        if self.row_count:
            wanted = self.cursor_row - self.rows.depth_at(self.cursor_row)
            if wanted < self.scroll_offset.y and self.cursor_row < wanted + self.size.height:
                self.jump_to(wanted)

    def action_cursor_first(self) -> None:
        """Move the cursor to the first row."""
        with self.leaping():
            super().action_cursor_first()

    def action_cursor_last(self) -> None:
        """Move the cursor to the last row."""
        with self.leaping():
            super().action_cursor_last()

    @contextmanager
    def leaping(self) -> Iterator[None]:
        """Tell where the cursor came from, so that one can go back there."""
        before = self.cursor_id
        yield
        if before is not None and before != self.cursor_id:
            self.post_message(Leapt(before))
