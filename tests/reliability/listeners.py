"""What the children do that only look, or read what others save."""

from __future__ import annotations

import asyncio
import sys
import time
from contextlib import aclosing

from edits_at_random import SLUG
from writers import opened, say, state_folder, telling

from mlv_tui.services.following import News, others, watch_project
from mlv_tui.services.threaded import ThreadedWorkspace
from mlv_tui.services.workspace import Workspace
from mlv_tui.settings import Settings
from mlv_tui.settings.address import address_of


def listen(address: str, name: str) -> None:
    """Tell each change set that is the last one when others are noticed to have written."""

    def last(session: Workspace) -> int:
        found = session.history.activity(session.project(SLUG).id, 1)
        return found[0].id if found else 0

    async def hear() -> None:
        threaded = ThreadedWorkspace(lambda: opened(address, name))
        async with aclosing(others(threaded)) as stream:
            await threaded.ask(last)
            say("ready")
            async for news in stream:
                if news.trouble:
                    continue
                with telling():
                    say("seen", await threaded.ask(last), time.monotonic())

    asyncio.run(hear())


def follow(address: str, name: str) -> None:
    """Read the project's plans again whenever somebody saves one."""
    is_ready = False

    def hear(news: News) -> None:
        nonlocal is_ready
        if not is_ready:
            say("ready")
        is_ready = True
        if news.report and news.report.change_set:
            say("stored", news.report.change_set, time.monotonic())

    settings = Settings(address_of(address), state_folder(), name)
    asyncio.run(watch_project(settings, SLUG, hear))


if __name__ == "__main__":
    globals()[sys.argv[1]](*sys.argv[2:])
