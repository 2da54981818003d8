"""Gestures that run one after the other, in the order of the keys."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import TYPE_CHECKING

from textual import work

from mlv_tui.errors import MlvError
from mlv_tui.tui.screens.in_step import InStep

if TYPE_CHECKING:
    from mlv_tui.services.gesture import EditReport
    from mlv_tui.services.workspace import Workspace

Gesture = Callable[[], Awaitable[object]]


class Queued(InStep):
    """A key only puts a gesture into the queue: the next one sees what the one before did."""

    def on_mount(self) -> None:
        """Begin to work gestures off."""
        self._gestures: asyncio.Queue[Gesture] = asyncio.Queue()
        self._work_off()

    def do(self, gesture: Gesture) -> None:
        """Do this after all that was asked for before."""
        self._gestures.put_nowait(gesture)

    @work(group="gestures")
    async def _work_off(self) -> None:
        while True:
            gesture = await self._gestures.get()
            await gesture()

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
        self, ids: Sequence[int], edit: Callable[[Workspace], EditReport]
    ) -> EditReport:
        """Edit milestones and show it, not marked as somebody else's doing.

        Raises:
            MlvError: If it couldn't be done.
        """
        self.own_changes.update(ids)
        try:
            report, touched = await self.workspace.ask(lambda asked: _done(asked, edit))
        except MlvError:
            self.own_changes.difference_update(ids)
            raise
        self.own_changes.difference_update(report.unchanged)
        self.own_changes.difference_update(one.id for one in report.refused)
        self.own_changes |= touched
        await self.take_over()
        return report

    def action_quit(self) -> None:
        """End the program once everything that was asked for is done."""
        self.do(self._end)

    async def _end(self) -> None:
        self.app.exit()


def _done(
    workspace: Workspace, edit: Callable[[Workspace], EditReport]
) -> tuple[EditReport, set[int]]:
    """Edit, and tell all that changed by it, also what only followed."""
    report = edit(workspace)
    if report.change_set is None:
        return report, set()
    changes = workspace.history.changes(report.change_set)
    return report, {one.milestone_id for one in changes}
