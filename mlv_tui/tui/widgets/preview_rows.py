"""The list of a preview: Enter applies it."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.message import Message

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
    ]

    def action_choose(self) -> None:
        """Accept the whole list, wherever the cursor is."""
        self.post_message(self.Accepted())
