"""The value line: an input for one value of a field."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.message import Message
from textual.suggester import SuggestFromList
from textual.widgets import Static

from mlv_tui.tui.widgets.cells import shown
from mlv_tui.tui.widgets.plain_input import OneLineInput


class ValueInput(OneLineInput):
    """Where the value is typed."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "submit", "Store", id="edit.store", tooltip="Store what is typed"),
        Binding("escape", "leave", "Cancel", id="edit.cancel", tooltip="Store nothing"),
    ]

    class Left(Message):
        """Nothing is to be stored."""

    def action_leave(self) -> None:
        """Ask to store nothing."""
        self.post_message(self.Left())


class ValueLine(Horizontal):
    """Says which field is asked for; Enter stores, Escape leaves."""

    DEFAULT_CSS = """
    ValueLine {
        height: 1;
        background: $panel;
        display: none;
        &.-open { display: block; }
        & > Static { width: auto; padding: 0 1; color: $primary; text-style: bold; }
        & > ValueInput {
            width: 1fr;
            height: 1;
            border: none;
            padding: 0;
            background: $panel;
            &:focus { border: none; background: $panel; }
        }
    }
    """

    field_name: str = ""
    """The field that is asked for; "" while the line is shut."""

    def compose(self) -> ComposeResult:
        """Lay out name and input."""
        yield Static(Content(""))
        yield ValueInput(select_on_focus=True)

    def open(self, name: str, value: str, known: Sequence[str] = ()) -> None:
        """Ask for a field, with a value to begin with, and values that complete what is typed."""
        self.field_name = name
        self.query_one(Static).update(Content(shown(name)))
        typed = self.query_one(ValueInput)
        typed.suggester = SuggestFromList(known, case_sensitive=False) if known else None
        typed.value = value
        self.add_class("-open")
        # At once: what is typed right after the key belongs here.
        self.screen.set_focus(typed)

    def shut(self) -> None:
        """Hide the line."""
        self.field_name = ""
        self.remove_class("-open")
