"""Gestures that run one after the other, in the order of the keys."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, TypeVar

from textual import work

from mlv_tui.domain.milestone import Milestone
from mlv_tui.errors import MlvError
from mlv_tui.services.drafts import Drafts
from mlv_tui.services.threaded import ThreadedWorkspace
from mlv_tui.settings import Settings
from mlv_tui.tui.screens.among import Among

if TYPE_CHECKING:
    from mlv_tui.services.gesture import EditReport
    from mlv_tui.services.halves import UndoReport
    from mlv_tui.services.workspace import Workspace

Gesture = Callable[[], Awaitable[object]]
Answer = TypeVar("Answer")
Report = TypeVar("Report", "EditReport", "UndoReport")

LONG_SECONDS: Final = 2.0
"""After which it is told that a database makes wait."""

NOTHING_DISPLAYED: Final[Mapping[int, Milestone]] = MappingProxyType({})


class Queued(Among):
    """A key only puts a gesture into the queue: the next one sees what the one before did."""

    def __init__(self, workspace: ThreadedWorkspace, settings: Settings) -> None:
        """Prepare it; gestures that are asked for before it is there wait.

        Args:
            workspace: Where everything is.
            settings: For looks, polling, and where folds are remembered.
        """
        super().__init__(workspace, settings)
        self._gestures: asyncio.Queue[Gesture] = asyncio.Queue()
        self.drafts = Drafts(settings)

    def on_mount(self) -> None:
        """Begin to work gestures off."""
        self._work_off()

    def on_unmount(self) -> None:
        """Keep what is typed at this moment: the program ends."""
        self.drafts.write_at_once()

    def do(self, gesture: Gesture) -> None:
        """Do this after all that was asked for before."""
        self._gestures.put_nowait(gesture)

    @work(group="gestures")
    async def _work_off(self) -> None:
        while True:
            gesture = await self._gestures.get()
            await gesture()
            self._gestures.task_done()

    async def all_done(self) -> None:
        """Wait until all that was asked for is done."""
        await self._gestures.join()

    async def edit_own(
        self, ids: Sequence[int], edit: Callable[[Workspace], EditReport]
    ) -> EditReport | None:
        """Edit milestones as `edit_now` does.

        Returns:
            None if it couldn't be done; why is said then.
        """
        try:
            return await self.edit_now(ids, edit)
        except MlvError as error:
            self.say(str(error), is_wrong=True)
            return None

    async def edit_now(
        self,
        ids: Sequence[int],
        edit: Callable[[Workspace], EditReport],
        seen: Mapping[int, Milestone] = NOTHING_DISPLAYED,
    ) -> EditReport:
        """Edit milestones and show it, not marked as somebody else's doing.

        Args:
            ids: Theirs.
            edit: What is done.
            seen: Those that the person saw otherwise when they began, as they were then: what
                others changed is told from there on.

        Raises:
            MlvError: If it couldn't be done.
        """
        self.own_changes.update(ids)
        try:
            displayed = self.forest.by_id
            report, touched = await self._ask_patiently(
                lambda asked: with_changed(asked, edit, displayed, seen)
            )
        except MlvError:
            self.own_changes.difference_update(ids)
            raise
        self.own_changes.difference_update(report.unchanged)
        self.own_changes.difference_update(one.id for one in report.refused)
        self.own_changes |= touched
        await self.take_over()
        return report

    async def _ask_patiently(self, question: Callable[[Workspace], Answer]) -> Answer:
        """Ask the workspace; say so where the answer takes long."""
        asking = asyncio.ensure_future(self.workspace.ask(question))
        done, _ = await asyncio.wait({asking}, timeout=LONG_SECONDS)
        if not done:
            self.say("The database is in use by another program; waiting for it …")
        return await asking

    def action_quit(self) -> None:
        """End the program once everything that was asked for is done."""
        self.do(self._end)

    async def _end(self) -> None:
        self.app.exit()


def with_changed(
    workspace: Workspace,
    edit: Callable[[Workspace], Report],
    displayed: Mapping[int, Milestone] = NOTHING_DISPLAYED,
    seen: Mapping[int, Milestone] = NOTHING_DISPLAYED,
) -> tuple[Report, set[int]]:
    """Edit what is displayed, and tell all that changed by it, also what only followed."""
    with workspace.edits.on(displayed, seen):
        report = edit(workspace)
    if report.change_set is None:
        return report, set()
    changes = workspace.history.changes(report.change_set)
    return report, {one.milestone_id for one in changes}
