"""A line that asks for one thing: what it is called, and where that is typed."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.message import Message
from textual.suggester import Suggester
from textual.widgets import Static

from mlv_tui.tui.widgets.cells import shown
from mlv_tui.tui.widgets.plain_input import PlainInput


class AskInput(PlainInput):
    """Enter stores, Escape leaves, Tab puts in what is offered."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "submit", "Store", id="edit.store", tooltip="Store what is typed"),
        Binding("escape", "leave", "Cancel", id="edit.cancel", tooltip="Store nothing"),
        Binding(
            "tab", "complete", "Complete", id="edit.complete", tooltip="Complete what is typed"
        ),
    ]

    class Left(Message):
        """Nothing is to be stored."""

    def __init__(self) -> None:
        """Make an empty input; a name that is there is gone on with."""
        super().__init__(select_on_focus=False)

    def action_leave(self) -> None:
        """Ask to store nothing."""
        self.post_message(self.Left())

    async def action_complete(self) -> None:
        """Put in what is offered, whether it is shown by now or not."""
        found = await self.suggester.get_suggestion(self.value) if self.suggester else None
        if found:
            self.value = found
            self.action_end()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Complete only what can be."""
        if action == "complete" and self.suggester is None:
            return False
        return super().check_action(action, parameters)


class FindInput(PlainInput):
    """Narrows a list down; Enter opens, Escape shows all again."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "submit", "Open", id="picker.choose", tooltip="Take this one"),
        Binding("escape", "leave", "Show all", id="picker.cancel", tooltip="Show all again"),
        Binding("down", "move(1)", "Down", id="picker.down", tooltip="Down", show=False),
        Binding("up", "move(-1)", "Up", id="picker.up", tooltip="Up", show=False),
    ]

    class Left(Message):
        """All is to be shown again."""

    class Moved(Message):
        """The cursor of the list is to move."""

        def __init__(self, step: int) -> None:
            """Move by some entries."""
            super().__init__()
            self.step = step

    def action_leave(self) -> None:
        """Ask for all."""
        self.post_message(self.Left())

    def action_move(self, step: int) -> None:
        """Ask to move among what is listed."""
        self.post_message(self.Moved(step))


class AskLine(Horizontal):
    """Shut until something is asked for."""

    DEFAULT_CSS = """
    AskLine {
        height: 1;
        background: $panel;
        display: none;
        &.-open { display: block; }
        & > Static {
            width: auto;
            max-width: 45%;
            padding: 0 1;
            color: $primary;
            text-style: bold;
            text-wrap: nowrap;
            text-overflow: ellipsis;
        }
        & > PlainInput { width: 1fr; background: $panel; }
        & > PlainInput:focus { background: $panel; }
    }
    """

    def __init__(self, typed: PlainInput, *, id: str | None = None) -> None:  # noqa: A002 - Textual's word
        """Make a shut line around an input."""
        super().__init__(id=id)
        self._typed = typed

    @property
    def value(self) -> str:
        """What is typed."""
        return self._typed.value

    @property
    def is_open(self) -> bool:
        """Whether something is asked for."""
        return self.has_class("-open")

    def compose(self) -> ComposeResult:
        """Lay out label and input."""
        yield Static(Content(""))
        yield self._typed

    def open(
        self, label: str, value: str = "", hint: str = "", suggester: Suggester | None = None
    ) -> None:
        """Ask for something.

        Args:
            label: What it is called.
            value: What to begin with.
            hint: What may be typed, said while nothing is.
            suggester: Completes what is typed.
        """
        self.query_one(Static).update(Content(shown(label)))
        self._typed.suggester = suggester
        self._typed.placeholder = hint
        self._typed.value = value
        self._typed.cursor_position = len(self._typed.value)
        self.add_class("-open")
        # At once: what is typed right after the key belongs here.
        self.screen.set_focus(self._typed)

    def shut(self) -> None:
        """Hide the line."""
        self.remove_class("-open")
