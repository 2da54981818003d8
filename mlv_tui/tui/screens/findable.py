"""A list that is narrowed down by what is typed below it."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.widgets import Input

from mlv_tui.tui.screens.above import Above
from mlv_tui.tui.widgets.ask_line import AskLine, FindInput


class Findable(Above):
    """Opens a line to find by; arrows move in the list meanwhile, Esc shows all again."""

    FOUND_BY: ClassVar[str] = ""
    """What is typed, for the line's hint."""

    typed: str = ""
    """What is typed; "" for all."""

    def list_found(self) -> None:
        """List what fits what is typed."""
        raise NotImplementedError

    def compose_more(self) -> ComposeResult:
        """Lay out the line."""
        yield AskLine(FindInput(), id="find")

    @property
    def finding(self) -> AskLine:
        """The line."""
        return self.query_one("#find", AskLine)

    def action_find(self) -> None:
        """Type what is looked for."""
        self.finding.open("find", hint=self.FOUND_BY)

    @on(Input.Changed, "#find FindInput")
    def _narrow(self, event: Input.Changed) -> None:
        if event.value != self.typed and self.finding.is_open:
            self.typed = event.value
            self.list_found()
            self.rows.cursor_row = 0

    @on(FindInput.Moved)
    def _move(self, event: FindInput.Moved) -> None:
        self.rows.action_cursor_by(event.step)

    @on(Input.Submitted, "#find FindInput")
    def _choose_found(self) -> None:
        if self.finding.value != self.typed:  # Typed in one burst with Enter.
            self.typed = self.finding.value
            self.list_found()
        self.rows.choose()

    @on(FindInput.Left)
    def _leave_find_line(self) -> None:
        self.leave_finding()

    def leave_finding(self) -> None:
        """Show all again, the cursor on the same one."""
        self.typed = ""
        self.finding.shut()
        self.set_focus(self.rows)
        self.list_found()

    def action_leave(self) -> None:
        """Leave what is being typed, else go back to what is below."""
        if self.finding.is_open:
            self.leave_finding()
        else:
            super().action_leave()
