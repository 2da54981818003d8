"""What the screens above the milestones share: a title, a list, and the way back."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar, TypeVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from mlv_tui.clock import now_ms
from mlv_tui.domain.forest import Forest
from mlv_tui.errors import MlvError
from mlv_tui.tui.screens.closing import close
from mlv_tui.tui.screens.keyed import Keyed
from mlv_tui.tui.screens.queued import Queued
from mlv_tui.tui.widgets.entry_rows import EntryRows
from mlv_tui.tui.widgets.key_line import KeyLine
from mlv_tui.tui.widgets.status_line import StatusLine
from mlv_tui.tui.widgets.title_line import TitleLine

if TYPE_CHECKING:
    from mlv_tui.services.workspace import Workspace

Answer = TypeVar("Answer")

AGES_SECONDS = 30.0


class Above(Keyed):
    """A full screen on the same project, kept in step by the milestones screen below it."""

    AUTO_FOCUS = "EntryRows"
    CSS_PATH = "above.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "leave", "Back", id="app.back", tooltip="Go back"),
    ]
    HEADING: ClassVar[str] = ""
    MOVES_BY_ENTRY: ClassVar[bool] = False

    def __init__(self, home: Queued) -> None:
        """Show something of the project of a screen; gestures go into its queue."""
        super().__init__()
        self.home = home

    def compose(self) -> ComposeResult:
        """Lay out lines and list."""
        top, rows = TitleLine(id="top"), EntryRows(moves_by_entry=self.MOVES_BY_ENTRY, id="entries")
        status, keys = StatusLine(id="status"), KeyLine(id="keys")
        for each in (top, rows, status, keys):
            each.ascii_only = self.home.ascii_only
        top.name_shown, top.about = self.HEADING, self.home.project_name
        rows.now = now_ms()
        yield top
        yield rows
        yield from self.compose_more()
        yield status
        yield keys

    def compose_more(self) -> ComposeResult:
        """Lay out what stands below the list."""
        yield from ()

    def on_mount(self) -> None:
        """Show what there is now, and from then on what changes."""
        self.watch(self.home, "forest", self.forest_changed)
        self.set_interval(AGES_SECONDS, self.look_again)

    @property
    def rows(self) -> EntryRows:
        """The list."""
        return self.query_one(EntryRows)

    def forest_changed(self, forest: Forest) -> None:
        """Show what there is now."""
        raise NotImplementedError

    def look_again(self) -> None:
        """Have ages reckoned from now."""
        self.rows.now = now_ms()

    async def try_to_ask(self, question: Callable[[Workspace], Answer]) -> Answer | None:
        """Ask the workspace; if it can't answer, say why and return None."""
        try:
            return await self.home.workspace.ask(question)
        except MlvError as error:
            self.say(str(error), is_wrong=True)
            return None

    def say(self, text: str, *, is_wrong: bool = False) -> None:
        """Put a sentence on the status line; once this screen was left, on those below."""
        if self in self.home.app.screen_stack:
            super().say(text, is_wrong=is_wrong)
            return
        self.home.say(text, is_wrong=is_wrong)
        # The list on top may leave as well now, or stay: it is read in either case.
        top = self.home.app.screen
        if isinstance(top, Above):
            top.say(text)

    def action_choose(self) -> None:
        """Choose the cursor's entry."""
        self.rows.choose()

    def action_leave(self) -> None:
        """Go back to what is below."""
        if self.is_current:
            close(self)
