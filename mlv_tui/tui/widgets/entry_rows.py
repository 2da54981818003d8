"""A scrolling list of entries, each of one or more lines, with a cursor that keys move."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from typing import Protocol

from textual import events
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip

from mlv_tui.tui.widgets.detail_head import Line, Page
from mlv_tui.tui.widgets.glyphs import glyphs
from mlv_tui.tui.widgets.pieces import Painter
from mlv_tui.tui.widgets.row_cursor import RowCursor

MARGIN = 2
"""Cells beside the lines: the cursor's edge and the scrollbar's."""

NOTHING: Line = []
"""The line that parts an entry from the next: the cursor is never on it."""

DOUBLE = 2


class Entry(Protocol):
    """What is listed."""

    @property
    def key(self) -> Hashable:
        """What tells it from the others, and stays."""
        ...

    def lines(self, page: Page) -> list[Line]:
        """Draw it: at least one line."""
        ...


@dataclass
class EntryChosen(Message):
    """A person wants to see more of an entry (Enter, double click)."""

    key: Hashable


@dataclass
class EndReached(Message):
    """The last line is in sight, or somebody wants to go on from there."""


class EntryRows(RowCursor):
    """Draws entries one below the other; new ones leave the cursor on the entry it is on."""

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    EntryRows {
        height: 1fr;
        overflow-x: hidden;
        overflow-y: scroll;
        scrollbar-size-vertical: 1;
        scrollbar-background: $scrollbar-background;
        scrollbar-background-hover: $scrollbar-background;
        scrollbar-background-active: $scrollbar-background;
        background: $background;
        color: $foreground;
    }
    """
    entries: reactive[tuple[Entry, ...]] = reactive(tuple[Entry, ...], repaint=False)
    """What is listed."""
    now: reactive[int] = reactive(0, repaint=False)
    """Epoch milliseconds, for ages."""
    ascii_only: reactive[bool] = reactive(default=False, repaint=False)
    """Whether to draw with ASCII signs."""
    empty_hint: reactive[str] = reactive("")
    """What is said where there are none."""

    def __init__(self, *, moves_by_entry: bool = False, id: str | None = None) -> None:  # noqa: A002 - Textual's word
        """Make an empty list.

        Args:
            moves_by_entry: Whether the cursor is on whole entries, else on one of their lines.
            id: Textual's.
        """
        self._by_entry = moves_by_entry
        self._painter = Painter(self)
        self._drawn: list[tuple[int, Line]] = []
        self._heads: list[int] = []
        super().__init__(id=id)

    @property
    def row_count(self) -> int:
        """How many lines there are."""
        return len(self._drawn)

    @property
    def cursor_key(self) -> Hashable:
        """The key of the entry that the cursor is on; None if there are none."""
        return self.entries[self._entry_at(self.cursor_row)].key if self._drawn else None

    def _entry_at(self, row: int) -> int:
        return self._drawn[row][0]

    def watch_entries(self, before: tuple[Entry, ...], after: tuple[Entry, ...]) -> None:
        """Take over other entries; cursor and scroll stay where they are."""
        del after
        self._lay_out(before)

    def watch_now(self) -> None:
        """Draw anew."""
        self._lay_out(self.entries)

    watch_ascii_only = watch_now

    def on_resize(self) -> None:
        """Draw anew in another width."""
        self._lay_out(self.entries)

    def _lay_out(self, before: tuple[Entry, ...]) -> None:
        top, row = self.scroll_offset.y, self.cursor_row
        entry, offset = (self._entry_at(row), row) if self._drawn else (0, 0)
        offset -= self._heads[entry] if self._heads else 0
        self._draw_all()
        held = before[entry].key if entry < len(before) and self._drawn else None
        at = next((at for at, one in enumerate(self.entries) if one.key == held), None)
        landing = min(row, max(self.row_count - 1, 0))
        if at is not None:
            landing = self._heads[at] + min(offset, self._height(at) - 1)
        self.measure_rows()
        self.set_reactive(EntryRows.cursor_row, landing)
        # Seen from the top, new entries come in at the top; further down nothing moves.
        self.jump_to(top + landing - row if top else 0)
        self.show_cursor()
        self.refresh()
        self._tell_of_end()

    def _draw_all(self) -> None:
        page = Page(max(self.size.width - MARGIN, 1), glyphs(ascii_only=self.ascii_only), self.now)
        self._drawn, self._heads = [], []
        for at, entry in enumerate(self.entries):
            self._heads.append(len(self._drawn))
            self._drawn += [(at, line) for line in entry.lines(page)]

    def _height(self, entry: int) -> int:
        ends = [*self._heads[1:], len(self._drawn)]
        return ends[entry] - self._heads[entry]

    def select(self, key: Hashable) -> None:
        """Put the cursor on an entry; nothing if there is none of that key."""
        for at, entry in enumerate(self.entries):
            if entry.key == key:
                self.cursor_row = self._heads[at]
                return

    def watch_cursor_row(self, before: int, after: int) -> None:
        """Draw the cursor where it is now."""
        super().watch_cursor_row(before, after)
        self.refresh()

    def show_cursor(self) -> None:
        """Bring the cursor into sight, a whole entry if there is room for it."""
        if self._by_entry and self._drawn and self.size.height:
            entry = self._entry_at(self.cursor_row)
            head, last = self._heads[entry], self._heads[entry] + self._height(entry) - 1
            top = max(self.scroll_offset.y, last - self.size.height + 1)
            self.jump_to(min(top, head))
        else:
            super().show_cursor()

    def action_cursor_by(self, rows: int) -> None:
        """Move the cursor by some rows, or entries; what of one is out of sight comes first."""
        self._ask_for_more()
        if not self._by_entry or not self._drawn:
            super().action_cursor_by(rows)
            return
        entry = self._entry_at(self.cursor_row)
        bottom = self.scroll_offset.y + self.size.height
        if rows > 0 and self._heads[entry] + self._height(entry) > bottom:
            self.jump_to(self.scroll_offset.y + rows)
        else:
            self.cursor_row = self._heads[max(0, min(entry + rows, len(self._heads) - 1))]

    def action_cursor_by_pages(self, halves: int) -> None:
        """Move the cursor by half pages."""
        self._ask_for_more()
        super().action_cursor_by_pages(halves)

    def action_cursor_last(self) -> None:
        """Move the cursor to the last row."""
        self._ask_for_more()
        super().action_cursor_last()

    def on_mouse_scroll_down(self) -> None:
        """Go on from the end."""
        self._ask_for_more()

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Tell when the end comes into sight."""
        super().watch_scroll_y(old_value, new_value)
        self._tell_of_end()

    def _tell_of_end(self) -> None:
        if self._drawn:
            self._ask_for_more()

    def _ask_for_more(self) -> None:
        """Tell of the end, wherever it is told already: what was asked for may have failed."""
        if self.scroll_offset.y + self.size.height >= self.row_count:
            self.post_message(EndReached())

    def choose(self) -> None:
        """Choose the cursor's entry."""
        if self._drawn:
            self.post_message(EntryChosen(self.cursor_key))

    def on_click(self, event: events.Click) -> None:
        """Move the cursor; a double click chooses."""
        offset = event.get_content_offset(self)
        if offset is None or not 0 <= offset.y + self.scroll_offset.y < self.row_count:
            return
        self.cursor_row = offset.y + self.scroll_offset.y
        if event.chain == DOUBLE:
            self.choose()

    def notify_style_update(self) -> None:
        """Draw anew in other colours."""
        super().notify_style_update()
        self._painter.forget()
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """Draw one line of the pane."""
        row, width = y + self.scroll_offset.y, self.size.width
        if row >= self.row_count:
            hint = self.empty_hint if row == 0 else ""
            return self._painter.strip([("  " + hint, "quiet")], width)
        entry, line = self._drawn[row]
        if line is NOTHING or entry != self._entry_at(self.cursor_row):
            return self._painter.strip([(" ", ""), *line], width)
        is_cursor = row == self.cursor_row and not self._by_entry
        edge = (glyphs(ascii_only=self.ascii_only).cursor, "edge")
        return self._painter.strip([edge, *line], width, "cursor" if is_cursor else "around")

    def line_text(self, y: int) -> str:
        """Return what a line of the pane says, without colours."""
        return self.render_line(y).text.rstrip()
