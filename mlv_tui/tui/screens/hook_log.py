"""The hook log: what a person's hooks were told, and what became of it."""

from __future__ import annotations

from typing import ClassVar, Final

from textual import work
from textual.binding import Binding, BindingType

from mlv_tui.domain.forest import Forest
from mlv_tui.settings import Settings
from mlv_tui.tui.screens.above import Above
from mlv_tui.tui.screens.queued import Queued
from mlv_tui.tui.widgets.hook_entries import HookEntry
from mlv_tui.tui.widgets.title_line import TitleLine

SHOWN: Final = 200
_LOOK_SECONDS: Final = 1.0
_NONE: Final = "No hook was told of anything yet. mlv hook list names the hooks."


class HookLog(Above):
    """Lists the last runs, the newest first; `mlv hook log` tells the same."""

    HEADING = "Hooks"
    MOVES_BY_ENTRY = True
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("g h", "leave", "Back", id="go.hooks", tooltip="Leave the hook log", show=False),
    ]

    def __init__(self, home: Queued, settings: Settings) -> None:
        """Show the log above a screen."""
        super().__init__(home)
        self._settings = settings

    def on_mount(self) -> None:
        """Show what is there, and look again: other processes run them."""
        self.query_one(TitleLine).about = ""
        self.rows.empty_hint = _NONE
        self.set_interval(_LOOK_SECONDS, self._show_log)

    def forest_changed(self, forest: Forest) -> None:
        """Show what there is now."""
        del forest
        self._show_log()

    @work(exclusive=True, group="hook-log")
    async def _show_log(self) -> None:
        from mlv_tui.services.hook_log import hook_log, hook_queue  # noqa: PLC0415 - after the first frame

        settings = self._settings
        found = await self.try_to_ask(lambda _: (hook_queue(settings), hook_log(settings, SHOWN)))
        if found is not None and self.is_mounted:
            queue, told = found
            paused = queue.paused_told
            goes_on = f"{paused} · mlv hook resume goes on" if paused else ""
            self.query_one(TitleLine).about = goes_on
            entries = tuple(map(HookEntry, told))
            if entries != self.rows.entries:
                self.rows.entries = entries
