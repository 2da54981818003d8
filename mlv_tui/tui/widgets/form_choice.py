"""One of a few, as a line of a form."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from mlv_tui.tui.keys_now import key_for
from mlv_tui.tui.widgets.cells import clip, shown, width_of
from mlv_tui.tui.widgets.form_line import FormLine, label


class ChosenLine(Static, can_focus=True):
    """Shows what was chosen; Space asks for another one."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "choose", "choose", id="form.choose", tooltip="Choose one of a few"),
        Binding("enter", "enter", "Save", id="form.enter", tooltip="Save the form", show=False),
    ]

    class Wanted(Message):
        """Another one is to be chosen here."""

    class Entered(Message):
        """The form is to be saved, as by Enter in an input."""

    def action_choose(self) -> None:
        """Ask for one."""
        self.post_message(self.Wanted())

    def action_enter(self) -> None:
        """Be done with the form."""
        self.post_message(self.Entered())


class ChoiceRow(FormLine):
    """A field that has one of a few values."""

    DEFAULT_CSS = """
    ChoiceRow {
        & ChosenLine {
            width: 1fr;
            height: 1;
            background: $background;
            text-wrap: nowrap;
            text-overflow: ellipsis;
            &:focus { background-tint: $primary 14%; }
        }
        & .wrong { color: $error; display: none; &.-said { display: block; } }
    }
    """

    class Wanted(Message):
        """Another one is to be chosen for a field."""

        def __init__(self, row: ChoiceRow) -> None:
            super().__init__()
            self.row = row

    class Chosen(Message):
        """Another one was chosen."""

    def __init__(
        self,
        name: str,
        choices: Sequence[str],
        chosen: str,
        about: str = "",
        *,
        is_needed: bool = False,
    ) -> None:
        """Offer a few.

        Args:
            name: The field's.
            choices: At least one.
            chosen: One of them; "" for none yet.
            about: What the field is for.
            is_needed: Whether one must be chosen.
        """
        super().__init__()
        self.choices = tuple(choices)
        self._name_of_field = name
        self._began = self._chosen = chosen
        self._about = about
        self._is_needed = is_needed

    def compose(self) -> ComposeResult:
        """Lay out name, what was chosen, and what it is for."""
        with Horizontal():
            yield label(self._name_of_field, is_needed=self._is_needed)
            yield ChosenLine()
            if self._about:
                yield Static(Content(shown(self._about)), classes="plan")
        yield Static(classes="wrong")

    def on_mount(self) -> None:
        """Show what there is now."""
        self._show()

    def on_resize(self) -> None:
        """Leave room for the key beside what was chosen."""
        self.call_after_refresh(self._show)

    @property
    def field_name(self) -> str:
        """The name of the field."""
        return self._name_of_field

    @property
    def base(self) -> str:
        """What was chosen at first."""
        return self._began

    @property
    def typed(self) -> str:
        """What is chosen."""
        return self._chosen

    @property
    def stored(self) -> str:
        """What was chosen at first."""
        return self._began

    def put_in(self, text: str, base: str) -> None:
        """Choose one."""
        self._chosen, self._began = text, base
        self._show()

    @on(ChosenLine.Wanted)
    def _ask(self, event: ChosenLine.Wanted) -> None:
        event.stop()
        self.post_message(self.Wanted(self))

    def choose(self, chosen: str) -> None:
        """Choose one, and tell of it."""
        self.complain("")
        self.put_in(chosen, self._began)
        self.post_message(self.Chosen())

    def values_on(self, day: date) -> dict[str, Any]:
        """Give what is chosen."""
        del day
        return {self.field_name: self.typed}

    def complain(self, text: str) -> None:
        """Tell what is wrong with the field; "" for nothing."""
        line = self.query_one(".wrong", Static)
        line.update(Content(shown(text)))
        line.set_class(bool(text), "-said")

    def _show(self) -> None:
        key = key_for("form.choose", "Space")
        how, line = f"  {key} chooses", self.query_one(ChosenLine)
        chosen = shown(self._chosen) or "nothing yet"
        room = line.size.width - width_of(how)
        # Nothing is laid out yet before the first frame.
        told = clip(chosen, room, "…") if room > 0 else chosen
        line.update(Content.assemble(told, (how, "$foreground-muted")))
        self.show_touched()
