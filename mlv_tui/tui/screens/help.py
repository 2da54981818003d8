"""The help: all keys of the screen below it, from the bindings themselves."""

from __future__ import annotations

from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen, Screen
from textual.widgets import Static

from mlv_tui.tui.commands import GROUPS, Command, commands_of
from mlv_tui.tui.key_names import several_shown
from mlv_tui.tui.keys_now import key_for
from mlv_tui.tui.widgets.cells import wrap

KEYS_WIDTH = 16
INDENT = 2
LEAST_ROOM = 12
WIDEST = 70
"""Cells of a line, as long as nothing else is known."""


class Help(ModalScreen[None]):
    """Lists what the keys do, by group."""

    DEFAULT_CSS = """
    Help {
        align: center middle;
        background: $background 60%;
        & > VerticalScroll {
            width: 76;
            max-width: 95%;
            height: auto;
            max-height: 90%;
            padding: 1 2;
            background: $panel;
        }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,question_mark", "dismiss", "Close", id="help.close", tooltip="Close"),
        Binding("j", "scroll(1)", "Down", id="help.down", tooltip="Down", show=False),
        Binding("k", "scroll(-1)", "Up", id="help.up", tooltip="Up", show=False),
        Binding("ctrl+d", "scroll(10)", "Down", id="help.page_down", tooltip="Down", show=False),
        Binding("ctrl+u", "scroll(-10)", "Up", id="help.page_up", tooltip="Up", show=False),
        Binding("G", "scroll(1000)", "End", id="help.last", tooltip="To the end", show=False),
    ]

    def __init__(self, below: Screen[Any]) -> None:
        """Explain the keys of a screen."""
        super().__init__()
        self._commands = commands_of(below)

    def compose(self) -> ComposeResult:
        """Lay out the groups."""
        with VerticalScroll():
            yield Static(Content("\n").join(self._lines(WIDEST)))

    def on_resize(self) -> None:
        """Have what is long go on below where it begins."""
        self.call_after_refresh(self._fit)

    def _fit(self) -> None:
        found = self.query_one(Static)
        found.update(Content("\n").join(self._lines(found.size.width)))

    def _lines(self, width: int) -> list[Content]:
        lines = [
            Content.styled(f"{key_for('help.close', 'Esc')} closes", "$foreground-muted"),
            Content(""),
        ]
        for group, name in GROUPS.items():
            commands = [one for one in self._commands if one.group == group]
            if commands:
                lines.append(Content.styled(name, "bold $primary"))
                lines += [*(_line(one, width) for one in commands), Content("")]
        return lines

    def action_scroll(self, lines: int) -> None:
        """Scroll down, or up."""
        self.query_one(VerticalScroll).scroll_relative(y=lines, animate=False)


def _line(command: Command, width: int) -> Content:
    keys, style = several_shown(command.bound), "$accent"
    if not keys:  # Only the palette does it.
        keys, style = f"{key_for('app.palette', '^p')} …", "$foreground-muted"
    room = max(width - KEYS_WIDTH - INDENT, LEAST_ROOM)
    says = [command.says[start:end] for start, end in wrap(command.says, room)]
    if len(keys) > KEYS_WIDTH and len(keys) + len(says[0]) > width - INDENT:
        says.insert(0, "")
    told = f"\n{' ' * (KEYS_WIDTH + INDENT)}".join(says)
    return Content.assemble((f"{' ' * INDENT}{keys:{KEYS_WIDTH}}", style), told)
