"""What all full screens share: a key line, the help, half a chord, and a line for what happened."""

from __future__ import annotations

from functools import partial
from typing import ClassVar, Final

from textual.binding import Binding, BindingType

from mlv_tui.domain.visible import visible
from mlv_tui.tui.chords import ChordKeys, is_typed_into
from mlv_tui.tui.commands import Command, commands_of
from mlv_tui.tui.key_names import shown_keys
from mlv_tui.tui.widgets.key_line import KeyLine
from mlv_tui.tui.widgets.status_line import StatusLine

TROUBLE_SECONDS = 12.0

NOTICE_SECONDS: Final = 20.0
"""After which what happened is old news; trouble stays until something else is done."""

LOOKING: Final = frozenset({"tree", "detail", "list", "help"})
"""Groups of actions that only look about: what was said stays."""

FIRST = ("app.back", "app.go_ahead", "preview.go_ahead")
"""What is offered only for a time, and so stands first on the key line."""

LAST: Final = ("milestone.edit_plan", "milestone.copy_prompt")
"""What gives way first where the key line is short."""

Entry = tuple[str, str]


class Keyed(ChordKeys):
    """A screen with a `StatusLine` and a `KeyLine`, both filled from here."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("question_mark", "help", "help", id="app.help", tooltip="Show all keys"),
    ]

    standing: str = ""
    """Trouble that goes on: once said, it stays until something else is said."""

    def on_mount(self) -> None:
        """Keep the key line in step with what can be done."""
        self.bindings_updated_signal.subscribe(self, self._on_bindings)

    def on_screen_suspend(self) -> None:
        """Offer no keys while something lies above: they don't act here then."""
        for line in self.query(KeyLine):
            line.entries = ()

    def on_screen_resume(self) -> None:
        """Offer keys again."""
        self._show_keys()

    def _on_bindings(self, _screen: object) -> None:
        if self.app.screen is self:  # `is_current` is true of what is seen below a dialog, too.
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
        shown.sort(key=lambda one: (one.id == "app.help", one.id in LAST, one.id not in FIRST))
        return tuple((one.keys[0], one.name.lower()) for one in shown)

    def action_help(self) -> None:
        """Show all keys."""
        from mlv_tui.tui.screens.help import Help  # noqa: PLC0415 - not before the first frame

        self.app.push_screen(Help(self))

    def about_to_act(self, ident: str) -> None:
        """Have what was said go with the next thing that is done."""
        super().about_to_act(ident)
        if ident.partition(".")[0] not in LOOKING:
            self.unsay()

    def unsay(self, text: str | None = None) -> None:
        """Say nothing any more; a text only if nothing else was said since."""
        for status in self.query(StatusLine):
            is_meant = text is None or (status.said == text and not status.is_wrong)
            if is_meant and (not self.standing or status.said != self.standing):
                status.said, status.is_wrong = "", False

    def say(self, text: str, *, is_wrong: bool = False) -> None:
        """Put a sentence on the status line; trouble that is too long for it, beside it as well."""
        found = self.query(StatusLine)
        if not found:  # The screen closed meanwhile.
            return
        status = found.first()
        status.said, status.is_wrong = text, is_wrong
        if is_wrong and not status.has_room_for(text):
            self.notify(visible(text), severity="error", markup=False, timeout=TROUBLE_SECONDS)
        if text and not is_wrong:
            self.set_timer(NOTICE_SECONDS, partial(self.unsay, text))

    def say_whole(self, text: str, *, is_wrong: bool = False) -> None:
        """Say it as `say` does; what is too long for the line can be read beside it."""
        self.say(text, is_wrong=is_wrong)
        found = self.query(StatusLine)
        if found and not is_wrong and not found.first().has_room_for(text):
            self.notify(visible(text), markup=False)


def _endings(commands: list[Command], pending: str) -> tuple[Entry, ...]:
    """Tell how a chord can go on, what is for the footer's eye first."""
    return tuple(
        (shown_keys(keys.removeprefix(f"{pending} ")), one.name.lower())
        for one in commands
        for keys in one.bound
        if keys.startswith(f"{pending} ")
    )
