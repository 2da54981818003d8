"""What the fields of a form share: a name that tells where one is, and what was changed."""

from __future__ import annotations

from datetime import date
from typing import Any

from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static


class FormLine(Vertical):
    """A field; `-here` while one is in it, `-touched` once it is to be stored."""

    DEFAULT_CSS = """
    FormLine {
        height: auto;
        & > Horizontal { height: auto; }
        & .label { width: 11; color: $foreground-muted; }
        & .plan { width: 26; }
        &.-touched .label { color: $accent; text-style: bold; }
        &.-touched .plan { color: $accent; }
        &.-here .label { color: $foreground; text-style: bold; }
    }
    """

    @property
    def is_touched(self) -> bool:
        """Whether it is to be stored."""
        raise NotImplementedError

    def values_on(self, day: date) -> dict[str, Any]:
        """Understand what is typed, by the name of the field.

        Args:
            day: Today.

        Raises:
            MlvError: If the field can't have that value; it is told here.
        """
        raise NotImplementedError

    def on_descendant_focus(self) -> None:
        """Tell that one is here."""
        self.add_class("-here")

    def on_descendant_blur(self) -> None:
        """Tell that one is elsewhere."""
        self.remove_class("-here")

    def show_touched(self) -> None:
        """Tell whether it is to be stored."""
        self.set_class(self.is_touched, "-touched")


def label(name: str) -> Static:
    """Make the name of a field."""
    return Static(Content(name), classes="label")
