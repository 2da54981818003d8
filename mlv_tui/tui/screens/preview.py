"""The preview: what reading the plans now would change, applied as it is shown or not at all."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.reactive import var

from mlv_tui.domain.project import Project
from mlv_tui.errors import Conflict, MlvError
from mlv_tui.services.threaded import ThreadedWorkspace
from mlv_tui.tui.foreseen import Look, look
from mlv_tui.tui.foreseen_entries import counts_of, entries_of
from mlv_tui.tui.keys_now import key_for
from mlv_tui.tui.screens.closing import close
from mlv_tui.tui.screens.keyed import Keyed
from mlv_tui.tui.widgets.key_line import KeyLine
from mlv_tui.tui.widgets.preview_rows import PreviewRows
from mlv_tui.tui.widgets.status_line import StatusLine
from mlv_tui.tui.widgets.title_line import TitleLine

if TYPE_CHECKING:
    from mlv_tui.services.report import IngestReport
    from mlv_tui.services.workspace import Workspace

NOTHING = "Nothing would change: no milestone differs from its plan."
LOOKING = "Looking at the plans…"


class Preview(Keyed):
    """Gives the report of what was applied, None if nothing was."""

    AUTO_FOCUS = "#rows"
    CSS_PATH = "preview.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "leave", "Back", id="app.back", tooltip="Leave everything as it is"),
        Binding(
            "exclamation_mark",
            "go_ahead",
            "go ahead",
            id="preview.go_ahead",
            tooltip="Apply what is held back, whatever it loses",
        ),
        Binding("R", "look_again", "look again", id="preview.again", tooltip="Look again"),
    ]

    ascii_only: var[bool] = var(default=False)

    def __init__(
        self, workspace: ThreadedWorkspace, project: Project, *, ascii_only: bool = False
    ) -> None:
        """Prepare it; the plans are looked at once it is shown.

        Args:
            workspace: Where everything is.
            project: Whose plans.
            ascii_only: Whether to draw with ASCII signs.
        """
        super().__init__()
        self._workspace = workspace
        self._project = project
        self._shown: Look | None = None
        self._is_applying = False
        self.set_reactive(Preview.ascii_only, ascii_only)

    def compose(self) -> ComposeResult:
        """Lay out the lines around the list."""
        yield TitleLine(id="top").data_bind(Preview.ascii_only)
        yield PreviewRows(id="rows").data_bind(Preview.ascii_only)
        yield StatusLine(id="status").data_bind(Preview.ascii_only)
        yield KeyLine(id="keys").data_bind(Preview.ascii_only)

    def on_mount(self) -> None:
        """Look at the plans."""
        title = self.query_one(TitleLine)
        title.name_shown, title.about = "Preview", self._project.name
        self.query_one(PreviewRows).empty_hint = LOOKING
        self.action_look_again()

    @work(exclusive=True, group="preview")
    async def action_look_again(self) -> None:
        """Look at the plans, and show what reading them would change."""
        if self._is_applying:
            return
        try:
            await self._look()
        except MlvError as error:
            self.say(str(error), is_wrong=True)

    async def _look(self) -> None:
        self._shown = None
        found = await self._workspace.ask(lambda asked: look(asked, self._project.slug))
        self._shown = found
        rows, report = self.query_one(PreviewRows), found.shown
        rows.empty_hint = NOTHING
        rows.entries = entries_of(report, found.forest)
        rows.can_apply = found.has_something_free
        self.query_one(TitleLine).remark = counts_of(report)
        self.refresh_bindings()

    @on(PreviewRows.Accepted)
    def _accept(self) -> None:
        """Apply what is shown, if there is anything that Enter may apply."""
        shown = self._shown
        if shown is None:
            return
        if shown.has_something_free:
            self._apply(shown, shown.apply_free)
        elif shown.can_go_ahead:
            ahead = key_for("preview.go_ahead", "!")
            self.say(f"All of this is held back; {ahead} goes ahead.")
        else:
            close(self)

    def action_go_ahead(self) -> None:
        """Apply what is held back, and nothing else."""
        if self._shown is not None and self._shown.can_go_ahead:
            self._apply(self._shown, self._shown.apply_held)

    @work(exclusive=True, group="preview")
    async def _apply(self, shown: Look, apply: Callable[[Workspace], IngestReport]) -> None:
        """Apply just what is shown; if a plan changed meanwhile, show it anew."""
        self._shown, self._is_applying = None, True
        try:
            close(self, await self._workspace.ask(apply))
        except Conflict as error:
            await self._show_anew(error)
        except MlvError as error:
            self._shown = shown
            self.say(str(error), is_wrong=True)
        finally:
            self._is_applying = False

    async def _show_anew(self, error: Conflict) -> None:
        try:
            await self._look()
        except MlvError as other:
            self.say(str(other), is_wrong=True)
        else:
            self.say(f"{error.message} This is what it would change now.", is_wrong=True)

    def action_leave(self) -> None:
        """Leave everything as it is; what is being applied is told of first."""
        if not self._is_applying:
            close(self)

    async def leave_asking(self) -> bool:
        """Leave unless something is being applied; tell whether it is left."""
        self.action_leave()
        return not self._is_applying

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer to go ahead only where something is held back."""
        if action == "go_ahead":
            return self._shown is not None and self._shown.can_go_ahead
        return super().check_action(action, parameters)
