"""The form of a template: a row for each variable, and where what it makes is to go."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from functools import partial
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Input, Static

from mlv_tui.domain.templates import Template
from mlv_tui.errors import MlvError, ValuesWrong
from mlv_tui.services.asking import today
from mlv_tui.tui.keys_now import keys_told
from mlv_tui.tui.path_suggester import PathSuggester
from mlv_tui.tui.screens.closing import close
from mlv_tui.tui.screens.home import Home
from mlv_tui.tui.screens.picker import Offer, Picker
from mlv_tui.tui.screens.writing import Writing
from mlv_tui.tui.template_fields import (
    NEW_PLAN,
    PLAN_FILE,
    WHERE,
    Filled,
    TypedField,
    row_of,
    widest_name,
)
from mlv_tui.tui.widgets.cells import shown
from mlv_tui.tui.widgets.form_choice import ChoiceRow, ChosenLine
from mlv_tui.tui.widgets.form_line import NEEDED, FormLine
from mlv_tui.tui.widgets.form_row import FormRow

HINT = (("form.save", "^s", "applies it"), ("form.leave", "Esc", "leaves"))
NEEDED_TOLD = f" · {NEEDED} is needed"
AROUND = 10
"""Lines of the screen that aren't for fields."""

WIDEST = 24
"""Columns that the names of the fields take at most."""

Apply = Callable[[Filled], Awaitable[None]]


class TemplateForm(Writing[Home]):
    """Nothing is made before everything that is asked for can be understood."""

    QUESTION = "Apply the template with what you filled in?"
    SAVES = "Apply"
    CSS_PATH = "template_form.tcss"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (80, "-wide")]  # noqa: RUF012 - Textual's own type
    DEFAULT_CLASSES = "-wide"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "Leave", id="form.leave", tooltip="Leave the form"),
        Binding("ctrl+s", "save", "Save", id="form.save", tooltip="Save the form", priority=True),
        Binding("down", "app.focus_next", "Next", id="form.next", tooltip="Next field", show=False),
        Binding(
            "up", "app.focus_previous", "Before", id="form.up", tooltip="Field before", show=False
        ),
    ]

    def __init__(
        self, home: Home, template: Template, places: Sequence[str], path: str, apply: Apply
    ) -> None:
        """Ask for what a template needs.

        Args:
            home: The screen below.
            template: Which.
            places: Where what it makes may go, the likeliest first; `NEW_PLAN` is one of them.
            path: The new plan that is offered.
            apply: Makes it; raises `MlvError` where that can't be.
        """
        super().__init__(home)
        self._template = template
        self._places = places
        self._path = path
        self._apply = apply

    def compose(self) -> ComposeResult:
        """Lay out a row for each variable, and where it is to go."""
        with Vertical():
            yield Static(Content.assemble((shown(self._template.title), "bold")))
            yield Static(Content(shown(self._template.about)), classes="about")
            with VerticalScroll(can_focus=False):
                for one in self._template.variables:
                    yield row_of(one, today())
                where = ChoiceRow(WHERE, self._places, self._places[0])
                yield where.add_class("where")
                about = "never over one that is there"
                path = FormRow(TypedField(PLAN_FILE, self._path, "plans/name.md", about))
                yield path.add_class("path")
            yield Static(classes="remark")
            needed = any(one.is_required for one in self._template.variables)
            told = f"Enter or {keys_told(*HINT)}{NEEDED_TOLD if needed else ''}"
            yield Static(Content(told), classes="hint")

    def on_mount(self) -> None:
        """Begin in the first field."""
        wide = min(widest_name(self._template) + 2, WIDEST)
        for one in self.query(".label"):
            one.styles.width = wide
        for one in self.query(".wrong"):
            one.styles.padding = (0, 0, 0, wide)
        path = next(one for one in self.query(FormRow) if one.field_name == PLAN_FILE)
        path.query_one(Input).suggester = PathSuggester()
        self._lines[0].focus_input()

    @property
    def _lines(self) -> list[FormLine]:
        return list(self.query(FormLine))

    @property
    def is_written(self) -> bool:
        """Whether anything was filled in."""
        return any(line.is_touched for line in self._lines)

    def throw_away(self) -> None:
        """Keep nothing: a form is filled in again soon."""

    def on_resize(self) -> None:
        """Leave room for what stands around the fields."""
        self.query_one(VerticalScroll).styles.max_height = max(self.size.height - AROUND, 2)

    @on(Input.Submitted)
    @on(ChosenLine.Entered)
    def _submit(self) -> None:
        self.action_save()

    @on(Input.Changed)
    def _take_back(self) -> None:
        self.remark("")

    @on(ChoiceRow.Wanted)
    def _choose(self, event: ChoiceRow.Wanted) -> None:
        self.home.do(partial(self._ask_for_one, event.row))

    async def _ask_for_one(self, row: ChoiceRow) -> None:
        if not self.is_there:
            return
        offers = [Offer(one, one or "nothing") for one in row.choices]
        picker = Picker(f"{row.field_name}?", offers, "Enter chooses")
        offer = await self.app.push_screen_wait(picker)
        if offer is not None and self.is_there:
            row.choose(str(offer.key))

    @on(ChoiceRow.Chosen)
    def _show_path(self) -> None:
        self.set_class(self._filled().where == NEW_PLAN, "-new-plan")

    def _filled(self) -> Filled:
        typed = {line.field_name: line.typed for line in self._lines}
        where, path = typed.pop(WHERE), typed.pop(PLAN_FILE)
        return Filled(typed, where, path)

    async def save(self) -> None:
        """Apply the template, once everything can be understood."""
        filled = self._filled()
        try:
            self._template.values_of(filled.given, today())
            self._complain({})
            await self._apply(filled)
        except ValuesWrong as error:
            self._complain(error.wrong)
        except MlvError as error:
            self.remark(str(error))
        else:
            close(self)

    def _complain(self, wrong: Mapping[str, str]) -> None:
        """Tell at each row what is wrong with it, and go to the first of these."""
        for line in self._lines:
            if isinstance(line, FormRow | ChoiceRow):
                line.complain(wrong.get(line.field_name, ""))
        first = next((line for line in self._lines if line.field_name in wrong), None)
        if first is not None:
            first.focus_input()
            self.call_after_refresh(first.scroll_visible, animate=False)
