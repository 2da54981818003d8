"""The picker: one of many milestones or projects, found by a few letters."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from mlv_tui.tui.fuzzy import ranked
from mlv_tui.tui.keys_now import key_for
from mlv_tui.tui.widgets.cells import shown


@dataclass(frozen=True, slots=True)
class Offer:
    """One that can be picked.

    Attributes:
        key: What the picker gives when it is.
        title: What it is called.
        about: Where it stands, or what it is; found by its words too.
    """

    key: Hashable
    title: str
    about: str = ""

    @property
    def text(self) -> str:
        """What it is found by."""
        return f"{self.title} {self.about}"


class Picker(ModalScreen[Offer | None]):
    """Gives the chosen offer, None if it was left."""

    DEFAULT_CSS = """
    Picker {
        align: center middle;
        background: $background 60%;
        & > Vertical {
            width: 84;
            max-width: 95%;
            height: 24;
            max-height: 90%;
            padding: 1 2;
            background: $panel;
        }
        &.-narrow > Vertical { width: 100%; max-width: 100%; }
        & .question { text-style: bold; height: auto; max-height: 2; }
        & Input {
            height: 1;
            border: none;
            padding: 0;
            margin: 1 0;
            background: $background;
            &:focus { border: none; background-tint: $primary 14%; }
        }
        & OptionList {
            height: 1fr;
            border: none;
            padding: 0;
            background: $panel;
            overflow-x: hidden;
            scrollbar-size-vertical: 1;
            text-wrap: nowrap;
            text-overflow: ellipsis;
        }
        & .hint { color: $foreground-muted; margin-top: 1; }
    }
    """
    PLACEHOLDER: ClassVar[str] = "type a few letters of it"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (90, "-wide")]  # noqa: RUF012 - Textual's own type
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", "Cancel", id="picker.cancel", tooltip="Cancel"),
        Binding("down", "move(1)", "Down", id="picker.down", tooltip="Down", show=False),
        Binding("up", "move(-1)", "Up", id="picker.up", tooltip="Up", show=False),
    ]

    def __init__(self, question: str, offers: Sequence[Offer], hint: str) -> None:
        """Offer some.

        Args:
            question: One line.
            offers: In the order in which they are shown while nothing is typed.
            hint: What Enter does, as `Enter moves it there`.
        """
        super().__init__()
        self._question = question
        self.offers = offers
        self._hint = hint

    def compose(self) -> ComposeResult:
        """Lay out question, input and offers."""
        with Vertical():
            yield Static(Content(shown(self._question)), classes="question")
            yield Input(placeholder=self.PLACEHOLDER)
            yield OptionList(*self._options(""))
            yield Static(
                Content(f"{self._hint} · {key_for('picker.cancel', 'Esc')} leaves"), classes="hint"
            )

    def on_mount(self) -> None:
        """Type into the input; the first offer is the one that Enter takes."""
        self.query_one(Input).focus()
        self.query_one(OptionList).highlighted = 0 if self.offers else None

    def _options(self, typed: str) -> list[Option]:
        texts = [offer.text for offer in self.offers]
        return [Option(_label(self.offers[at]), id=str(at)) for at in ranked(typed, texts)]

    @on(Input.Changed)
    def _narrow(self, event: Input.Changed) -> None:
        self._show(event.value)

    def _show(self, typed: str) -> None:
        """List what fits; the best of it is the one that Enter takes."""
        offers = self.query_one(OptionList)
        offers.clear_options()
        found = self._options(typed)
        offers.add_options(found or [Option(Content("Nothing is like it."), disabled=True)])
        offers.highlighted = 0 if found else None

    def offer(self, offers: Sequence[Offer]) -> None:
        """Offer others from now on; a person who moved among them stays on theirs."""
        listed = self.query_one(OptionList)
        at = listed.highlighted
        held = self._at(at).key if at else None
        self.offers = offers
        self._show(self.query_one(Input).value)
        keys = [self._at(at).key for at in range(listed.option_count) if self._is_offer(at)]
        if held in keys:
            listed.highlighted = keys.index(held)

    def _is_offer(self, at: int) -> bool:
        return self.query_one(OptionList).get_option_at_index(at).id is not None

    def _at(self, at: int) -> Offer:
        return self.offers[int(self.query_one(OptionList).get_option_at_index(at).id or 0)]

    @on(Input.Submitted)
    def _choose_highlighted(self) -> None:
        self.query_one(OptionList).action_select()

    @on(OptionList.OptionSelected)
    def _choose(self, event: OptionList.OptionSelected) -> None:
        if event.option_id is not None:
            self.dismiss(self.offers[int(event.option_id)])

    def action_move(self, step: int) -> None:
        """Move among the offers while the input keeps the focus."""
        step_among(self.query_one(OptionList), step)


def step_among(offers: OptionList, step: int) -> None:
    """Move the cursor of a list that needn't have the focus: down, or up for less than 0."""
    if step > 0:
        offers.action_cursor_down()
    else:
        offers.action_cursor_up()


def _label(offer: Offer) -> Content:
    about = f"  {shown(offer.about)}" if offer.about else ""
    return Content.assemble((shown(offer.title), "bold"), (about, "$foreground-muted"))
