"""A question with a few answers."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import OptionList, Static

from mlv_tui.domain.visible import visible
from mlv_tui.tui.keys_now import key_for


class Choice(ModalScreen[int | None]):
    """Gives the index of the chosen answer, None if it was left."""

    DEFAULT_CSS = """
    Choice {
        align: center middle;
        background: $background 60%;
        & > Vertical {
            width: 76;
            max-width: 90%;
            height: auto;
            max-height: 80%;
            padding: 1 2;
            background: $panel;
        }
        & OptionList {
            height: auto;
            max-height: 60vh;
            border: none;
            padding: 0;
            margin-top: 1;
            background: $panel;
            &:focus { border: none; background-tint: transparent; }
        }
        & .hint { color: $foreground-muted; margin-top: 1; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "dismiss(None)", "Cancel", id="choice.cancel", tooltip="Cancel"),
        Binding("j", "move('down')", "Down", id="choice.down", tooltip="Down", show=False),
        Binding("k", "move('up')", "Up", id="choice.up", tooltip="Up", show=False),
    ]

    def __init__(
        self,
        question: str,
        answers: tuple[str, ...],
        *,
        at: int = 0,
        keys: tuple[str, str] = ("chooses", "cancels"),
    ) -> None:
        """Ask.

        Args:
            question: One sentence.
            answers: At least one, of one or more lines; shown as text.
            at: The index of the one that Enter chooses at first.
            keys: What Enter and Esc do, for the hint.
        """
        super().__init__()
        self._first = at
        self._keys = keys
        self._question = question
        self._answers = answers

    def compose(self) -> ComposeResult:
        """Lay out the question above its answers."""
        with Vertical():
            yield Static(Content(visible(self._question)))
            yield OptionList(*(Content(_by_line(answer)) for answer in self._answers))
            chooses, leaves = self._keys
            yield Static(
                Content(f"Enter {chooses} · {key_for('choice.cancel', 'Esc')} {leaves}"),
                classes="hint",
            )

    def on_mount(self) -> None:
        """Begin at the likeliest answer."""
        self.query_one(OptionList).highlighted = self._first

    def action_move(self, way: str) -> None:
        """Move as with the arrow keys."""
        answers = self.query_one(OptionList)
        if way == "down":
            answers.action_cursor_down()
        else:
            answers.action_cursor_up()

    @on(OptionList.OptionSelected)
    def _answer(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(event.option_index)


def _by_line(answer: str) -> str:
    return "\n".join(visible(line) for line in answer.split("\n"))
