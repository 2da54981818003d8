"""What the screens where conflicts are decided share: taking a decision back."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType

from mlv_tui.tui.screens.above import Above
from mlv_tui.tui.screens.undoing import Undoing


class Deciding(Above):
    """A list of conflicts, where `u` and `U` do what they do on the milestones screen."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("u", "undo", "undo", id="history.undo", tooltip="Undo your last gesture"),
        Binding(
            "U",
            "redo",
            "redo",
            id="history.redo",
            tooltip="Bring back what you undid last",
            show=False,
        ),
    ]

    home: Undoing

    def action_undo(self) -> None:
        """Undo the person's last gesture."""
        self.home.undo_later(None, self)

    def action_redo(self) -> None:
        """Bring back what the person undid last."""
        self.home.redo_later(self)
