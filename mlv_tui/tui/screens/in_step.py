"""A screen's project, kept in step with its plans, this session's keys and the other sessions."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

from textual import on, work
from textual.reactive import var
from textual.screen import Screen

from mlv_tui.domain.forest import Forest
from mlv_tui.domain.project import Project
from mlv_tui.errors import MlvError
from mlv_tui.services.remembered import Remembered
from mlv_tui.services.threaded import ThreadedWorkspace
from mlv_tui.settings import Settings
from mlv_tui.tui.feed import Feed, LiveChanged, PlansRead, ProjectChanged, Start
from mlv_tui.tui.live import Live
from mlv_tui.tui.messages import FoldsChanged
from mlv_tui.tui.screens.fresh import Fresh
from mlv_tui.tui.troubles import first_of
from mlv_tui.tui.widgets.tree_rows import DEFAULT_FOLDS

if TYPE_CHECKING:
    from mlv_tui.services.workspace import Workspace

EMPTY_HINT = "No milestones yet: no plan of this project has a heading."

Answer = TypeVar("Answer")


class InStep(Fresh):
    """A key press, a save and a colleague's edit all come back here as a new forest."""

    forest: var[Forest] = var(Forest)
    """The project's milestones."""
    live: var[Live] = var(Live())
    """The connection to plans and database."""
    project_name: var[str] = var("")
    """For the top line."""
    is_archived: var[bool] = var(default=False)
    """Whether the project is put away."""
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
            if self.project is None:
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
        self.project_name, self.is_archived = project.name, project.is_archived
        if is_new:
            folds = self._remembered.folds(project.slug)
            self.begin(DEFAULT_FOLDS if folds is None else folds)
            self.name_keeper()
        self.forest = forest
        if is_new:
            self.begun()

    def begin(self, folded: frozenset[int]) -> None:
        """Show another project from now on, under the folds remembered for it."""
        self.the_tree.folded = folded

    def begun(self) -> None:
        """Take notice that another project's milestones are shown now."""

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
        is_other = self.project.id != project.id
        if self.is_gone or is_other or forest.number <= self.forest.number:
            return
        changed = {one.id for one in forest.by_id.values() if one.changed_in > self.forest.number}
        if changed and len(self.forest):
            self.mark_fresh(changed - self.own_changes, self.forest.number)
        self.own_changes -= changed
        self.forest = forest
        self.milestones_changed(changed)
        was, self.project, self.project_name = self.project, project, project.name
        self.is_archived = project.is_archived
        if project.roots != was.roots:
            self._follow()

    @property
    def the_forest(self) -> Forest:
        """The project's milestones now, for dialogs, which aren't to know of reactives."""
        return self.forest

    def tell_forests(self, screen: Screen[Any], take: Callable[[Forest], None]) -> None:
        """Have a screen above told of every new forest."""
        screen.watch(self, "forest", take, init=False)

    def milestones_changed(self, ids: set[int]) -> None:
        """Take notice that some milestones are others now."""

    @on(LiveChanged)
    def _take_live(self, event: LiveChanged) -> None:
        was, self.live = self.live.trouble, event.live
        self.standing = event.live.trouble
        self.the_tree.empty_hint = EMPTY_HINT
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
    def _remember_folds(self, event: FoldsChanged) -> None:
        if event.keeper:
            self._remembered.keep_folds_later(event.keeper, event.folded)

    def keeps_folds(self) -> bool:
        """Tell whether what a person folds now is to be remembered."""
        return True

    def name_keeper(self) -> None:
        """Have what is folded from now on remembered for this project, or not at all."""
        project = self.project if self.keeps_folds() else None
        self.the_tree.keeper = "" if project is None else project.slug

    async def try_to_ask(self, question: Callable[[Workspace], Answer]) -> Answer | None:
        """Ask the workspace; if it can't answer, say why and return None."""
        try:
            return await self.workspace.ask(question)
        except MlvError as error:
            self.say(str(error), is_wrong=True)
            return None
