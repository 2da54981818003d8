"""A screen's project, kept in step with its plans, this session's keys and the other sessions."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from textual import on, work
from textual.reactive import var

from mlv_tui.domain.forest import Forest
from mlv_tui.domain.project import Project
from mlv_tui.errors import MlvError
from mlv_tui.services.remembered import Remembered
from mlv_tui.services.threaded import ThreadedWorkspace
from mlv_tui.settings import Settings
from mlv_tui.tui.feed import Feed, LiveChanged, PlansRead, ProjectChanged, Start
from mlv_tui.tui.live import Live
from mlv_tui.tui.messages import FoldsChanged
from mlv_tui.tui.screens.keyed import Keyed
from mlv_tui.tui.troubles import first_of
from mlv_tui.tui.widgets.milestone_tree import MilestoneTree
from mlv_tui.tui.widgets.tree_rows import DEFAULT_FOLDS

if TYPE_CHECKING:
    from mlv_tui.services.workspace import Workspace

FRESH_SECONDS = 4.0
EMPTY_HINT = "No milestones yet: no plan of this project has a heading."

Answer = TypeVar("Answer")


class InStep(Keyed):
    """A key press, a save and a colleague's edit all come back here as a new forest."""

    forest: var[Forest] = var(Forest)
    """The project's milestones."""
    live: var[Live] = var(Live())
    """The connection to plans and database."""
    project_name: var[str] = var("")
    """For the top line."""
    commits: var[int] = var(0)
    """Counts what was written to any project since the screen began."""
    ascii_only: var[bool] = var(default=False)
    """Whether to draw with ASCII signs."""

    def __init__(self, workspace: ThreadedWorkspace, settings: Settings) -> None:
        """Prepare it; nothing is opened yet.

        Args:
            workspace: Where everything is.
            settings: For looks, polling, and where folds are remembered.
        """
        super().__init__()
        self.set_reactive(InStep.ascii_only, settings.ascii)
        self.workspace = workspace
        self.project: Project | None = None
        self.me = settings.actor
        self.own_changes: set[int] = set()
        self._marks: Counter[int] = Counter()
        self._troubles: tuple[str, ...] = ()
        self._remembered = Remembered(settings)
        self._feed = Feed(workspace, self.post_message, polling=settings.polling)

    @work(exclusive=True, group="open")
    async def open(self, start: Start) -> None:
        """Show what is stored of a project at once, then read its plans and follow them."""
        try:
            stored = await self._feed.stored(start)
            if stored is not None:
                await self._show_project(stored)
            if stored is None or start.paths:
                await self._show_project(await self._feed.read(start))
        except MlvError as error:
            self._refuse(error)
            return
        self._follow()
        self._listen_to_others()

    def _refuse(self, error: MlvError) -> None:
        """Say why a project can't be opened; with nothing else to show, end."""
        if self.project is None:
            self.app.exit(result=error, return_code=error.exit_code)
        else:
            self.say(str(error), is_wrong=True)

    async def _show_project(self, project: Project) -> None:
        is_new = self.project is None or self.project.id != project.id
        self.project, forest = await self._feed.forest(project)
        self.project_name = project.name
        if is_new:
            folds = self._remembered.folds(project.slug)
            self.begin(DEFAULT_FOLDS if folds is None else folds)
        self.forest = forest

    def begin(self, folded: frozenset[int]) -> None:
        """Show another project from now on, under the folds remembered for it."""
        self.query_one(MilestoneTree).folded = folded

    @work(exclusive=True, group="follow")
    async def _follow(self) -> None:
        if self.project is not None:
            await self._feed.follow(self.project)

    @work(exclusive=True, group="others")
    async def _listen_to_others(self) -> None:
        await self._feed.listen_to_others()

    @on(ProjectChanged)
    @work(exclusive=True, group="refresh")
    async def refresh_forest(self) -> None:
        """Take over what was written."""
        self.commits += 1
        await self.take_over()

    async def take_over(self) -> None:
        """Show the milestones as they are now; mark what somebody else, or a save, did."""
        if self.project is None:
            return
        try:
            project, forest = await self._feed.forest(self.project)
        except MlvError as error:
            self.say(str(error), is_wrong=True)
            return
        if self.project.id != project.id or forest.number <= self.forest.number:
            return
        changed = {one.id for one in forest.by_id.values() if one.changed_in > self.forest.number}
        if changed and len(self.forest):
            self._mark_fresh(changed - self.own_changes)
        self.own_changes -= changed
        self.forest = forest
        self.milestones_changed(changed)
        was, self.project, self.project_name = self.project, project, project.name
        if project.roots != was.roots:
            self._follow()

    def milestones_changed(self, ids: set[int]) -> None:
        """Take notice that some milestones are others now."""

    def _mark_fresh(self, ids: set[int]) -> None:
        if ids:
            self._marks.update(ids)
            self._show_marks()
            self.set_timer(FRESH_SECONDS, partial(self._unmark, frozenset(ids)))

    def _unmark(self, ids: frozenset[int]) -> None:
        self._marks.subtract(ids)
        self._show_marks()

    def _show_marks(self) -> None:
        self._marks = +self._marks
        self.query_one(MilestoneTree).fresh = frozenset(self._marks)

    @on(LiveChanged)
    def _take_live(self, event: LiveChanged) -> None:
        was, self.live = self.live.trouble, event.live
        self.query_one(MilestoneTree).empty_hint = EMPTY_HINT
        if event.live.trouble and event.live.trouble != was:
            self.say(event.live.trouble, is_wrong=True)
        elif was and not event.live.trouble:
            self.say("in step again")

    @on(PlansRead)
    def _tell_of_reading(self, event: PlansRead) -> None:
        """Tell trouble once, when it comes up; the top line goes on counting it."""
        was, self._troubles = self._troubles, event.troubles
        if new := [one for one in event.troubles if one not in was]:
            self.say(first_of(new), is_wrong=True)
        elif event.summary:
            self.say(f"read: {event.summary}")
        elif was and not event.troubles:
            self.say("every plan can be read again")

    @on(FoldsChanged)
    @work(exclusive=True, group="folds")
    async def _remember_folds(self, event: FoldsChanged) -> None:
        if self.project is not None:
            slug = self.project.slug
            await asyncio.to_thread(self._remembered.keep_folds, slug, event.folded)

    async def try_to_ask(self, question: Callable[[Workspace], Answer]) -> Answer | None:
        """Ask the workspace; if it can't answer, say why and return None."""
        try:
            return await self.workspace.ask(question)
        except MlvError as error:
            self.say(str(error), is_wrong=True)
            return None
