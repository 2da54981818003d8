"""What became of what hooks were told, and whether any are started now."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from mlv_tui.automation.queue_file import FOR_EVER
from mlv_tui.domain.hook_delivery import ENDED_WELL, OFF, Delivery
from mlv_tui.errors import MlvError
from mlv_tui.services.hook_files import hook_files
from mlv_tui.services.hook_ringing import ring_for_hooks
from mlv_tui.services.hooks import now, open_outbox
from mlv_tui.settings import Settings

_LOOK_SECONDS: Final = 1.0


@dataclass(frozen=True, slots=True)
class HookQueue:
    """How the queue stands.

    Attributes:
        waiting: What isn't over.
        paused_until: Until when nothing is started, epoch milliseconds or `FOR_EVER`; None if it
            is.
    """

    waiting: int = 0
    paused_until: int | None = None

    @property
    def is_paused(self) -> bool:
        """Whether nothing is started."""
        return self.paused_until is not None

    @property
    def paused_told(self) -> str:
        """Until when nothing is started, in words; "" if it is."""
        if self.paused_until is None:
            return ""
        if self.paused_until == FOR_EVER:
            return "paused"
        return f"paused until {clock(self.paused_until)}"


def clock(moment: int) -> str:
    """Write epoch milliseconds as a day and a time of day, here."""
    return datetime.fromtimestamp(moment / 1000).astimezone().isoformat(" ", "minutes")[:16]


def hook_queue(settings: Settings) -> HookQueue:
    """Tell how the queue stands; none is made.

    Raises:
        OutboxUnusable: If it can't be read.
    """
    if not hook_files(settings).outbox.exists():
        return HookQueue()
    with closing(open_outbox(settings)) as outbox:
        return HookQueue(len(outbox.waiting()), outbox.paused_until)


def hook_log(settings: Settings, count: int) -> tuple[Delivery, ...]:
    """Return the last that hooks were told, or are to be, the newest first; no queue is made.

    Raises:
        OutboxUnusable: If it can't be read.
    """
    if not hook_files(settings).outbox.exists():
        return ()
    with closing(open_outbox(settings)) as outbox:
        return tuple(outbox.told(count))


def pause_hooks(settings: Settings, seconds: int | None) -> int | None:
    """Start no hook for so many seconds, or until somebody says so.

    Returns:
        Until when, epoch milliseconds; None for ever.

    Raises:
        OutboxUnusable: If it can't be noted.
    """
    until = FOR_EVER if seconds is None else now() + seconds * 1000
    with closing(open_outbox(settings)) as outbox:
        outbox.pause(until)
    return None if seconds is None else until


def resume_hooks(settings: Settings) -> bool:
    """Start hooks again; tell whether they were paused.

    Raises:
        OutboxUnusable: If it can't be noted.
    """
    with closing(open_outbox(settings)) as outbox:
        was = outbox.resume()
    ring_for_hooks(settings)
    return was


async def hook_failures(settings: Settings) -> AsyncIterator[list[Delivery]]:
    """Tell, for ever, which runs fail from now on or are put off; looks on a thread of its own."""
    since, told, seen = now(), set[int](), 0
    while True:
        stamp = await asyncio.to_thread(_stamp, settings)
        if stamp != seen:
            seen = stamp
            found = await asyncio.to_thread(_failed_since, settings, since)
            new = [one for one in found if one.seq not in told]
            told.update(one.seq for one in new)
            if new:
                yield new
        await asyncio.sleep(_LOOK_SECONDS)


def _stamp(settings: Settings) -> int:
    """Return what is another number once the queue was written to."""
    outbox = hook_files(settings).outbox
    files = (outbox, outbox.with_name(f"{outbox.name}-wal"))
    return sum(one.stat().st_mtime_ns for one in files if one.exists())


def _failed_since(settings: Settings, since: int) -> list[Delivery]:
    if not hook_files(settings).outbox.exists():
        return []
    try:
        with closing(open_outbox(settings)) as outbox:
            ended = outbox.ended_since(since)
            put_off = [one for one in outbox.waiting() if one.is_put_off]
    except MlvError:
        return []
    failed = [one for one in ended if one.state not in ENDED_WELL or one.owed.id.startswith(OFF)]
    return [*failed, *put_off]
