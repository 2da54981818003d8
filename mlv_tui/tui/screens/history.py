"""The history of one milestone: everything that happened to it, the newest first."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual import on, work
from textual.binding import Binding, BindingType

from mlv_tui.domain.forest import Forest
from mlv_tui.domain.milestone import UNTITLED
from mlv_tui.tui.screens.activity import Activity
from mlv_tui.tui.screens.log_filtering import NOTHING_LIKE_THAT, LogFiltering
from mlv_tui.tui.screens.undoing import Undoing
from mlv_tui.tui.widgets.change_lines import HistoryEntry, told
from mlv_tui.tui.widgets.entry_rows import EntryChosen
from mlv_tui.tui.widgets.title_line import TitleLine


class MilestoneHistory(LogFiltering):
    """Lists what happened to a milestone; Enter goes to the whole change set."""

    HEADING = "History"
    MOVES_BY_ENTRY = True
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "enter", "choose", "change set", id="list.choose", tooltip="Go to the whole change set"
        ),
    ]

    home: Undoing

    def __init__(self, home: Undoing, ident: int) -> None:
        """Show the history of a milestone.

        Args:
            home: The screen below.
            ident: The milestone's id.
        """
        super().__init__(home)
        self._ident = ident
        self._actors: frozenset[str] = frozenset()

    def forest_changed(self, forest: Forest) -> None:
        """Show all of it, what happened just now at the top."""
        del forest
        self.fetch_anew()

    def people(self) -> Iterable[str]:
        """Give who did anything of what is listed."""
        return self._actors

    @work(exclusive=True, group="history")
    async def fetch_anew(self) -> None:
        """Fetch what is wanted of it now."""
        wanted = self.wanted
        found = await self.try_to_ask(lambda asked: asked.history.of(self._ident, wanted))
        if found is None:
            return
        forest, title = self.home.forest, self.query_one(TitleLine)
        if self._ident in forest:
            title.about = forest[self._ident].title or UNTITLED
        title.remark = f"milestone {self._ident}"
        self.look_again()
        self._actors |= {recorded.actor for recorded, _ in found}
        is_all = self.wanted.is_empty
        self.rows.empty_hint = "Nothing happened to it yet." if is_all else NOTHING_LIKE_THAT
        self.rows.entries = tuple(
            HistoryEntry(recorded, told(change, forest)) for recorded, change in found
        )

    @on(EntryChosen)
    def _open_activity(self, event: EntryChosen) -> None:
        if isinstance(event.key, int):
            self.app.push_screen(Activity(self.home, event.key))
