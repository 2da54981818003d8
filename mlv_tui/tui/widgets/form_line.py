"""What the fields of a form share: a name that tells where one is, and what was changed."""

from __future__ import annotations

from datetime import date
from typing import Any

from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

NEEDED = "*"
"""Marks the name of a field in which something must be."""


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
    def field_name(self) -> str:
        """The name of the field."""
        raise NotImplementedError

    @property
    def base(self) -> str:
        """What was there when a person began to type, as it is typed."""
        raise NotImplementedError

    @property
    def typed(self) -> str:
        """What a person typed."""
        raise NotImplementedError

    @property
    def stored(self) -> str:
        """What is there now, as it is typed."""
        raise NotImplementedError

    @property
    def is_touched(self) -> bool:
        """Whether it is to be stored."""
        return self.typed != self.stored

    @property
    def is_overtaken(self) -> bool:
        """Whether somebody else changed it, too, to something else."""
        return self.is_touched and self.base != self.stored

    def told(self, text: str) -> str:
        """Word a text of the field for people."""
        return text

    def put_in(self, text: str, base: str) -> None:
        """Go on with what was typed before.

        Args:
            text: As typed.
            base: What was there when that began, as it is typed.
        """
        raise NotImplementedError

    def focus_input(self) -> None:
        """Go on typing here."""
        found = [one for one in self.query("*") if one.focusable]
        if found:
            found[0].focus()

    def take_stored(self) -> None:
        """Put in what is there now, in place of what was typed."""
        self.put_in(self.stored, self.stored)

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


def label(name: str, *, is_needed: bool = False) -> Static:
    """Make the name of a field, marked where something must be in it."""
    return Static(Content(f"{name} {NEEDED}" if is_needed else name), classes="label")
