"""The events of some folders, gathered in the background."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterable
from collections.abc import Set as AbstractSet
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from mlv_tui.watching.sight import Timing

Watch = Callable[..., AsyncIterator[Iterable[tuple[object, str]]]]
"""`watchfiles.awatch`, or what stands in for it."""

_STOP_WITHIN: Final = 0.08
"""Seconds for the listening thread to end by itself: it asks every `step_ms`."""


class Listener:
    """Listens to folders from the first turn of the loop after it was made until it is closed.

    Attributes:
        named: The paths that events named; whoever reads them empties it.
        failure: Why it listens no longer, or None.
        began: When, on the loop's clock.
    """

    def __init__(
        self,
        watch: Watch,
        folders: AbstractSet[Path],
        links: AbstractSet[Path],
        heard: asyncio.Event,
        timing: Timing,
    ) -> None:
        self.named: set[Path] = set()
        self.failure: Exception | None = None
        self.began = asyncio.get_running_loop().time()
        self._folders = folders
        self._links = links
        self._beside_links = {link.parent for link in links}
        self._heard = heard
        self._stop = asyncio.Event()
        self._gathering = asyncio.create_task(self._gather(watch, timing))

    @property
    def is_on(self) -> bool:
        """Whether it still listens."""
        return not self._gathering.done()

    async def close(self) -> None:
        """Stop listening, and wait for the thread that did it."""
        self._stop.set()
        await asyncio.wait({self._gathering}, timeout=_STOP_WITHIN)
        self._gathering.cancel()
        await asyncio.wait({self._gathering})

    def check(self) -> None:
        """Raise what ended it, if that was a fault of the program."""
        if self._gathering.done() and not self._gathering.cancelled():
            self._gathering.result()

    async def _gather(self, watch: Watch, timing: Timing) -> None:
        events = partial(
            watch,
            watch_filter=None,
            step=timing.step_ms,
            debounce=timing.debounce_ms,
            stop_event=self._stop,
            rust_timeout=0,
            recursive=False,
            force_polling=False,
            ignore_permission_denied=False,  # True hides the limit of watches, too
        )
        try:
            async for changes in events(*sorted(self._folders | self._beside_links)):
                self._note(Path(path) for _, path in changes)
            self.failure = RuntimeError("the events ended")
        except* (OSError, RuntimeError) as group:
            self.failure = _first_of(group)
        finally:
            self._heard.set()

    def _note(self, paths: Iterable[Path]) -> None:
        """Keep what concerns the folders: beside a link, nothing but the link itself does."""
        kept = {
            path
            for path in paths
            if path.parent in self._folders or path in self._folders or path in self._links
        }
        self.named |= kept
        if kept:
            self._heard.set()


def _first_of(group: BaseExceptionGroup[OSError | RuntimeError]) -> Exception:
    """Find what went wrong first: the library's task groups wrap it, once or more."""
    error: Exception | BaseExceptionGroup[OSError | RuntimeError] = group
    while isinstance(error, BaseExceptionGroup):
        error = error.exceptions[0]
    return error
