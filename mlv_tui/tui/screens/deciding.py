"""What the screens where conflicts are decided share: taking a decision back."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import BindingType

from mlv_tui.tui.screens.above import Above
from mlv_tui.tui.screens.undoing import UNDO_AND_REDO, Undoing


class Deciding(Above):
    """A list of conflicts, where `u` and `U` do what they do on the milestones screen."""

    BINDINGS: ClassVar[list[BindingType]] = [*UNDO_AND_REDO]

    home: Undoing

    def action_undo(self) -> None:
        """Undo the person's last gesture."""
        self.home.undo_later(None, self)

    def action_redo(self) -> None:
        """Bring back what the person undid last."""
        self.home.redo_later(self)
