"""The notes of a milestone, as some lines of a form."""

from __future__ import annotations

from datetime import date
from typing import Any

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal

from mlv_tui.tui.widgets.form_line import FormLine, label
from mlv_tui.tui.widgets.text_area import PlainTextArea, safe_lines


class NotesArea(PlainTextArea):
    """Up in the first line and Down in the last one leave it, as they do the other fields."""

    def action_cursor_up(self, select: bool = False) -> None:  # noqa: FBT001, FBT002 - Textual's signature
        """Go up, else to the field before."""
        if self.cursor_at_first_line and not select:
            self.screen.focus_previous()
        else:
            super().action_cursor_up(select)

    def action_cursor_down(self, select: bool = False) -> None:  # noqa: FBT001, FBT002 - Textual's signature
        """Go down, else to the field after."""
        if self.cursor_at_last_line and not select:
            self.screen.focus_next()
        else:
            super().action_cursor_down(select)


class NotesRow(FormLine):
    """What is typed stays, whatever becomes of the milestone."""

    DEFAULT_CSS = """
    NotesRow PlainTextArea { height: 4; padding: 0; }
    """

    def __init__(self, notes: str) -> None:
        """Show notes."""
        super().__init__()
        self._there = self._began = safe_lines(notes)

    def compose(self) -> ComposeResult:
        """Lay out name and text."""
        with Horizontal():
            yield label("notes")
            yield NotesArea()

    def on_mount(self) -> None:
        """Show what there is now."""
        self.query_one(PlainTextArea).show_text(self._there)

    @property
    def field_name(self) -> str:
        """The name of the field."""
        return "notes"

    @property
    def base(self) -> str:
        """What the notes were when a person began to type."""
        return self._began

    @property
    def typed(self) -> str:
        """What stands in the text area."""
        return self.query_one(PlainTextArea).text

    @property
    def stored(self) -> str:
        """What the notes are now."""
        return self._there

    def put_in(self, text: str, base: str) -> None:
        """Go on with what was typed before."""
        self._began = base
        self.query_one(PlainTextArea).show_text(text)

    def values_on(self, day: date) -> dict[str, Any]:
        """Give what is to be stored."""
        del day
        return {"notes": self.typed}

    def renew(self, notes: str) -> None:
        """Take over other notes, if nothing was typed."""
        is_touched, self._there = self.is_touched, safe_lines(notes)
        if not is_touched and self._there != self._began:
            self.take_stored()

    @on(PlainTextArea.Changed)
    def _show(self) -> None:
        self.show_touched()
