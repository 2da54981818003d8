"""Gestures that run one after the other, in the order of the keys."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

from textual import work

from mlv_tui.tui.screens.in_step import InStep

Gesture = Callable[[], Awaitable[object]]


class Queued(InStep):
    """A key only puts a gesture into the queue: the next one sees what the one before did."""

    def on_mount(self) -> None:
        """Begin to work gestures off."""
        self._gestures: asyncio.Queue[Gesture] = asyncio.Queue()
        self._work_off()

    def do(self, gesture: Gesture) -> None:
        """Do this after all that was asked for before."""
        self._gestures.put_nowait(gesture)

    @work(group="gestures")
    async def _work_off(self) -> None:
        while True:
            gesture = await self._gestures.get()
            await gesture()

    def action_quit(self) -> None:
        """End the program once everything that was asked for is done."""
        self.do(self._end)

    async def _end(self) -> None:
        self.app.exit()
