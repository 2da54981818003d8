"""The list of a preview: Enter applies it."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.message import Message
from textual.reactive import var

from mlv_tui.tui.widgets.entry_rows import EntryRows


class PreviewRows(EntryRows):
    """Lists what would change."""

    class Accepted(Message):
        """A person wants it done."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "enter",
            "choose",
            "apply",
            id="preview.apply",
            tooltip="Apply what is shown, but for what is held back",
        ),
        # With nothing to apply the key isn't offered, yet says so.
        Binding("enter", "accept", show=False),
    ]

    can_apply: var[bool] = var(default=False)
    """Whether Enter has anything to apply."""

    def action_choose(self) -> None:
        """Accept the whole list, wherever the cursor is."""
        self.action_accept()

    def action_accept(self) -> None:
        """Tell that a person agrees, be it to nothing."""
        self.post_message(self.Accepted())

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer to apply only where there is something."""
        if action == "choose":
            return self.can_apply
        return super().check_action(action, parameters)
