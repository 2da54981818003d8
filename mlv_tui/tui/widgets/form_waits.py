"""What a milestone waits for, as a line of a form that milestones are picked into."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from mlv_tui.domain.forest import Forest
from mlv_tui.tui.form_fields import after_text
from mlv_tui.tui.keys_now import key_for
from mlv_tui.tui.widgets.form_line import FormLine, label
from mlv_tui.tui.widgets.tree_facts import title_of


class PickedLine(Static, can_focus=True):
    """Shows what was picked; Enter asks for one more, or one less."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "pick", "pick", id="form.pick", tooltip="Pick one more, or one less"),
    ]

    def action_pick(self) -> None:
        """Ask for one."""
        self.post_message(WaitsRow.Wanted())


class WaitsRow(FormLine):
    """What was picked stays, whatever becomes of the milestone."""

    DEFAULT_CSS = """
    WaitsRow {
        & PickedLine {
            width: 1fr;
            height: 1;
            background: $background;
            text-wrap: nowrap;
            text-overflow: ellipsis;
            &:focus { background-tint: $primary 14%; }
        }
    }
    """

    class Wanted(Message):
        """Another one is to be picked, or one less."""

    class Picked(Message):
        """Another one was picked, or one less."""

    def __init__(self, forest: Forest, ident: int) -> None:
        """Show what a milestone waits for."""
        super().__init__()
        self._forest = forest
        self._ident = ident
        self._there = self._began = self.ids = forest[ident].waits_for

    def compose(self) -> ComposeResult:
        """Lay out name, what was picked, and the plan's side."""
        with Horizontal():
            yield label("waits for")
            yield PickedLine()
            yield Static(classes="plan")

    def on_mount(self) -> None:
        """Show what there is now."""
        self._show()

    @property
    def field_name(self) -> str:
        """The name of the field."""
        return "waits_for"

    @property
    def base(self) -> str:
        """What it waited for when a person began to pick, as ids."""
        return _written(self._began)

    @property
    def typed(self) -> str:
        """What was picked, as ids."""
        return _written(self.ids)

    @property
    def stored(self) -> str:
        """What it waits for now, as ids."""
        return _written(self._there)

    def put_in(self, text: str, base: str) -> None:
        """Go on with what was picked before."""
        self.ids, self._began = _read(text), _read(base)
        self._show()

    def values_on(self, day: date) -> dict[str, Any]:
        """Give what is to be stored."""
        del day
        return {"waits_for": self.ids}

    def renew(self, forest: Forest) -> None:
        """Take over what is stored now, if nothing was picked."""
        is_touched, self._forest = self.is_touched, forest
        self._there = forest[self._ident].waits_for
        if not is_touched:
            self.ids = self._began = self._there
        self._show()

    def told(self, text: str) -> str:
        """Name milestones for people, given their ids."""
        known = (self._forest[one] for one in _read(text) if one in self._forest)
        return " · ".join(title_of(one) for one in known)

    def toggle(self, ident: int) -> None:
        """Wait for one more, or one less."""
        kept = tuple(one for one in self.ids if one != ident)
        self.ids = kept if ident in self.ids else (*kept, ident)
        self._show()
        self.post_message(self.Picked())

    def _show(self) -> None:
        titles = self.told(self.typed)
        nothing = Content.styled(
            f"nothing · {key_for('form.pick', 'Enter')} picks", "$text-disabled"
        )
        self.query_one(PickedLine).update(Content(titles) if titles else nothing)
        self.query_one(".plan", Static).update(
            Content(after_text(self._forest[self._ident]) or "–")
        )
        self.show_touched()


def _written(ids: tuple[int, ...]) -> str:
    return " ".join(map(str, ids))


def _read(text: str) -> tuple[int, ...]:
    return tuple(int(one) for one in text.split() if one.isdecimal())
