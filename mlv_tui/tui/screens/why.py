"""The agenda explained: what is next, what was skipped, and why."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType

from mlv_tui.domain.forest import Forest
from mlv_tui.domain.next_action import agenda
from mlv_tui.tui.screens.above import Above
from mlv_tui.tui.screens.queued import Queued
from mlv_tui.tui.widgets.agenda_lines import agenda_entries
from mlv_tui.tui.widgets.entry_rows import EntryChosen
from mlv_tui.tui.widgets.title_line import TitleLine


class Why(Above):
    """Lists the next actions, then what can't be done now; Enter goes to one of them."""

    HEADING = "What is next"
    MOVES_BY_ENTRY = True
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "choose", "go there", id="list.choose", tooltip="Go to this milestone"),
    ]

    def __init__(self, home: Queued, here: int | None) -> None:
        """Explain what is next in a screen's project.

        Args:
            home: The screen.
            here: The milestone of which is told first why it isn't next; None for none.
        """
        super().__init__(home)
        self._here = here

    def forest_changed(self, forest: Forest) -> None:
        """Explain anew."""
        found = agenda(forest)
        self.rows.entries = agenda_entries(forest, self._here)
        remark = f"{len(found.actions)} can be done now, {len(found.skipped)} can't"
        self.query_one(TitleLine).remark = remark

    @on(EntryChosen)
    def _go_there(self, event: EntryChosen) -> None:
        ident = self._here if event.key == f"here {self._here}" else event.key
        if isinstance(ident, int) and ident in self.home.forest:
            self.action_leave()
            self.home.the_tree.select(ident, center=True)
