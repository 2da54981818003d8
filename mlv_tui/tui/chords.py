"""Keys and chords: bindings of one key, or of several one after the other, such as `z a`."""

from __future__ import annotations

from typing import Any

from textual import events
from textual.reactive import var
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Input, TextArea


def is_typed_into(widget: Widget | None) -> bool:
    """Tell whether printable keys are text for a widget."""
    return isinstance(widget, Input | TextArea)


class ChordKeys(Screen[Any]):
    """A screen whose bindings may have several keys, parted by blanks."""

    pending_keys: var[str] = var("")
    """The keys of a chord that was begun."""

    async def take_key(self, event: events.Key) -> bool:
        """Do what a key is bound to, or begin, go on with or finish a chord.

        Called before the next key is looked at: keys that come in one burst act in the order in
        which they were typed, on the focus that the one before left.

        Returns:
            Whether the key is used up. While somebody types into an input it never is.
        """
        if is_typed_into(self.focused):
            return False
        keys = f"{self.pending_keys} {event.key}".strip()
        active = self.active_bindings
        is_chord, self.pending_keys = bool(self.pending_keys), ""
        if found := active.get(keys):
            if found.enabled:
                await self.app.run_action(found.binding.action, found.node)
            return True
        if any(key.startswith(f"{keys} ") for key in active):
            self.pending_keys = keys
            return True
        return is_chord
