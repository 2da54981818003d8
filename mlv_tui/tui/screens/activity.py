"""The activity: everything that was done in a project, the newest first."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from functools import partial
from typing import ClassVar

from textual import on, work
from textual.binding import Binding, BindingType

from mlv_tui.domain.change_set import Recorded
from mlv_tui.domain.forest import Forest
from mlv_tui.errors import MlvError
from mlv_tui.tui.log_pages import page_of
from mlv_tui.tui.screens.choice import Choice
from mlv_tui.tui.screens.log_filtering import NOTHING_LIKE_THAT, LogFiltering
from mlv_tui.tui.screens.undoing import Undoing
from mlv_tui.tui.sentences import quoted
from mlv_tui.tui.widgets.change_lines import MOST, ChangeSetEntry, Told, told
from mlv_tui.tui.widgets.entry_rows import EndReached, EntryChosen
from mlv_tui.tui.widgets.title_line import TitleLine

STEP = 50
"""Change sets that are fetched at once."""


class Activity(LogFiltering):
    """Lists change sets; Enter unfolds one, `u` undoes it, whatever it is."""

    HEADING = "Activity"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "enter",
            "choose",
            "unfold",
            id="list.choose",
            tooltip="Show what it changed, or hide it",
        ),
        Binding(
            "u", "undo_this", "undo it", id="history.undo_this", tooltip="Undo this change set"
        ),
        Binding("U", "redo", "redo", id="history.redo", tooltip="Bring back what you undid last"),
    ]

    home: Undoing

    def __init__(self, home: Undoing, goal: int | None = None) -> None:
        """Show the activity of a screen's project.

        Args:
            home: The screen.
            goal: The change set to go to and unfold; None for the newest.
        """
        super().__init__(home)
        self._goal = goal
        self._recorded: tuple[Recorded, ...] = ()
        self._unfolded: dict[int, tuple[Told, ...]] = {}
        self._subjects: dict[int, int] = {}
        self._is_whole = False
        self._has_failed = False
        self._turn = asyncio.Lock()

    def forest_changed(self, forest: Forest) -> None:
        """Show the newest, what was done just now at the top."""
        del forest
        self._fetch_newest()

    @work(group="activity")
    async def _fetch_newest(self) -> None:
        async with self._turn:
            await self._take_newest()

    @work(group="activity")
    async def fetch_anew(self) -> None:
        """Fetch what is wanted now, from the newest on."""
        async with self._turn:
            self._recorded, self._is_whole = (), False
            await self._take_newest()

    def people(self) -> Iterable[str]:
        """Give who did anything of what is listed."""
        return {one.actor for one in self._recorded}

    async def _take_newest(self) -> None:
        """Fetch what is shown again, for what was undone of it, and what came since."""
        oldest = self._recorded[-1].id if self._recorded else 0
        count = len(self._recorded) + STEP
        found = await self._fetched(count, None)
        if found is not None:
            self._is_whole = self._is_whole or len(found) < count
            self._recorded = tuple(one for one in found if one.id >= oldest)
            await self._go_to_goal()
            self._show()

    async def _go_to_goal(self) -> None:
        """Fetch as far back as the change set that is to be shown first."""
        if self._goal is None or not self._recorded:
            return
        while not self._is_whole and self._recorded[-1].id > self._goal:
            if not await self._fetch_older():
                return
        if any(one.id == self._goal for one in self._recorded):
            await self._unfold(self._goal)

    @on(EndReached)
    @work(group="activity")
    async def _fetch_more(self) -> None:
        """Go on from the end; what couldn't be fetched before is tried again."""
        async with self._turn:
            if not self._recorded:
                await self._take_newest()
            elif not self._is_whole and await self._fetch_older():
                self._show()

    async def _fetch_older(self) -> bool:
        """Fetch one page more; tell whether that could be done."""
        found = await self._fetched(STEP, self._recorded[-1].id)
        if found is None:
            return False
        self._recorded += found
        self._is_whole = len(found) < STEP
        return True

    async def _fetched(self, count: int, before: int | None) -> tuple[Recorded, ...] | None:
        """Fetch change sets, with the milestone of each that changed only one; None if in vain."""
        project, known, wanted = self.home.project, frozenset(self._subjects), self.wanted
        if project is None:
            return ()
        try:
            found, subjects = await self.home.workspace.ask(
                lambda asked: page_of(asked, (project.id, count, before, wanted), known)
            )
        except MlvError as error:
            what = "What was done" if before is None else f"What was done before #{before}"
            self.say(f"{what} can't be listed; the next key tries again. {error}", is_wrong=True)
            self._has_failed = True
            return None
        if self._has_failed:
            self._has_failed = False
            self.say("")
        self._subjects |= subjects
        return found

    @on(EntryChosen)
    @work(group="unfold")
    async def _toggle(self, event: EntryChosen) -> None:
        key = event.key
        if not isinstance(key, int):
            return
        if self._unfolded.pop(key, None) is None:
            await self._unfold(key)
        self._show()

    async def _unfold(self, ident: int) -> None:
        changes = await self.try_to_ask(lambda asked: asked.history.changes(ident))
        if changes is not None:
            forest = self.home.forest
            self._unfolded[ident] = tuple(told(change, forest) for change in changes[:MOST])

    def _show(self) -> None:
        self.look_again()
        rows = self.rows
        rows.empty_hint = "Nothing was done yet." if self.wanted.is_empty else NOTHING_LIKE_THAT
        rows.entries = tuple(
            ChangeSetEntry(one, self._unfolded.get(one.id), self._subject(one.id))
            for one in self._recorded
        )
        if self._goal is not None:
            rows.select(self._goal)
            self._goal = None
        more = "" if self._is_whole else "+"
        self.query_one(TitleLine).remark = f"{len(self._recorded)}{more} change sets"

    def _subject(self, ident: int) -> str:
        found = self.home.forest.by_id.get(self._subjects.get(ident, 0))
        return "" if found is None else found.title

    def action_undo_this(self) -> None:
        """Undo the cursor's change set, after all that was asked for before."""
        key = self.rows.cursor_key
        found = next((one for one in self._recorded if one.id == key), None)
        if found is None:
            return
        if found.actor == self.home.me:
            self.home.undo_later(found.id, self)
            return
        question = f"{quoted(found.label)} was done by {found.actor}. Undo it?"
        answers = ("Leave it", f"Undo what {found.actor} did")
        self.app.push_screen(Choice(question, answers), partial(self._undo_if, found.id))

    def _undo_if(self, ident: int, answer: int | None) -> None:
        if answer:
            self.home.undo_later(ident, self)

    def action_redo(self) -> None:
        """Bring back what was undone last."""
        self.home.redo_later(self)
