"""The form: all fields of a milestone, or what several are to have alike."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Input, Static

from mlv_tui.domain.forest import Forest
from mlv_tui.errors import MlvError
from mlv_tui.services.asking import today
from mlv_tui.tui.form_fields import OF_ONE, OF_SEVERAL, fields_of, known_values, values_told
from mlv_tui.tui.keys_now import keys_told
from mlv_tui.tui.paths import paths_of
from mlv_tui.tui.screens.closing import close
from mlv_tui.tui.screens.home import Home
from mlv_tui.tui.screens.picker import Offer, Picker
from mlv_tui.tui.screens.writing import Writing
from mlv_tui.tui.sentences import named
from mlv_tui.tui.widgets.form_line import FormLine
from mlv_tui.tui.widgets.form_notes import NotesRow
from mlv_tui.tui.widgets.form_row import FormRow
from mlv_tui.tui.widgets.form_waits import WaitsRow

HINT = (
    ("form.save", "^s", "saves"),
    ("form.reset", "^r", "as in the plan"),
    ("form.leave", "Esc", "leaves"),
)
NO_PLAN = "No plan stands behind it."
AROUND = 8
"""Lines of the screen that aren't for fields."""

GONE = "Nothing of it is left to be changed: somebody removed it meanwhile."


class Form(Writing[Home]):
    """Only what was changed is stored, in one gesture."""

    QUESTION = "Save what you changed?"
    CSS_PATH = "form.tcss"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (70, "-wide")]  # noqa: RUF012 - Textual's own type
    DEFAULT_CLASSES = "-wide"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "Leave", id="form.leave", tooltip="Leave the form"),
        Binding("ctrl+s", "save", "Save", id="form.save", tooltip="Save the form", priority=True),
        Binding(
            "ctrl+r",
            "take_plan",
            "Reset",
            id="form.reset",
            tooltip="Put in what the plan says",
            priority=True,
        ),
        Binding("down", "app.focus_next", "Next", id="form.next", tooltip="Next field", show=False),
        Binding(
            "up", "app.focus_previous", "Before", id="form.up", tooltip="Field before", show=False
        ),
    ]

    def __init__(self, home: Home, ids: Sequence[int]) -> None:
        """Edit milestones of a screen."""
        super().__init__(home)
        self._ids = tuple(ids)
        self._names = OF_ONE if len(ids) == 1 else OF_SEVERAL
        self.set_class(all(home.the_forest[ident].is_by_hand for ident in ids), "-by-hand")

    def compose(self) -> ComposeResult:
        """Lay out a row for each field."""
        forest, ids = self.home.the_forest, self._ids
        with Vertical():
            with Horizontal(classes="heads"):
                yield Static(Content.assemble((named(forest, ids), "bold")))
                yield Static(Content("the plan says"), classes="plan")
            with VerticalScroll(can_focus=False):
                for field in fields_of(forest, ids, self._names):
                    yield FormRow(field, known_values(forest, field.name))
                if len(ids) == 1:
                    yield WaitsRow(forest, ids[0])
                    yield NotesRow(forest[ids[0]].notes)
            yield Static(classes="remark")
            yield Static(Content(keys_told(*HINT)), classes="hint")

    def on_mount(self) -> None:
        """Begin in the first field; from now on follow what becomes of the milestones."""
        self.query(Input).first().focus()
        self.home.tell_forests(self, self._forest_changed)

    def on_resize(self) -> None:
        """Leave room for what stands around the fields."""
        self.query_one(VerticalScroll).styles.max_height = max(self.size.height - AROUND, 2)

    def _forest_changed(self, forest: Forest) -> None:
        """Take over what changed elsewhere; what was typed stays."""
        here = self.home.still_there(self._ids)
        if not here:
            self.remark(GONE)
            return
        fields = fields_of(forest, here, self._names)
        for row, field in zip(self.query(FormRow), fields, strict=True):
            row.renew(field)
        for waits in self.query(WaitsRow):
            waits.renew(forest)
        for notes in self.query(NotesRow):
            notes.renew(forest[here[0]].notes)

    def action_take_plan(self) -> None:
        """Put what the plan says into the field; several milestones follow their plans at once."""
        found = [row for row in self.query(FormRow) if row.has_pseudo_class("focus-within")]
        for row in found:
            if not row.field.can_reset:
                row.complain(NO_PLAN)
            elif len(self._ids) == 1:
                row.take_plan()
            else:
                self.home.do(partial(self._reset, row.field.name))

    async def _reset(self, name: str) -> None:
        ids = self.home.still_there(self._ids)
        if ids and await self.home.agreed(ids, f"Reset the {name} of"):
            await self.home.change(
                ids,
                lambda asked: asked.edits.reset(ids, name),
                lambda what, _: f"{what}: {name} as in the plan",
            )

    @on(Input.Submitted)
    def _submit(self) -> None:
        self.action_save()

    async def save(self) -> None:
        """Store what was changed, and nothing else."""
        values, ids = self._typed(), self.home.still_there(self._ids)
        if values is None:
            return
        if not values:
            close(self)
        elif not ids:
            self.remark(GONE)
        elif await self.home.agreed(ids, "Change"):
            await self._store_values(ids, values)

    def _typed(self) -> dict[str, Any] | None:
        """Understand what was changed; None if something can't be, which is told at the field."""
        values: dict[str, Any] = {}
        wrong: list[FormLine] = []
        day = today()
        for line in self.query(FormLine):
            try:
                values |= line.values_on(day) if line.is_touched else {}
            except MlvError:
                wrong.append(line)
        for line in wrong[:1]:
            line.query_one(Input).focus()
            self.call_after_refresh(line.scroll_visible, animate=False)
        return None if wrong else values

    async def _store_values(self, ids: Sequence[int], values: dict[str, Any]) -> None:
        try:
            report = await self.home.edit_now(ids, lambda asked: asked.edits.edit(ids, values))
        except MlvError as error:
            self.remark(str(error))
            return
        if report.refused and not report.edited:
            self.remark(f"It can't be stored: {report.refused[0].reason}.")
            return
        close(self)
        self.home.tell(report, lambda what, _: f"{what}: {values_told(values)}")

    @property
    def is_written(self) -> bool:
        """Whether any field was changed."""
        return any(line.is_touched for line in self.query(FormLine))

    @on(WaitsRow.Wanted)
    def _pick_wait(self) -> None:
        self.home.do(self._pick)

    async def _pick(self) -> None:
        if not self.is_there:
            return
        waits = self.query_one(WaitsRow)
        offers = [
            Offer(ident, title, path)
            for ident, title, path in paths_of(self.home.the_forest)
            if ident != self._ids[0]
        ]
        question = "Wait for which one? One that is waited for already is let go."
        offer = await self.app.push_screen_wait(Picker(question, offers, "Enter picks"))
        if offer is not None and isinstance(offer.key, int):
            waits.toggle(offer.key)
