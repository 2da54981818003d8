"""The form: all fields of a milestone, or what several are to have alike."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from mlv_tui.domain.forest import Forest
from mlv_tui.errors import MlvError
from mlv_tui.tui.form_fields import fields_of, known_values, values_told
from mlv_tui.tui.keys_now import keys_told
from mlv_tui.tui.paths import paths_of
from mlv_tui.tui.screens.choice import Choice
from mlv_tui.tui.screens.picker import Offer, Picker
from mlv_tui.tui.sentences import named
from mlv_tui.tui.widgets.cells import shown
from mlv_tui.tui.widgets.form_notes import NotesRow
from mlv_tui.tui.widgets.form_row import FormRow
from mlv_tui.tui.widgets.form_waits import WaitsRow

if TYPE_CHECKING:
    from mlv_tui.tui.screens.forming import Forming

HINT = (
    ("form.save", "^s", "saves"),
    ("form.reset", "^r", "as in the plan"),
    ("form.leave", "Esc", "leaves"),
)
SAVE = "Save"
SAVE_OR_NOT = (SAVE, "Throw it away")
NO_PLAN = "No plan stands behind it."
AROUND = 8
"""Lines of the screen that aren't for fields."""

GONE = "Nothing of it is left to be changed: somebody removed it meanwhile."


class Form(ModalScreen[None]):
    """Only what was changed is stored, in one gesture."""

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
        Binding("down", "next_field", "Next", id="form.next", tooltip="Next field", show=False),
        Binding("up", "field_before", "Before", id="form.up", tooltip="Field before", show=False),
    ]

    def __init__(self, home: Forming, ids: Sequence[int]) -> None:
        """Edit milestones of a screen."""
        super().__init__()
        self._home = home
        self._ids = tuple(ids)
        self.set_class(all(home.forest[ident].is_by_hand for ident in ids), "-by-hand")

    def compose(self) -> ComposeResult:
        """Lay out a row for each field."""
        forest, ids = self._home.forest, self._ids
        with Vertical():
            with Horizontal(classes="heads"):
                yield Static(Content.assemble((named(forest, ids), "bold")))
                yield Static(Content("the plan says"), classes="plan")
            with VerticalScroll(can_focus=False):
                for field in fields_of(forest, ids):
                    yield FormRow(field, known_values(forest, field.name))
                if len(ids) == 1:
                    yield WaitsRow(forest, ids[0])
                    yield NotesRow(forest[ids[0]].notes)
            yield Static(classes="remark")
            yield Static(Content(keys_told(*HINT)), classes="hint")

    def on_mount(self) -> None:
        """Begin in the first field; from now on follow what becomes of the milestones."""
        self.query(Input).first().focus()
        self.watch(self._home, "forest", self._forest_changed, init=False)

    def on_resize(self) -> None:
        """Leave room for what stands around the fields."""
        self.query_one(VerticalScroll).styles.max_height = max(self.size.height - AROUND, 2)

    def _forest_changed(self, forest: Forest) -> None:
        """Take over what changed elsewhere; what was typed stays."""
        here = self._home.still_there(self._ids)
        if not here:
            self.remark(GONE)
            return
        for row, field in zip(self.query(FormRow), fields_of(forest, here), strict=False):
            row.renew(field)
        for waits in self.query(WaitsRow):
            waits.renew(forest)
        for notes in self.query(NotesRow):
            notes.renew(forest[here[0]].notes)

    def remark(self, text: str) -> None:
        """Tell what stands in the way; "" for nothing."""
        line = self.query_one(".remark", Static)
        line.update(Content(shown(text)))
        line.set_class(bool(text), "-said")

    def action_next_field(self) -> None:
        """Go to the next field."""
        self.focus_next()

    def action_field_before(self) -> None:
        """Go to the field before."""
        self.focus_previous()

    def action_take_plan(self) -> None:
        """Put what the plan says into the field; several milestones follow their plans at once."""
        found = [row for row in self.query(FormRow) if row.has_pseudo_class("focus-within")]
        for row in found:
            if not row.field.can_reset:
                row.complain(NO_PLAN)
            elif len(self._ids) == 1:
                row.take_plan()
            else:
                self._home.do(partial(self._reset, row.field.name))

    async def _reset(self, name: str) -> None:
        ids = self._home.still_there(self._ids)
        if ids and await self._home.agreed(ids, f"Reset the {name} of"):
            await self._home.change(
                ids,
                lambda asked: asked.edits.reset(ids, name),
                lambda what, _: f"{what}: {name} as in the plan",
            )

    def action_save(self) -> None:
        """Store what was changed, after all that was asked for before."""
        self._home.do(self._save)

    @on(Input.Submitted)
    def _submit(self) -> None:
        self.action_save()

    async def _save(self) -> None:
        if not self.is_attached:  # Saved and left already.
            return
        values, ids = self._typed(), self._home.still_there(self._ids)
        if values is None:
            return
        if not values:
            self.dismiss()
        elif not ids:
            self.remark(GONE)
        elif await self._home.agreed(ids, "Change"):
            await self._store_values(ids, values)

    def _typed(self) -> dict[str, Any] | None:
        """Understand what was changed; None if something can't be, which is told at the field."""
        values: dict[str, Any] = {}
        wrong: list[FormRow] = []
        today = datetime.now().astimezone().date()
        for row in self.query(FormRow):
            if not row.is_touched:
                continue
            try:
                values[row.field.name] = row.field.value_of(row.typed, today)
            except MlvError as error:
                row.complain(str(error))
                wrong.append(row)
        for waits in self.query(WaitsRow):
            values |= {"waits_for": waits.ids} if waits.is_touched else {}
        for notes in self.query(NotesRow):
            values |= {"notes": notes.typed} if notes.is_touched else {}
        for row in wrong[:1]:
            row.query_one(Input).focus()
            self.call_after_refresh(row.scroll_visible, animate=False)
        return None if wrong else values

    async def _store_values(self, ids: Sequence[int], values: dict[str, Any]) -> None:
        try:
            report = await self._home.edit_now(ids, lambda asked: asked.edits.edit(ids, values))
        except MlvError as error:
            self.remark(str(error))
            return
        if report.refused and not report.edited:
            self.remark(f"It can't be stored: {report.refused[0].reason}.")
            return
        self.dismiss()
        self._home.tell(report, lambda what, _: f"{what}: {values_told(values)}")

    def action_leave(self) -> None:
        """Leave; what was typed is asked about."""
        rows = (*self.query(FormRow), *self.query(WaitsRow), *self.query(NotesRow))
        if any(row.is_touched for row in rows):
            self._home.do(self._leave)
        else:
            self.dismiss()

    async def _leave(self) -> None:
        if not self.is_attached:
            return
        answer = await self.app.push_screen_wait(Choice("Save what you changed?", SAVE_OR_NOT))
        if answer is not None and SAVE_OR_NOT[answer] == SAVE:
            await self._save()
        elif answer is not None:
            self.dismiss()

    @on(WaitsRow.Wanted)
    def _pick_wait(self) -> None:
        self._home.do(self._pick)

    async def _pick(self) -> None:
        if not self.is_attached:
            return
        waits = self.query_one(WaitsRow)
        offers = [
            Offer(ident, title, path)
            for ident, title, path in paths_of(self._home.forest)
            if ident != self._ids[0]
        ]
        question = "Wait for which one? One that is waited for already is let go."
        offer = await self.app.push_screen_wait(Picker(question, offers, "Enter picks"))
        if offer is not None and isinstance(offer.key, int):
            waits.toggle(offer.key)
