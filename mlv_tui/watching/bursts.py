"""The watch itself: an event or a clock asks for a look, and looks that agree make a burst."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import watchfiles

from mlv_tui.watching.ledger import Ledger
from mlv_tui.watching.listening import Ground, Listening, Objection
from mlv_tui.watching.mounts import needs_polling
from mlv_tui.watching.sight import NOTHING, Burst, Glance, Timing, WatchMode

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Callable
    from pathlib import Path

    from mlv_tui.watching.listener import Watch

_DEFAULT_TIMING = Timing()


async def bursts(
    look: Callable[[], Glance],
    *,
    since: Glance = NOTHING,
    polling: bool = False,
    timing: Timing = _DEFAULT_TIMING,
    watch: Watch = watchfiles.awatch,
    objection: Objection = needs_polling,
) -> AsyncGenerator[Burst]:
    """Tell what changes, for ever; the first burst comes at once, even if nothing did.

    Events only say when to look. What is told is the difference between what was told before
    and what a later look finds, so nothing is lost between two bursts, however long the
    caller works on one.

    Args:
        look: Walks the roots; runs in a thread. An OSError is told as trouble and tried again.
        since: What the caller knows already: a glance from *before* it read the plans, so that
            what was saved while it read is in the first burst. Without one, every plan is.
        polling: Look every `timing.poll` seconds, and listen to no events.
        timing: How long to wait for what.
        watch: Where events come from.
        objection: Says why events can't be trusted in some folders, or "".

    Yields:
        What changed, whenever something did, or the mode, the trouble or the lost roots.
    """
    listening = Listening(watch, objection, timing)
    watcher = _Watcher(look, since, timing, listening)
    try:
        if polling:
            await listening.poll_from_now_on("")
        while True:
            yield await watcher.next_burst()
    finally:
        await listening.close()


class _Watcher:
    """One watch: its listening, its ledger, and what the last look found."""

    def __init__(
        self, look: Callable[[], Glance], since: Glance, timing: Timing, listening: Listening
    ) -> None:
        self._listening = listening
        self._look_at_disk = look
        self._timing = timing
        self._ledger = Ledger(since, timing.grace)
        self._glance = since
        self._ground: Ground = {}
        self._blind = ""
        self._named: frozenset[Path] = frozenset()
        self._looked_at = float("-inf")
        self._said: object = None

    async def next_burst(self) -> Burst:
        """Wait for the next one."""
        while True:
            was_asked = await self._until_due()
            armings = self._listening.armings
            glance = await self._settled()
            if not was_asked and armings == self._listening.armings:
                await self._judge_silence(glance)
            burst = self._tell(glance)
            if burst is not None:
                return burst

    async def _until_due(self) -> bool:
        """Wait for an event or the clock; say whether it was an event."""
        heard = self._listening.heard
        try:
            async with asyncio.timeout_at(self._due()):
                await heard.wait()
        except TimeoutError:
            return False
        heard.clear()
        return True

    def _due(self) -> float:
        """When to look again if no event asks for it."""
        timing = self._timing
        if self._blind:
            return self._looked_at + timing.poll
        if not self._listening.fits(self._ground):
            return self._looked_at + timing.settle
        pause = timing.sweep if self._is_calm() else timing.poll
        return min(self._looked_at + pause, self._ledger.believed_at)

    def _is_calm(self) -> bool:
        is_listening = self._listening.mode is WatchMode.EVENTS and bool(self._ground)
        return is_listening and not self._glance.lost_roots

    def _tell(self, glance: Glance) -> Burst | None:
        """Note a glance as told; None if it holds nothing to tell."""
        changed: frozenset[Path] = frozenset()
        vanished: frozenset[Path] = frozenset()
        if not self._blind:
            changed, vanished = self._ledger.take(glance, self._named, _now())
        self._listening.forget(self._named - self._ground.keys())
        mode, trouble = self._listening.mode, self._blind or self._listening.trouble
        burst = Burst(changed, vanished, self._ledger.lost_roots, mode, trouble)
        said, self._said = self._said, (burst.lost_roots, mode, trouble)
        return burst if changed or vanished or said != self._said else None

    async def _settled(self) -> Glance:
        """Look until two looks agree, if there is any news, or until it takes too long."""
        glance = await self._look()
        if self._named.isdisjoint(glance.signatures) and self._ledger.agrees_with(glance):
            return glance
        limit = _now() + self._timing.settle_limit
        while _now() < limit:
            await asyncio.sleep(self._timing.settle)
            last, glance = glance, await self._look()
            if glance == last:
                break
        return glance

    async def _look(self) -> Glance:
        """Look at the disk, once more if other folders had to be listened to."""
        await self._look_once()
        if await self._listening.fit(self._ground):
            await self._look_once()
        return self._glance

    async def _look_once(self) -> None:
        self._looked_at = _now()
        self._named = frozenset(self._listening.named)
        try:
            self._glance, self._ground = await asyncio.to_thread(_see, self._look_at_disk)
        except OSError as error:
            self._blind = f"The plans can't be looked at: {error}."
        else:
            self._blind = ""

    async def _judge_silence(self, glance: Glance) -> None:
        """Count news that no event tells of, not even a late one."""
        if self._listening.mode is not WatchMode.EVENTS or not self._could_be_heard(glance):
            return
        await asyncio.sleep(self._timing.grace)
        if not self._listening.heard.is_set():
            await self._listening.note_silence()

    def _could_be_heard(self, glance: Glance) -> bool:
        """Whether there is news of a file in its own folder: links' targets are elsewhere."""
        return any(
            path.parent in self._ground and not path.is_symlink()
            for path in self._ledger.news(glance)
        )


def _see(look: Callable[[], Glance]) -> tuple[Glance, Ground]:
    glance = look()
    return glance, {folder: _identity(folder) for folder in glance.folders}


def _identity(folder: Path) -> tuple[int, int]:
    try:
        found = folder.stat()
    except OSError:
        return 0, 0
    return found.st_dev, found.st_ino


def _now() -> float:
    return asyncio.get_running_loop().time()
