"""Hooks on the milestones screen: what failed, what a plan folder proposes, and the log."""

from __future__ import annotations

import asyncio
from typing import ClassVar, Final

from textual import work
from textual.binding import Binding, BindingType

from mlv_tui.domain.folding import counted
from mlv_tui.domain.hook_delivery import OFF, Delivery
from mlv_tui.domain.visible import visible
from mlv_tui.services.hook_files import may_have_hooks
from mlv_tui.services.threaded import ThreadedWorkspace
from mlv_tui.settings import Settings
from mlv_tui.tui.keys_now import key_for
from mlv_tui.tui.screens.keyed import TROUBLE_SECONDS
from mlv_tui.tui.screens.queued import Queued
from mlv_tui.tui.sentences import quoted

_TOLD_ONE_BY_ONE: Final = 2


class Announcing(Queued):
    """Hooks run in a process of their own; here is only told what became of them."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "g h",
            "hook_log",
            "hooks",
            id="go.hooks",
            tooltip="Show what hooks were told, and what became of it",
            show=False,
        ),
    ]

    def __init__(self, workspace: ThreadedWorkspace, settings: Settings) -> None:
        """Prepare it; no hook is looked for before a project is shown.

        Args:
            workspace: Where everything is.
            settings: Whose hooks.
        """
        super().__init__(workspace, settings)
        self._hooks_of = settings
        self._is_told_of_hooks = False

    def begun(self) -> None:
        """Look for what the folders of another project propose."""
        super().begun()
        self._tell_of_proposals()
        if not self._is_told_of_hooks and (
            may_have_hooks(self._hooks_of) or self._hooks_of.hooks_off
        ):
            self._is_told_of_hooks = True
            self._tell_of_failures()

    def action_hook_log(self) -> None:
        """Show what hooks were told."""
        from mlv_tui.tui.screens.hook_log import HookLog  # noqa: PLC0415 - not before the first frame

        self.app.push_screen(HookLog(self, self._hooks_of))

    @work(exclusive=True, group="hook-proposals")
    async def _tell_of_proposals(self) -> None:
        from mlv_tui.services.hooks import untold  # noqa: PLC0415 - after the first frame

        if self.project is not None:
            for sentence in await asyncio.to_thread(untold, self._hooks_of, self.project):
                self._warn(sentence)

    @work(exclusive=True, group="hooks")
    async def _tell_of_failures(self) -> None:
        from mlv_tui.services.hook_log import hook_failures  # noqa: PLC0415 - after the first frame
        from mlv_tui.services.hook_ringing import ring_for_hooks  # noqa: PLC0415 - the same

        if self._hooks_of.hooks_off:
            self._warn(f"Your own hooks are off: {self._hooks_of.hooks_off}")
        if may_have_hooks(self._hooks_of):
            # What an earlier session, or its end by force, left to be told.
            await asyncio.to_thread(ring_for_hooks, self._hooks_of)
        async for several in hook_failures(self._hooks_of):
            if len(several) > _TOLD_ONE_BY_ONE:
                self._warn(f"{counted(len(several), 'hook run')} failed; {_log_key()} shows them.")
            else:
                for one in several:
                    self._warn(_failed(one))

    def _warn(self, sentence: str) -> None:
        self.notify(visible(sentence), severity="warning", markup=False, timeout=TROUBLE_SECONDS)


def _log_key() -> str:
    return key_for("go.hooks", "gh")


def _failed(one: Delivery) -> str:
    if one.owed.id.startswith(OFF):
        return f"Your own hooks aren't told any more: {one.said}"
    what = one.owed.about or one.owed.label
    about = f", of {quoted(what)}" if what else ""
    if one.is_put_off:
        needs = f"{one.said} where hooks were run. A session that has it posts it"
        waits = f"waits with {quoted(what)}" if what else "waits"
        return f"The hook {one.owed.hook} {waits}: {needs}. {_log_key()} shows more."
    return f"The hook {one.owed.hook} {one.state}: {one.said}{about}. {_log_key()} shows more."
