"""A milestone's conflicts three ways: take mine, take the plan's, or another value."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Input

from mlv_tui.domain.forest import Forest
from mlv_tui.domain.three_way import Take, ThreeWay, conflicts_of
from mlv_tui.domain.typed_values import typed_value
from mlv_tui.errors import MlvError
from mlv_tui.services.asking import today
from mlv_tui.tui.keys_now import key_for
from mlv_tui.tui.screens.deciding import Deciding
from mlv_tui.tui.screens.undoing import Undoing
from mlv_tui.tui.sentences import named
from mlv_tui.tui.widgets.conflict_entries import ThreeWayEntry
from mlv_tui.tui.widgets.title_line import TitleLine
from mlv_tui.tui.widgets.tree_facts import title_of
from mlv_tui.tui.widgets.value_line import ValueInput, ValueLine

if TYPE_CHECKING:
    from mlv_tui.services.gesture import EditReport
    from mlv_tui.services.workspace import Workspace


class ThreeWayView(Deciding):
    """Shows the sides of each field in conflict; with nothing left to decide it leaves."""

    HEADING = "Conflict"
    MOVES_BY_ENTRY = True
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("m", "take('mine')", "mine", id="conflict.mine", tooltip="Take mine"),
        Binding("p", "take('plan')", "the plan’s", id="conflict.plan", tooltip="Take the plan’s"),
        Binding("e", "edit", "edit", id="conflict.edit", tooltip="Type another value"),
    ]

    def __init__(self, home: Undoing, ident: int, name: str = "") -> None:
        """Show the conflicts of a milestone.

        Args:
            home: The screen below.
            ident: The milestone's id.
            name: The field to begin with; "" for the first.
        """
        super().__init__(home)
        self._ident = ident
        self._first = name
        self._fields = _to_decide(home.forest, ident)

    def compose_more(self) -> ComposeResult:
        """Lay out the line where a value is typed."""
        yield ValueLine(id="value")

    def on_mount(self) -> None:
        """Begin with the cursor on the field that was asked for."""
        self.call_after_refresh(self.rows.select, self._first)

    def forest_changed(self, forest: Forest) -> None:
        """Show what is left to decide; what is being typed stays."""
        one = forest.by_id.get(self._ident)
        self._fields = _to_decide(forest, self._ident)
        if one is not None:
            self.query_one(TitleLine).about = title_of(one)
        if self._fields:
            self.rows.entries = tuple(ThreeWayEntry(field) for field in self._fields)
        self._leave_if_done()

    def on_screen_resume(self) -> None:
        """Leave if everything was decided meanwhile."""
        self._leave_if_done()

    def _leave_if_done(self) -> None:
        if not self._fields and not any(line.field_name for line in self.query(ValueLine)):
            self.action_leave()
            self.say(f"{named(self.home.forest, [self._ident])} is in conflict no more")

    @property
    def _field(self) -> ThreeWay | None:
        key = self.rows.cursor_key
        return next((one for one in self._fields if one.name == key), None)

    def action_take(self, side: str) -> None:
        """Let one side's value stand, after all that was asked for before."""
        field, take = self._field, Take(side)
        if field is not None:
            value = field.mine if take is Take.MINE else field.plan
            whose = "yours" if take is Take.MINE else "the plan’s"
            ident, name = self._ident, field.name
            self.home.do(
                partial(
                    self._decide,
                    lambda asked: asked.edits.resolve([ident], take, [name]),
                    f"{name} is {_said(value)}, {whose}",
                )
            )

    def action_edit(self) -> None:
        """Ask for another value."""
        if self._field is not None:
            mine = self._field.mine
            self.query_one(ValueLine).open(self._field.name, "" if mine is None else str(mine))

    @on(Input.Submitted)
    def _store(self, event: Input.Submitted) -> None:
        line, ident = self.query_one(ValueLine), self._ident
        name = line.field_name
        try:
            value = typed_value(name, event.value, today())
        except MlvError as error:
            self.say(str(error), is_wrong=True)
            return
        self.home.do(
            partial(
                self._decide,
                lambda asked: asked.edits.set_shared([ident], name, value),
                f"{name} is {_said(value)}",
            )
        )
        self._shut()

    @on(ValueInput.Left)
    def _shut(self) -> None:
        self.query_one(ValueLine).shut()
        self.set_focus(self.rows)
        self.say("")
        self._leave_if_done()

    async def _decide(self, edit: Callable[[Workspace], EditReport], said: str) -> None:
        """Decide a field, then tell of it: below, if that was the last one."""
        report = await self.home.edit_own([self._ident], edit)
        if report is None:
            return
        what = named(self.home.forest, [self._ident])
        undo = key_for("history.undo", "u")
        self.say(
            f"{what}: {said} · {undo} undoes it" if report.edited else f"{what}: decided before"
        )


def _to_decide(forest: Forest, ident: int) -> tuple[ThreeWay, ...]:
    one = forest.by_id.get(ident)
    return () if one is None else conflicts_of(one)


def _said(value: Any) -> str:
    return "nothing" if value is None else f"“{value}”"
