"""The line of the projects screen where names and paths are typed."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from textual import on, work
from textual.app import ComposeResult
from textual.suggester import Suggester
from textual.widgets import Input

from mlv_tui.errors import MlvError
from mlv_tui.tui.screens.project_list import ProjectList
from mlv_tui.tui.widgets.ask_line import AskInput, AskLine


class ProjectTyping(ProjectList):
    """Asks for one thing after the other; what can't be done leaves what is typed."""

    _then: Callable[[str], Awaitable[str]] | None = None

    def compose_more(self) -> ComposeResult:
        """Add the line."""
        yield from super().compose_more()
        yield AskLine(AskInput(), id="ask")

    @property
    def asking(self) -> AskLine:
        """The line."""
        return self.query_one("#ask", AskLine)

    def ask_then(
        self,
        then: Callable[[str], Awaitable[str]],
        label: str,
        value: str = "",
        hint: str = "",
        suggester: Suggester | None = None,
    ) -> None:
        """Have something typed, then do something with it, and tell of that.

        Args:
            then: Takes what was typed, and says what it did.
            label: What is asked for.
            value: What to begin with.
            hint: What may be typed, said while nothing is.
            suggester: Completes what is typed.
        """
        self._then = then
        self.asking.open(label, value, hint, suggester)

    @on(Input.Submitted, "#ask AskInput")
    @work(group="typed", exclusive=True)
    async def _take_typed(self, event: Input.Submitted) -> None:
        then = self._then
        if then is None:
            return
        try:
            said = await then(event.value)
        except MlvError as error:
            self.say(str(error), is_wrong=True)
        else:
            if self._then is then:
                self._leave_asking()
            self.say(said)

    @on(AskInput.Left)
    def _leave_asking(self) -> None:
        self._then = None
        self.asking.shut()
        self.set_focus(self.rows)

    def action_leave(self) -> None:
        """Leave what is being typed, else the screen."""
        if self.asking.is_open:
            self._leave_asking()
        else:
            super().action_leave()
