"""The conflicts: every field that plan and person disagree on."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType

from mlv_tui.domain.disagreements import in_conflict
from mlv_tui.domain.folding import counted
from mlv_tui.domain.forest import Forest
from mlv_tui.tui.screens.deciding import Deciding
from mlv_tui.tui.screens.three_way import ThreeWayView
from mlv_tui.tui.screens.undoing import Undoing
from mlv_tui.tui.widgets.conflict_entries import conflict_entries
from mlv_tui.tui.widgets.entry_rows import EntryChosen
from mlv_tui.tui.widgets.title_line import TitleLine


class Conflicts(Deciding):
    """Lists what is to be decided; Enter decides one, and nothing to decide leaves."""

    HEADING = "Conflicts"
    MOVES_BY_ENTRY = True
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "enter", "choose", "decide", id="list.choose", tooltip="Show three ways, and decide"
        ),
    ]

    def __init__(self, home: Undoing, first: int | None = None) -> None:
        """Show the conflicts of a screen's project.

        Args:
            home: The screen.
            first: The milestone to begin with; None for the first in conflict.
        """
        super().__init__(home)
        self._first = first

    def on_mount(self) -> None:
        """Begin with the cursor on the one that was asked for."""
        self.call_after_refresh(self._go_to_first)

    def _go_to_first(self) -> None:
        keys = [one.key for one in self.rows.entries]
        found = [key for key in keys if isinstance(key, tuple) and key[0] == self._first]
        self.rows.select(found[0] if found else None)

    def forest_changed(self, forest: Forest) -> None:
        """Show what is left to decide."""
        self.rows.entries = conflict_entries(forest, in_conflict(forest))
        self.query_one(TitleLine).remark = counted(len(self.rows.entries), "field")
        self._leave_if_done()

    def on_screen_resume(self) -> None:
        """Leave if everything was decided meanwhile."""
        self._leave_if_done()

    def _leave_if_done(self) -> None:
        if not in_conflict(self.home.forest):
            self.action_leave()

    @on(EntryChosen)
    def _decide(self, event: EntryChosen) -> None:
        if isinstance(event.key, tuple):
            ident, name = event.key
            self.home.the_tree.select(ident)
            self.app.push_screen(ThreeWayView(self.home, ident, name))
