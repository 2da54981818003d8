"""Following a project: its plans are read again whenever somebody saves one."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Callable
from contextlib import aclosing, suppress
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Final

from mlv_tui.errors import DatabaseUnusable
from mlv_tui.services.report import IngestReport
from mlv_tui.services.saves import Saves
from mlv_tui.services.sight import glance
from mlv_tui.services.threaded import ThreadedWorkspace
from mlv_tui.services.workspace import Workspace
from mlv_tui.settings import Settings
from mlv_tui.storage.waking import POLL_SECONDS, Waker
from mlv_tui.watching import Burst, WatchMode, bursts

RETRY_SECONDS: Final = 1.0
"""Between two tries at a database that can't be used."""

LOOK_SECONDS: Final = 0.25
"""Between two looks whether another session read a save."""


@dataclass(frozen=True, slots=True)
class News:
    """What following a project brought.

    Attributes:
        report: Of the ingest, by whichever session; None if no plan changed.
        is_polling: Whether changes are looked for, because events don't arrive.
        trouble: What is wrong with following, or with the database, and what to do about it; or
            "".
    """

    report: IngestReport | None
    is_polling: bool = False
    trouble: str = ""


async def follow(
    workspace: ThreadedWorkspace, slug: str, *, polling: bool = False
) -> AsyncGenerator[News, None]:
    """Read a project's plans, then again whatever is saved, until the database can't be used.

    Args:
        workspace: Where they are stored.
        slug: The project's.
        polling: Whether to look for changes instead of waiting for events.

    Raises:
        NotFound: If there is no such project.
        DatabaseUnusable: If the database can't be read or written; nothing was written then.
    """
    project = await workspace.ask(lambda asked: asked.project(slug))
    look = partial(glance, project.roots)
    # What is saved while the plans are read for the first time is in the first burst.
    since = await asyncio.to_thread(look)
    yield News(await workspace.ask(lambda asked: asked.read_changed(slug)))
    await workspace.ask(partial(_begin, project.id))
    saves, last = Saves(slug), News(None)
    stream = bursts(look, since=since, polling=polling)
    async with aclosing(_or_looks(stream, saves)) as due:
        async for burst in due:
            report = await _settled(workspace, saves, burst)
            last = last if burst is None else _of(burst)
            if burst is not None or report is not None:
                yield replace(last, report=report)


async def keep_following(
    workspace: ThreadedWorkspace, slug: str, *, polling: bool = False
) -> AsyncGenerator[News, None]:
    """Follow a project for ever: while the database can't be used, tell so and try again.

    Args:
        workspace: Where the plans are stored.
        slug: The project's.
        polling: Whether to look for changes instead of waiting for events.

    Raises:
        NotFound: If there is no such project.
    """
    while True:
        try:
            async with aclosing(follow(workspace, slug, polling=polling)) as stream:
                async for news in stream:
                    yield news
        except DatabaseUnusable as error:
            yield News(None, trouble=str(error))
        await asyncio.sleep(RETRY_SECONDS)


def _begin(project_id: int, workspace: Workspace) -> None:
    """Have it be this session's turn if it is nobody's: the first save isn't to wait for that."""
    with suppress(DatabaseUnusable):
        workspace.turns.holder(project_id)


async def _or_looks(
    stream: AsyncGenerator[Burst, None], saves: Saves
) -> AsyncGenerator[Burst | None, None]:
    """Yield bursts, and None whenever it is worth looking whether saves were read meanwhile.

    The stream of bursts is closed at the end.
    """
    coming = asyncio.ensure_future(anext(stream))
    try:
        while True:
            timeout = LOOK_SECONDS if saves.are_unread else None
            await asyncio.wait({coming}, timeout=timeout)
            yield coming.result() if coming.done() else None
            if coming.done():
                coming = asyncio.ensure_future(anext(stream))
    finally:
        # Whoever is cancelled twice waits for it no more; it is carried through all the same.
        await asyncio.shield(_closed(coming, stream))


async def _closed(coming: asyncio.Future[Burst], stream: AsyncGenerator[Burst, None]) -> None:
    coming.cancel()
    await asyncio.wait({coming})
    await stream.aclose()


async def _settled(
    workspace: ThreadedWorkspace, saves: Saves, burst: Burst | None
) -> IngestReport | None:
    if burst is not None:
        saves.note(burst.changed | burst.vanished)
    return await workspace.ask(saves.settle) if saves.are_unread else None


def _of(burst: Burst) -> News:
    return News(None, burst.mode is WatchMode.POLLING, burst.trouble or _lost(burst.lost_roots))


def _lost(roots: frozenset[Path]) -> str:
    if not roots:
        return ""
    places = ", ".join(str(root) for root in sorted(roots))
    return f"{places} isn't there; its milestones stay as they were until it is back."


@dataclass(frozen=True, slots=True)
class Others:
    """What is known of the other sessions on the database.

    Attributes:
        wrote: Whether one of them committed something.
        trouble: Why the database can't be asked, and what to do; "" if it can.
    """

    wrote: bool
    trouble: str = ""


async def others(workspace: ThreadedWorkspace) -> AsyncGenerator[Others, None]:
    """Tell, for ever, when another session wrote, and when the database is lost or back."""
    trouble = ""
    async with aclosing(_Woken(workspace)) as woken:
        while True:
            before = trouble
            try:
                wrote, trouble = await woken.others_wrote(), ""
            except DatabaseUnusable as error:
                wrote, trouble = False, str(error)
            if wrote or trouble != before:
                yield Others(wrote, trouble)


class _Woken:
    """Asks a workspace whether others wrote whenever its database tells that they may have."""

    def __init__(self, workspace: ThreadedWorkspace) -> None:
        self._workspace = workspace
        self._waker: Waker | None = None

    async def others_wrote(self) -> bool:
        """Wait until it is worth asking, then ask."""
        if self._waker is None:
            await asyncio.sleep(POLL_SECONDS)
            self._waker = await self._workspace.ask(lambda asked: asked.waker())
        else:
            await self._waker.wait()
        return await self._workspace.ask(lambda asked: asked.others_wrote())

    async def aclose(self) -> None:
        """Wait for nothing any more."""
        if self._waker is not None:
            await self._waker.close()


async def watch_project(settings: Settings, slug: str, tell: Callable[[News], None]) -> None:
    """Follow a project without a screen, until cancelled; then the database is closed.

    Raises:
        NotFound: If there is no such project.
    """
    workspace = ThreadedWorkspace(lambda: Workspace(settings))
    try:
        async with aclosing(keep_following(workspace, slug, polling=settings.polling)) as stream:
            async for news in stream:
                tell(news)
    finally:
        workspace.close()
