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
from mlv_tui.domain.overtaking import Overtaken
from mlv_tui.errors import MlvError
from mlv_tui.tui.form_fields import OF_ONE, OF_SEVERAL, fields_of, known_values, values_told
from mlv_tui.tui.keys_now import key_for, keys_told
from mlv_tui.tui.screens.closing import close
from mlv_tui.tui.screens.form_lines import FormLines
from mlv_tui.tui.screens.form_typed import FormTyped
from mlv_tui.tui.screens.home import Home
from mlv_tui.tui.sentences import named
from mlv_tui.tui.widgets.form_line import FormLine
from mlv_tui.tui.widgets.form_notes import NotesRow
from mlv_tui.tui.widgets.form_row import FormRow
from mlv_tui.tui.widgets.form_waits import WaitsRow
from mlv_tui.tui.widgets.text_area import PlainTextArea

HINT = (
    ("form.save", "^s", "saves"),
    ("form.reset", "^r", "as in the plan"),
    ("form.leave", "Esc", "leaves"),
)
NO_PLAN = "No plan stands behind it."
AROUND = 8
"""Lines of the screen that aren't for fields."""

GONE = "Nothing of it is left to be changed: somebody removed it meanwhile."


class Form(FormLines):
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
        super().__init__(home, ids)
        self._seen = {ident: home.the_forest[ident] for ident in ids}
        self._names = OF_ONE if len(ids) == 1 else OF_SEVERAL
        self.set_class(all(home.the_forest[ident].is_by_hand for ident in ids), "-by-hand")

    def compose(self) -> ComposeResult:
        """Lay out a row for each field."""
        forest, ids = self.home.the_forest, self.ids
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
        # Of several, a field has no value that a draft could be about.
        lines = self.query(FormLine) if len(self.ids) == 1 else ()
        self._written = FormTyped(self.home, self.ids[0], lines)
        found = self._written.bring_back()
        leaves = key_for("form.leave", "Esc")
        asks = f"; {leaves} asks whether to save it or throw it away."
        self.remark(f"{found}{asks}" if self.is_written else found)

    @on(Input.Changed)
    @on(PlainTextArea.Changed)
    @on(WaitsRow.Picked)
    def _keep_typed(self) -> None:
        """Keep what is typed, however this ends."""
        self._written.keep()

    def throw_away(self) -> None:
        """Keep no drafts of it, either."""
        self._written.end()

    def on_resize(self) -> None:
        """Leave room for what stands around the fields."""
        self.query_one(VerticalScroll).styles.max_height = max(self.size.height - AROUND, 2)

    def _forest_changed(self, forest: Forest) -> None:
        """Take over what changed elsewhere; what was typed stays."""
        here = self.home.still_there(self.ids)
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
            elif len(self.ids) == 1:
                row.take_plan()
            else:
                self.home.do(partial(self._reset, row.field.name))

    async def _reset(self, name: str) -> None:
        ids = self.home.still_there(self.ids)
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
        if self.understood() is None or not await self._written.agreed():
            return
        values, ids = self.understood(), self.home.still_there(self.ids)
        if not values:
            self._end()
            if self._written.was_asked:
                what = named(self.home.the_forest, self.ids)
                self.home.say(f"{what} stays as it is{self._written.later_told}")
        elif not ids:
            self.remark(GONE)
        elif await self.home.agreed(ids, "Change"):
            await self._store_values(ids, values)

    async def _store_values(self, ids: Sequence[int], values: dict[str, Any]) -> None:
        try:
            report = await self.home.edit_now(
                ids, lambda asked: asked.edits.edit(ids, values), self._seen
            )
        except MlvError as error:
            self.remark(str(error))
            return
        if report.refused and not report.edited:
            first = report.refused[0]
            if isinstance(first, Overtaken) and self._written.is_overtaken:
                await self.save()
            else:
                self.remark(f"It can't be stored: {first.reason}.")
            return
        self._end()
        later = self._written.later_told
        self.home.tell(report, lambda what, _: f"{what}: {values_told(values)}{later}")

    def _end(self) -> None:
        self._written.end()
        close(self)
