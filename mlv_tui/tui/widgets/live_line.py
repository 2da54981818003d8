"""A line in which what is typed takes effect at once, with hints below it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widgets import Input, Static

from mlv_tui.domain.query import Completions
from mlv_tui.errors import QueryError
from mlv_tui.tui.widgets.cells import width_of
from mlv_tui.tui.widgets.hint_lines import HintLines
from mlv_tui.tui.widgets.hints import Hint, LiveOffer, Offers, Wrong
from mlv_tui.tui.widgets.plain_input import OneLineInput


class LiveInput(OneLineInput):
    """Where it is typed."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "submit", "Keep", id="line.keep", tooltip="Keep what is typed"),
        Binding("escape", "drop", "Drop", id="line.drop", tooltip="Drop what is typed"),
        Binding(
            "tab", "complete", "Complete", id="line.complete", tooltip="Put in what is offered"
        ),
        Binding("down", "choose(1)", "Next offer", id="line.next", tooltip="Choose the next offer"),
        Binding(
            "up",
            "choose(-1)",
            "Offer before",
            id="line.previous",
            tooltip="Choose the offer before",
            show=False,
        ),
    ]

    class Dropped(Message):
        """What is typed is to go."""

    class OfferChosen(Message):
        """What is offered is to be put in."""

    @dataclass
    class OfferWanted(Message):
        """Another offer is to be chosen."""

        step: int

    def __init__(self, placeholder: str) -> None:
        """Make an empty input."""
        super().__init__(placeholder=placeholder, select_on_focus=False)

    def action_drop(self) -> None:
        """Ask to drop what is typed."""
        self.post_message(self.Dropped())

    def action_complete(self) -> None:
        """Ask for what is offered."""
        self.post_message(self.OfferChosen())

    def action_choose(self, step: int) -> None:
        """Ask for another offer."""
        self.post_message(self.OfferWanted(step))


class FilterInput(LiveInput):
    """Where a filter is typed."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "ctrl+e",
            "explain",
            "Explain",
            id="line.explain",
            tooltip="Tell why the cursor’s milestone is in or out",
        ),
    ]

    class ReasonsWanted(Message):
        """It is to be told why the cursor's milestone is in or out, or no more."""

    def action_explain(self) -> None:
        """Ask why the cursor's milestone is in or out."""
        self.post_message(self.ReasonsWanted())


class LiveLine(Vertical):
    """Says what is typed into it; the screen says what that does, and what it could become."""

    DEFAULT_CSS = """
    LiveLine {
        height: auto;
        background: $panel;
        display: none;
        &.-open { display: block; }
        & > Horizontal { height: 1; }
        & Static { width: auto; padding: 0 1; color: $primary; text-style: bold; }
        & Input {
            width: 1fr;
            height: 1;
            border: none;
            padding: 0;
            background: $panel;
            &:focus { border: none; background: $panel; }
        }
    }
    """

    @dataclass
    class Typed(Message):
        """Something else stands in the line."""

        line: LiveLine
        text: str

        @property
        def control(self) -> LiveLine:
            """The line."""
            return self.line

    @dataclass
    class Kept(Typed):
        """What stands in the line is to stay in force."""

    @dataclass
    class Dropped(Typed):
        """What stands in the line is to go."""

    ascii_only: reactive[bool] = reactive(default=False)
    """Whether to draw with ASCII signs."""

    def __init__(self, name: str, field: LiveInput, *, id: str) -> None:  # noqa: A002 - Textual's word
        """Make a closed line, with its name before the input."""
        super().__init__(id=id)
        self._label = name
        self._field = field
        self._completions = Completions(0, 0, ())

    def compose(self) -> ComposeResult:
        """Lay out the line above its hints."""
        with Horizontal():
            yield Static(Content(self._label))
            yield self._field
        yield HintLines().data_bind(LiveLine.ascii_only)

    @property
    def text(self) -> str:
        """What stands in the line."""
        return self._field.value

    @property
    def cursor(self) -> int:
        """Where the next character goes."""
        return self._field.cursor_position

    @property
    def is_open(self) -> bool:
        """Whether it can be typed into."""
        return self.has_class("-open")

    def open(self, text: str) -> None:
        """Show the line with a text, and type on behind it."""
        self.add_class("-open")
        if text != self._field.value:
            self._field.value = text
        self._field.cursor_position = len(text)
        # At once: what is typed right after the key belongs here.
        self.screen.set_focus(self._field)

    def empty(self) -> None:
        """Have nothing in the line."""
        self._field.value = ""

    def shut(self) -> None:
        """Hide the line."""
        self.remove_class("-open")

    def offer(self, completions: Completions) -> None:
        """Show how the text can go on."""
        self._completions = completions
        each = tuple(LiveOffer(one.text, one.count, one.about) for one in completions.candidates)
        self._show(Offers(each, 0 if each else None))

    def point_at(self, error: QueryError) -> None:
        """Show what is wrong, below the word."""
        self._completions = Completions(0, 0, ())
        before = width_of(self.text[: error.at])
        cells = width_of(self.text[error.at : error.at + error.length])
        at = width_of(self._label) + 2 + before - round(self._field.scroll_offset.x)
        hint = f" {error.hint}" if error.hint else ""
        self._show(Wrong(max(at, 0), cells, f"{error.message}{hint}"))

    def tell(self, hint: Hint) -> None:
        """Show something else, such as reasons."""
        self._show(hint)

    def _show(self, hint: Hint) -> None:
        self.query_one(HintLines).hint = hint

    @on(Input.Changed)
    def _tell_text(self, event: Input.Changed) -> None:
        event.stop()
        self.post_message(self.Typed(self, event.value))

    @on(Input.Submitted)
    def _tell_kept(self, event: Input.Submitted) -> None:
        event.stop()
        self.post_message(self.Kept(self, event.value))

    @on(LiveInput.Dropped)
    def _tell_dropped(self, event: LiveInput.Dropped) -> None:
        event.stop()
        self.post_message(self.Dropped(self, self.text))

    @on(LiveInput.OfferWanted)
    def _choose(self, event: LiveInput.OfferWanted) -> None:
        event.stop()
        hint = self.query_one(HintLines).hint
        if isinstance(hint, Offers) and hint.chosen is not None:
            self._show(Offers(hint.each, (hint.chosen + event.step) % len(hint.each)))

    @on(LiveInput.OfferChosen)
    def _put_in(self, event: LiveInput.OfferChosen) -> None:
        event.stop()
        hint = self.query_one(HintLines).hint
        if isinstance(hint, Offers) and hint.chosen is not None:
            chosen = self._completions.candidates[hint.chosen]
            self._field.value, self._field.cursor_position = self._completions.applied(
                self.text, chosen
            )
