"""Going to the next action, and asking why it is the next."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType

from mlv_tui.domain.next_action import why_nothing
from mlv_tui.tui.messages import MilestoneHighlighted
from mlv_tui.tui.screens.queued import Queued
from mlv_tui.tui.widgets.next_line import NextLine


class Going(Queued):
    """`w` goes to the next action and from one to the one after, `W` explains."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "w",
            "go_next",
            "next",
            id="go.next",
            tooltip="Go to the next action; again: the one after",
        ),
        Binding(
            "W",
            "why",
            "why",
            id="go.why",
            tooltip="Show what is next and why, and why this milestone isn't",
            show=False,
        ),
    ]

    def action_go_next(self) -> None:
        """Go to the next action; from the one that was gone to, to the one after."""
        tree, line = self.the_tree, self.query_one(NextLine)
        ids = [action.id for action in line.actions]
        if not ids:
            self.say(why_nothing(self.forest))
            return
        is_there = tree.cursor_id in (ids[0], line.gone_to)
        at = ids.index(tree.cursor_id) + 1 if is_there and tree.cursor_id in ids else 0
        goal = ids[at % len(ids)]
        line.gone_to = goal
        tree.select(goal, center=True)

    @on(MilestoneHighlighted)
    def _leave_action(self, event: MilestoneHighlighted) -> None:
        """Show the first again once the cursor is elsewhere."""
        line = self.query_one(NextLine)
        if line.gone_to not in (event.id, self.cursor_id):
            line.gone_to = None

    def action_why(self) -> None:
        """Show what is next, what was skipped, and why."""
        from mlv_tui.tui.screens.why import Why  # noqa: PLC0415 - not before the first frame

        self.app.push_screen(Why(self, self.cursor_id))
