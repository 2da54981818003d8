"""What was done, and what is to be decided, from the milestones screen."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType

from mlv_tui.domain.disagreements import in_conflict
from mlv_tui.tui.screens.undoing import UNDO_AND_REDO, Undoing


class Recalling(Undoing):
    """Undo, redo, history, activity and conflicts."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *UNDO_AND_REDO,
        Binding(
            "L",
            "activity",
            "activity",
            id="history.activity",
            tooltip="Show what was done, by whom",
            show=False,
        ),
        Binding(
            "H",
            "history",
            "history",
            id="history.milestone",
            tooltip="Show what happened to this milestone",
            show=False,
        ),
        Binding(
            "g c",
            "conflicts",
            "conflicts",
            id="go.conflicts",
            tooltip="Decide where plan and person disagree",
            show=False,
        ),
    ]

    def action_undo(self) -> None:
        """Undo the person's last gesture."""
        self.undo_later(None, self)

    def action_redo(self) -> None:
        """Bring back what the person undid last."""
        self.redo_later(self)

    def action_activity(self) -> None:
        """Show what was done in the project."""
        from mlv_tui.tui.screens.activity import Activity  # noqa: PLC0415 - not before the first frame

        self.app.push_screen(Activity(self))

    def action_history(self) -> None:
        """Show what happened to the milestone under the cursor."""
        from mlv_tui.tui.screens.history import MilestoneHistory  # noqa: PLC0415 - not before the first frame

        ident = self.cursor_id
        if ident is None:
            self.say("No milestone is under the cursor.", is_wrong=True)
        else:
            self.app.push_screen(MilestoneHistory(self, ident))

    def action_conflicts(self) -> None:
        """Go to the next milestone in conflict; list them where there are several."""
        from mlv_tui.tui.screens.conflicts import Conflicts  # noqa: PLC0415 - not before the first frame
        from mlv_tui.tui.screens.three_way import ThreeWayView  # noqa: PLC0415 - not before the first frame

        ids, tree = in_conflict(self.forest), self.the_tree
        if not ids:
            self.say("Nothing is in conflict.")
        elif len(ids) == 1:
            tree.select(ids[0])
            self.app.push_screen(ThreeWayView(self, ids[0]))
        else:
            self.app.push_screen(Conflicts(self, self._next_of(ids)))

    def _next_of(self, ids: tuple[int, ...]) -> int:
        """Return the first of some milestones at or after the cursor, else the first."""
        tree = self.the_tree
        places = tree.rows.shape.places
        here = places.get(tree.cursor_id or 0, 0)
        return next((ident for ident in ids if places.get(ident, 0) >= here), ids[0])
