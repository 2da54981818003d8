"""The milestones screen: a project's tree and one milestone of it, kept in step."""

from __future__ import annotations

from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal

from mlv_tui.clock import now_ms
from mlv_tui.domain.forest import Forest
from mlv_tui.domain.next_action import agenda
from mlv_tui.services.threaded import ThreadedWorkspace
from mlv_tui.settings import Settings
from mlv_tui.tui.feed import Start
from mlv_tui.tui.messages import MilestoneChosen, MilestoneHighlighted
from mlv_tui.tui.screens.announcing import Announcing
from mlv_tui.tui.screens.attaching import Attaching
from mlv_tui.tui.screens.braked import Braked
from mlv_tui.tui.screens.disposing import Disposing
from mlv_tui.tui.screens.editing import Editing
from mlv_tui.tui.screens.finding import Finding
from mlv_tui.tui.screens.forming import Forming
from mlv_tui.tui.screens.gestures import Gestures
from mlv_tui.tui.screens.going import Going
from mlv_tui.tui.screens.layers import Layer, Rank
from mlv_tui.tui.screens.linking import Linking
from mlv_tui.tui.screens.noting import NOTES, Noting
from mlv_tui.tui.screens.recalling import Recalling
from mlv_tui.tui.screens.searching import HIT_BEFORE
from mlv_tui.tui.screens.structuring import Structuring
from mlv_tui.tui.screens.templating import Templating
from mlv_tui.tui.screens.titling import Titling
from mlv_tui.tui.widgets.key_line import KeyLine
from mlv_tui.tui.widgets.milestone_detail import MilestoneDetail
from mlv_tui.tui.widgets.milestone_tree import MilestoneTree
from mlv_tui.tui.widgets.next_line import NextLine
from mlv_tui.tui.widgets.row_input import RowInput
from mlv_tui.tui.widgets.status_line import StatusLine
from mlv_tui.tui.widgets.top_line import TopLine
from mlv_tui.tui.widgets.value_line import ValueLine


class MilestonesScreen(
    Announcing,
    Attaching,
    Braked,
    Forming,
    Linking,
    Noting,
    Structuring,
    Templating,
    Disposing,
    Gestures,
    Titling,
    Editing,
    Going,
    Recalling,
    Finding,
):
    """Shows one project; a key, a save and a colleague's edit all come back as a new forest."""

    AUTO_FOCUS = "#tree"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide")]  # noqa: RUF012 - Textual's own type
    DEFAULT_CLASSES = "-wide"
    """As most terminals are: the first resize then has nothing to style once more."""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "back", "Back", id="app.back", tooltip="Take back one layer"),
        Binding(
            "tab", "other_pane", "Pane", id="app.pane", tooltip="Go to the other pane", show=False
        ),
        # One key: the hit before as long as there are hits, else the notes.
        HIT_BEFORE,
        NOTES,
    ]

    def __init__(self, workspace: ThreadedWorkspace, settings: Settings, start: Start) -> None:
        """Make the screen.

        Args:
            workspace: Where everything is; opened after the first frame.
            settings: For looks, polling and what is remembered.
            start: What to open.
        """
        super().__init__(workspace, settings)
        self._start = start

    def compose(self) -> ComposeResult:
        """Lay out lines and panes."""
        cls = MilestonesScreen
        top = TopLine(id="top").data_bind(cls.forest, cls.live, cls.project_name, cls.ascii_only)
        yield top.data_bind(cls.people_here, cls.is_archived)
        yield NextLine(id="next").data_bind(cls.forest, cls.ascii_only)
        with Horizontal(id="panes"):
            yield RowInput(id="row")
            yield MilestoneTree(id="tree").data_bind(cls.forest, cls.ascii_only)
            yield MilestoneDetail(id="detail").data_bind(cls.forest, cls.ascii_only)
        yield from self.compose_lines()
        yield ValueLine(id="value")
        yield StatusLine(id="status").data_bind(cls.ascii_only)
        yield KeyLine(id="keys").data_bind(cls.ascii_only)

    def on_mount(self) -> None:
        """Draw the first frame, then open the workspace."""
        self.the_tree.empty_hint = "Opening…"
        self.call_after_refresh(self.open, self._start)

    def watch_forest(self, forest: Forest) -> None:
        """Point at the next action."""
        actions = agenda(forest).actions
        self.the_tree.next_id = actions[0].id if actions else None
        self.refresh_bindings()

    @on(MilestoneHighlighted)
    def _show_milestone(self, event: MilestoneHighlighted) -> None:
        self.show_milestone(event.id)

    def milestones_changed(self, ids: set[int]) -> None:
        """Fetch the shown milestone's texts again if it is among those that changed."""
        for detail in self.query(MilestoneDetail):  # There is none once the screen closed.
            if detail.shown_id in ids:
                self.show_milestone(detail.shown_id)
            elif ids:
                self.propose(detail.shown_id)

    @work(exclusive=True, group="text")
    async def show_milestone(self, ident: int | None) -> None:
        """Fetch a milestone's long texts, then show it whole: no old text under a new title."""
        text = None
        if ident is not None:
            text = await self.try_to_ask(lambda asked: asked.text(ident))
        found = self.query(MilestoneDetail)
        if not found:  # The screen closed meanwhile.
            return
        detail = found.first()
        detail.now = now_ms()
        if detail.shown_id != ident:
            detail.shown_id, detail.proposals = ident, None
        detail.body = text.body if text else ""
        detail.prompt_starters = text.prompt_starters if text else ()
        self.look_at_links()
        self.propose(ident)

    @on(MilestoneChosen)
    def _open_detail(self) -> None:
        self.add_class("-detail")
        self.refresh_bindings()
        self.query_one(MilestoneDetail).focus()

    @on(TopLine.Clicked)
    def _click_on_project(self) -> None:
        self.action_pick_project()

    def action_other_pane(self) -> None:
        """Go from tree to detail, or back."""
        if self.the_tree.has_focus:
            self._open_detail()
        else:
            self._leave_detail()
            self.refresh_bindings()

    def layers_on(self) -> list[Layer]:
        """Add the detail pane, while it is worked in."""
        return [
            *super().layers_on(),
            Layer(Rank.DETAIL, self.has_class("-detail"), self._leave_detail),
        ]

    def _leave_detail(self) -> None:
        self.remove_class("-detail")
        self.set_focus(self.the_tree)

    def action_back(self) -> None:
        """Take back one layer: the detail, a range, marks, the search, and so on."""
        self.clear_layer()
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer to go back only where there is something to come back from."""
        if action == "back":
            return self.has_layer
        return super().check_action(action, parameters)
