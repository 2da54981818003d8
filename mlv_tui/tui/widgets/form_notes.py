"""The notes of a milestone, as some lines of a form."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal

from mlv_tui.tui.widgets.form_line import FormLine, label
from mlv_tui.tui.widgets.text_area import PlainTextArea, safe_lines


class NotesRow(FormLine):
    """What is typed stays, whatever becomes of the milestone."""

    DEFAULT_CSS = """
    NotesRow PlainTextArea { height: 4; padding: 0; }
    """

    def __init__(self, notes: str) -> None:
        """Show notes."""
        super().__init__()
        self._stored = safe_lines(notes)

    def compose(self) -> ComposeResult:
        """Lay out name and text."""
        with Horizontal():
            yield label("notes")
            yield PlainTextArea()

    def on_mount(self) -> None:
        """Show what there is now."""
        self.query_one(PlainTextArea).show_text(self._stored)

    @property
    def typed(self) -> str:
        """What stands in the text area."""
        return self.query_one(PlainTextArea).text

    @property
    def is_touched(self) -> bool:
        """Whether it is to be stored."""
        return self.typed != self._stored

    def renew(self, notes: str) -> None:
        """Take over other notes, if nothing was typed."""
        is_touched, self._stored = self.is_touched, safe_lines(notes)
        if not is_touched:
            self.query_one(PlainTextArea).show_text(self._stored)

    @on(PlainTextArea.Changed)
    def _show(self) -> None:
        self.show_touched()
