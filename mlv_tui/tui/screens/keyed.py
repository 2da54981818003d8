"""What all full screens share: a key line, the help, half a chord, and a line for what happened."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType

from mlv_tui.domain.visible import visible
from mlv_tui.tui.chords import ChordKeys, is_typed_into
from mlv_tui.tui.commands import Command, commands_of
from mlv_tui.tui.key_names import shown_keys
from mlv_tui.tui.screens.help import Help
from mlv_tui.tui.widgets.key_line import KeyLine
from mlv_tui.tui.widgets.status_line import StatusLine

TROUBLE_SECONDS = 12.0

FIRST = ("app.back", "app.go_ahead", "preview.go_ahead")
"""What is offered only for a time, and so stands first on the key line."""

Entry = tuple[str, str]


class Keyed(ChordKeys):
    """A screen with a `StatusLine` and a `KeyLine`, both filled from here."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("question_mark", "help", "help", id="app.help", tooltip="Show all keys"),
    ]

    def on_mount(self) -> None:
        """Keep the key line in step with what can be done."""
        self.bindings_updated_signal.subscribe(self, self._on_bindings)

    def _on_bindings(self, _screen: object) -> None:
        self._show_keys()

    def watch_pending_keys(self, keys: str) -> None:
        """Show half a chord, and how it can go on."""
        self.query_one(StatusLine).pending = shown_keys(keys)
        self._show_keys()

    def _show_keys(self) -> None:
        commands = [one for one in commands_of(self) if one.is_enabled]
        pending = self.pending_keys
        found = _endings(commands, pending) if pending else self._entries(commands)
        self.query_one(KeyLine).entries = found

    def _entries(self, commands: list[Command]) -> tuple[Entry, ...]:
        shown = [one for one in commands if one.in_footer and one.keys]
        if is_typed_into(self.focused):
            shown = [one for one in shown if one.node is self.focused]
        shown.sort(key=lambda one: (one.id == "app.help", one.id not in FIRST))
        return tuple((one.keys[0], one.name.lower()) for one in shown)

    def action_help(self) -> None:
        """Show all keys."""
        self.app.push_screen(Help(self))

    def say(self, text: str, *, is_wrong: bool = False) -> None:
        """Put a sentence on the status line; trouble that is too long for it, beside it as well."""
        found = self.query(StatusLine)
        if not found:  # The screen closed meanwhile.
            return
        status = found.first()
        status.said, status.is_wrong = text, is_wrong
        if is_wrong and not status.has_room_for(text):
            self.notify(visible(text), severity="error", markup=False, timeout=TROUBLE_SECONDS)


def _endings(commands: list[Command], pending: str) -> tuple[Entry, ...]:
    """Tell how a chord can go on, what is for the footer's eye first."""
    return tuple(
        (shown_keys(keys.removeprefix(f"{pending} ")), one.name.lower())
        for one in commands
        for keys in one.bound
        if keys.startswith(f"{pending} ")
    )
