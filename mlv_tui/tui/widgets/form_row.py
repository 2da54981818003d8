"""One field of a form: its name, an input, what the plan says, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.suggester import SuggestFromList
from textual.widgets import Input, Static

from mlv_tui.errors import MlvError
from mlv_tui.tui.form_fields import FormField
from mlv_tui.tui.widgets.cells import shown
from mlv_tui.tui.widgets.form_line import FormLine, label
from mlv_tui.tui.widgets.plain_input import PlainInput

MEANWHILE = "It is {} meanwhile, by somebody else; yours stays typed."


class FormRow(FormLine):
    """A field that is typed; what is typed stays, whatever becomes of the milestone."""

    DEFAULT_CSS = """
    FormRow {
        & PlainInput { width: 1fr; }
        & .wrong { padding: 0 0 0 11; color: $error; display: none; &.-said { display: block; } }
    }
    """

    def __init__(
        self,
        field: FormField,
        known: Sequence[str] = (),
        *,
        is_replaced: bool = False,
        is_needed: bool = False,
    ) -> None:
        """Show a field.

        Args:
            field: What it is now.
            known: Values that complete what is typed.
            is_replaced: Whether what is typed first takes the place of what is there.
            is_needed: Whether something must be in it.
        """
        super().__init__()
        self.field = field
        self._began = field.text
        self._known = known
        self._is_replaced = is_replaced
        self._is_needed = is_needed

    def compose(self) -> ComposeResult:
        """Lay out name, input, the plan's side and a line for trouble."""
        known = SuggestFromList(self._known, case_sensitive=False) if self._known else None
        with Horizontal():
            yield label(self.field.name, is_needed=self._is_needed)
            text, replaced = self.field.text, self._is_replaced
            yield PlainInput(text, suggester=known, select_on_focus=replaced)
            yield Static(classes="plan")
        yield Static(classes="wrong")

    def on_mount(self) -> None:
        """Show what there is now."""
        self._show()

    @property
    def field_name(self) -> str:
        """The name of the field."""
        return self.field.name

    @property
    def base(self) -> str:
        """What the field was when it was typed into."""
        return self._began

    @property
    def typed(self) -> str:
        """What stands in the input; of several that differ, an empty one keeps all."""
        return self.query_one(Input).value

    @property
    def stored(self) -> str:
        """What the field is now."""
        return self.field.text

    def put_in(self, text: str, base: str) -> None:
        """Go on with what was typed before."""
        self._began = base
        line = self.query_one(Input)
        if line.value != text:
            line.value = text
            line.cursor_position = len(text)
        self.complain("")

    def values_on(self, day: date) -> dict[str, Any]:
        """Understand what is typed; what can't be is told below it.

        Args:
            day: Today.

        Raises:
            MlvError: If the field can't have that value.
        """
        try:
            return {self.field.name: self.field.value_of(self.typed, day)}
        except MlvError as error:
            self.complain(str(error))
            raise

    def renew(self, field: FormField) -> None:
        """Take over what the field is now; what was typed stays, and the change is told."""
        before, is_touched = self.field, self.is_touched
        if field == before:
            return
        self.field = field
        if not is_touched:
            self.take_stored()
        elif field.text != before.text:
            self.complain(MEANWHILE.format(f"“{field.text}”" if field.text else "empty"))
        self._show()

    @on(Input.Changed)
    def _show(self) -> None:
        typed = self.query_one(Input)
        typed.placeholder = self.field.hint
        self.show_touched()
        self.query_one(".plan", Static).update(Content(shown(self.field.plan_text) or "–"))

    def complain(self, text: str) -> None:
        """Tell what is wrong with the field; "" for nothing."""
        line = self.query_one(".wrong", Static)
        line.update(Content(shown(text)))
        line.set_class(bool(text), "-said")

    def take_plan(self) -> None:
        """Put in what the plan says."""
        self.query_one(Input).value = self.field.plan_text
        self.complain("")
