"""An input of one line, without a frame, with nothing in it that a terminal obeys."""

from __future__ import annotations

from textual.widgets import Input

from mlv_tui.tui.widgets.cells import shown


class OneLineInput(Input):
    """What all inputs share."""

    def validate_value(self, value: str) -> str:
        """Have nothing in it that the terminal would obey, whatever is pasted."""
        return shown(value)


class PlainInput(OneLineInput):
    """What the inputs in rows, lines and forms share."""

    DEFAULT_CSS = """
    PlainInput {
        height: 1;
        border: none;
        padding: 0;
        background: $background;
        &:focus { border: none; background: $background; background-tint: $primary 14%; }
    }
    """
