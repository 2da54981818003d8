"""Keys and chords: bindings of one key, or of several one after the other, such as `z a`."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable
from contextlib import suppress
from typing import Any, Final

from textual import events
from textual.reactive import var
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Input, TextArea

PATIENCE: Final = 0.5
"""Seconds that a key waits at most for what the one before did in an input."""

TOLD_ON: Final = 3
"""How often what is typed is told on: by the input itself, its line, its screen."""


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
            Whether the key is used up.
        """
        if self.focused is not None and is_typed_into(self.focused):
            return await self._take_while_typing(self.focused, event)
        keys = f"{self.pending_keys} {event.key}".strip()
        active = self.active_bindings
        is_chord, self.pending_keys = bool(self.pending_keys), ""
        if found := active.get(keys):
            if found.enabled:
                self.about_to_act(found.binding.id or "")
                await self.app.run_action(found.binding.action, found.node)
            return True
        if any(key.startswith(f"{keys} ") for key in active):
            self.pending_keys = keys
            return True
        return is_chord

    def about_to_act(self, ident: str) -> None:
        """Take notice that an action is done now, by its id."""

    async def take_paste(self, event: events.Paste) -> bool:
        """Put in what is pasted before the next key is looked at; tell whether it is used up."""
        if self.focused is None or not is_typed_into(self.focused):
            return False
        await _put_in(self.focused, event)
        return True

    async def _take_while_typing(self, typed: Widget, event: events.Key) -> bool:
        """Have a key typed, or do what it is bound to in an input."""
        if event.is_printable:
            await _put_in(typed, event)
            return True
        found = self.active_bindings.get(event.key)
        if found is None or not found.enabled:
            return False
        action, node = found.binding.action, found.node
        if found.binding.id is None:  # One of the input's own, which only edits.
            return await self.app.run_action(action, node)
        await _soon(_come_up(typed))
        self.about_to_act(found.binding.id)
        is_done = await self.app.run_action(action, node)
        await _soon(self.settle(typed))
        return is_done

    async def settle(self, typed: Widget) -> None:
        """Wait for what a key did in an input: the next one is for what has the focus then."""
        await _come_up(typed)


def in_one_line(event: events.Paste) -> events.Paste:
    """Join what is pasted into an input by blanks, which takes the first line only else."""
    lines = event.text.splitlines()
    if len(lines) < 2 or event.is_forwarded:  # noqa: PLR2004 - one line stays as it is
        return event
    return events.Paste(" ".join(filter(None, map(str.strip, lines))))


async def _put_in(typed: Widget, event: events.Key | events.Paste) -> None:
    event.stop()
    await typed.on_event(event)


async def _come_up(typed: Widget) -> None:
    """Wait until what an input has told has come up to its screen."""
    way = [one for one in typed.ancestors_with_self if isinstance(one, Widget)]
    for one in way * TOLD_ON:
        is_there = asyncio.Event()
        if one.call_later(is_there.set):
            await is_there.wait()


async def _soon(waiting: Awaitable[None]) -> None:
    """Wait, but not for long: no key is held up by what takes its time."""
    with suppress(TimeoutError):
        await asyncio.wait_for(waiting, PATIENCE)
