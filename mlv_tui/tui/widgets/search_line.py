"""The search line: an input that searches while it is typed into."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.message import Message

from mlv_tui.tui.widgets.plain_input import OneLineInput


class SearchLine(OneLineInput):
    """Says what is looked for; Enter keeps it, Escape drops it."""

    DEFAULT_CSS = """
    SearchLine {
        height: 1;
        border: none;
        padding: 0 1;
        background: $panel;
        &:focus { border: none; background: $panel; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "submit", "Keep", id="search.keep", tooltip="Keep the hits for n and N"),
        Binding("escape", "drop", "Drop", id="search.drop", tooltip="Leave the search"),
    ]

    class Dropped(Message):
        """The search is to go."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's word
        """Make a closed line."""
        super().__init__(placeholder="search titles", id=id, select_on_focus=True)
        self.display = False

    def open(self) -> None:
        """Show the line and type into it."""
        self.display = True
        # At once: what is typed right after `/` belongs here.
        self.screen.set_focus(self)

    def shut(self) -> None:
        """Hide the line."""
        self.display = False

    def action_drop(self) -> None:
        """Ask to drop the search."""
        self.post_message(self.Dropped())
