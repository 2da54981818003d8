"""Whether events tell of changes here, else why not."""

from __future__ import annotations

import asyncio
import errno
from collections.abc import Callable, Iterable, Mapping
from collections.abc import Set as AbstractSet
from pathlib import Path
from typing import Final

from mlv_tui.watching.listener import Listener, Watch
from mlv_tui.watching.sight import Timing, WatchMode

Ground = Mapping[Path, tuple[int, int]]
"""The folders to listen to, each with its device and inode."""

Objection = Callable[[Iterable[Path]], str]
"""Says why events can't be trusted in these folders; "" if they can."""

_TRIES: Final = 3
"""How often listening may fail at once before the folders are polled."""

_LIMIT_WORDS: Final = ("watch limit reached", "os error 24")
"""How watchfiles 1.3 words the limits of watches and of inotify instances, without an errno."""

_MISSES: Final = 2
"""How many silent changes it takes to trust events no longer."""


class Listening:
    """Keeps a listener fitting the folders, as long as events work.

    Attributes:
        heard: Set when an event came, or listening failed.
        mode: How changes are learnt.
        trouble: Why events don't work, one sentence; "" if they do, or aren't wanted.
        armings: How often it began to listen.
    """

    def __init__(self, watch: Watch, objection: Objection, timing: Timing) -> None:
        self.heard = asyncio.Event()
        self.mode = WatchMode.EVENTS
        self.trouble = ""
        self.armings = 0
        self._watch = watch
        self._objection = objection
        self._timing = timing
        self._listeners: list[Listener] = []
        self._ground: Ground = {}
        self._named: set[Path] = set()
        self._arm_at = 0.0
        self._failures = 0
        self._misses = 0

    @property
    def named(self) -> AbstractSet[Path]:
        """The paths that events named and that are not forgotten."""
        for listener in self._listeners:
            self._named |= listener.named
            listener.named.clear()
        return self._named

    def forget(self, named: AbstractSet[Path]) -> None:
        """Drop named paths that were dealt with; a folder's name is, by listening anew."""
        self._named -= named

    def fits(self, ground: Ground) -> bool:
        """Whether it listens to these folders, or has reason not to.

        A folder that an event named may be another one in its place: file systems give the
        inode of a removed folder to the next one.
        """
        if not ground or asyncio.get_running_loop().time() < self._arm_at:
            return not self._listeners
        is_on = bool(self._listeners) and self._listeners[-1].is_on
        return is_on and ground == self._ground and self.named.isdisjoint(ground)

    async def fit(self, ground: Ground) -> bool:
        """Listen to these folders; say whether that is new, so that a look is due."""
        if self.fits(ground):
            return False
        await self._note_failure()
        if not ground or asyncio.get_running_loop().time() < self._arm_at:
            await self.close()
            return False
        return await self._arm(ground)

    async def poll_from_now_on(self, trouble: str) -> None:
        """Listen no more."""
        await self._poll(trouble, float("inf"))

    async def note_silence(self) -> None:
        """Note a change that no event told of; after a few, poll."""
        self._misses += 1
        if self._misses >= _MISSES:
            await self.poll_from_now_on("Plans change here without an event that says so.")

    async def close(self) -> None:
        """Stop listening."""
        await self._close(self._listeners[:])

    async def _close(self, listeners: Iterable[Listener]) -> None:
        for listener in listeners:
            await listener.close()
            self._named |= listener.named
            self._listeners.remove(listener)

    async def _arm(self, ground: Ground) -> bool:
        trouble = await asyncio.to_thread(self._objection, ground)
        if trouble:
            await self._poll(trouble, self._timing.retry)
            return False
        links = await asyncio.to_thread(_links_above, ground)
        old = self._listeners[:]
        self._listeners.append(
            Listener(self._watch, ground.keys(), links, self.heard, self._timing)
        )
        await asyncio.sleep(0)  # the turn in which it begins to listen
        await self._close(old)  # only now: between the two nothing goes unheard
        self._named -= ground.keys()
        self._ground = ground
        await self._note_failure()
        if not self._listeners:
            return False
        self.armings += 1
        self._failures = 0
        self.mode, self.trouble = WatchMode.EVENTS, ""
        return True

    async def _note_failure(self) -> None:
        """Drop a failed listener: to try again what may pass, to poll for the rest."""
        if not self._listeners or self._listeners[-1].is_on:
            return
        last = self._listeners[-1]
        await self.close()
        last.check()
        error = last.failure
        lived = asyncio.get_running_loop().time() >= last.began + self._timing.poll
        self._failures = 1 if lived else self._failures + 1
        may_pass = lived or isinstance(error, FileNotFoundError)
        if not may_pass or self._failures >= _TRIES:
            await self._poll(_sentence(error), self._timing.retry)

    async def _poll(self, trouble: str, retry: float) -> None:
        await self.close()
        self.mode, self.trouble = WatchMode.POLLING, trouble
        self._arm_at = asyncio.get_running_loop().time() + retry
        self._failures = 0


def _links_above(folders: Iterable[Path]) -> AbstractSet[Path]:
    """Find the symbolic links that lead to these folders."""
    seen: set[Path] = set()
    for folder in folders:
        up = folder
        while up not in seen:
            seen.add(up)
            up = up.parent
    return {path for path in seen if path.is_symlink()}


def _sentence(error: Exception | None) -> str:
    number = error.errno if isinstance(error, OSError) else None
    is_limit = any(words in str(error) for words in _LIMIT_WORDS)
    if is_limit or number in (errno.ENOSPC, errno.EMFILE):
        return "The system's limit of watched folders (fs.inotify) is used up."
    return f"Changes are not announced here: {error}."
