"""What keeps a screen's project in step: the plans, this session, and the others."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import aclosing
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from textual.message import Message

from mlv_tui.domain.disagreements import in_conflict
from mlv_tui.domain.forest import Forest
from mlv_tui.domain.next_action import agenda
from mlv_tui.domain.project import Project
from mlv_tui.errors import MlvError, PlanUnreadable
from mlv_tui.services.threaded import ThreadedWorkspace
from mlv_tui.tui.live import Live, LiveState, live_of
from mlv_tui.tui.troubles import done_by, troubles_told

if TYPE_CHECKING:
    from mlv_tui.services.following import News
    from mlv_tui.services.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Start:
    """What to open.

    Attributes:
        paths: Plan files and folders; none for the project alone.
        project: A slug; "" for the one that has these paths, or the last one.
        here: A folder: without paths and a slug, the project whose plans are above or below it
            goes before the last one. None for none.
    """

    paths: tuple[Path, ...] = ()
    project: str = ""
    here: Path | None = None


@dataclass
class ProjectChanged(Message):
    """Somebody wrote to the project: this session's keys, a save, or another session."""


@dataclass
class LiveChanged(Message):
    """The connection is another now."""

    live: Live


@dataclass
class PlansRead(Message):
    """Plans were read; `summary` says what changed, `troubles` what isn't followed."""

    summary: str
    troubles: tuple[str, ...]


class Feed:
    """Asks, follows and listens for one screen; speaks to it in messages."""

    def __init__(
        self, workspace: ThreadedWorkspace, tell: Callable[[Message], object], *, polling: bool
    ) -> None:
        """Prepare it.

        Args:
            workspace: Where everything is.
            tell: Takes messages, from any thread.
            polling: Whether to look for changes instead of waiting for events.
        """
        self._workspace = workspace
        self._tell = tell
        self._polling = polling
        self._is_listening = False
        self._plans = Live()
        self._database_trouble = ""

    async def stored(self, start: Start) -> Project | None:
        """Return the project to open, as far as it is stored already.

        Raises:
            MlvError: If the paths hold no plan, or the database can't be used.
        """
        if not self._is_listening:
            self._is_listening = True
            await self._workspace.ask(lambda asked: asked.listen(self._on_commit))
        return await self._workspace.ask(
            lambda asked: asked.stored(start.paths, start.project, start.here)
        )

    async def read(self, start: Start) -> Project:
        """Read the plans that were named, and return their project.

        Raises:
            MlvError: If the paths hold no plan that can be read, or the database can't be used.
        """
        from mlv_tui.services.workspace import ReadWanted  # noqa: PLC0415 - after the first frame

        wanted = ReadWanted(start.paths, start.project)
        report = await self._workspace.ask(lambda asked: asked.read(wanted))
        if report.troubles and not report.changes and not report.unchanged:
            trouble = report.troubles[0]
            raise PlanUnreadable(trouble.message, trouble.hint, trouble.line)
        return report.project

    async def forest(self, project: Project) -> tuple[Project, Forest]:
        """Return the project and its milestones as they are now.

        Raises:
            MlvError: If the project is gone, or the database can't be used.
        """
        return await self._workspace.ask(lambda asked: _reckoned(asked, project))

    async def follow(self, project: Project) -> None:
        """Read the plans whenever they are saved, as long as there is the project."""
        from mlv_tui.services.following import keep_following  # noqa: PLC0415 - after the first frame

        try:
            news_of = keep_following(self._workspace, project.slug, polling=self._polling)
            async with aclosing(news_of) as stream:
                async for news in stream:
                    self._pass_on(news)
        except MlvError as error:
            self._plans = Live(LiveState.STALE, str(error))
            self._tell_live()

    def _pass_on(self, news: News) -> None:
        self._plans = live_of(is_polling=news.is_polling, trouble=news.trouble)
        self._tell_live()
        if news.report is not None:
            self._tell(PlansRead(done_by(news.report), troubles_told(news.report)))

    async def listen_to_others(self) -> None:
        """Tell of what other sessions write, and whether the database is there, for ever."""
        from mlv_tui.services.following import others  # noqa: PLC0415 - after the first frame

        async for told in others(self._workspace):
            if told.trouble != self._database_trouble:
                self._database_trouble = told.trouble
                self._tell_live()
            if told.wrote:
                self._tell(ProjectChanged())

    def _tell_live(self) -> None:
        """Tell the worse of the two connections: to the database, then to the plans."""
        trouble = self._database_trouble
        self._tell(LiveChanged(Live(LiveState.OFFLINE, trouble) if trouble else self._plans))

    def _on_commit(self, _project_id: int, _number: int) -> None:
        """Pass on a commit of this session; runs on the workspace's thread."""
        self._tell(ProjectChanged())


def _reckoned(workspace: Workspace, project: Project) -> tuple[Project, Forest]:
    """Reckon what takes long on the workspace's thread: the screen's has to stay quick."""
    forest = workspace.forest(project.id)
    _ = forest.progress, forest.total, agenda(forest), in_conflict(forest)
    return workspace.project(project.slug), forest
