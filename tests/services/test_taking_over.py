"""Following beside another process that is stopped, and goes on."""

from __future__ import annotations

import asyncio
import signal
from contextlib import asynccontextmanager, contextmanager

from databases import ON_SERVER, rows_of, written
from looking import read, tree
from processes import Running

from mlv_tui.services.following import watch_project

SECONDS = 20
TRIP = "# Trip\n"

FOLLOWING = """
import asyncio
from pathlib import Path

from mlv_tui.services.following import watch_project
from mlv_tui.settings import PostgresUrl, Settings

address = PostgresUrl(sys.argv[1]) if int(sys.argv[2]) else Path(sys.argv[1])
told = []

def tell(news):
    told.append(news)
    if len(told) == 2:
        print("has the turn", flush=True)

start()
asyncio.run(watch_project(Settings(address, Path(sys.argv[3]), "ben"), "plans", tell))
"""


class Following:
    """A session of this process that follows the plans."""

    def __init__(self):
        self._has_heard = asyncio.Event()

    def tell(self, _news):
        """Take notice of news."""
        self._has_heard.set()

    async def until(self, condition):
        """Wait for the news after which a condition holds."""
        async with asyncio.timeout(SECONDS):
            while not condition():
                self._has_heard.clear()
                await self._has_heard.wait()


@asynccontextmanager
async def following(settings):
    """Follow while the body runs."""
    one = Following()
    task = asyncio.create_task(watch_project(settings, "plans", one.tell))
    try:
        yield one
    finally:
        task.cancel()
        await asyncio.wait({task})


@contextmanager
def other_process(settings):
    """Have another process follow, and have the turn; it is killed at the end."""
    where = (written(settings.database), int(ON_SERVER), settings.state_folder)
    running = Running(FOLLOWING, *where)
    with running.process as process:
        try:
            running.until_ready()
            running.sign()
            assert process.stdout.readline() == "has the turn\n"
            yield process
        finally:
            process.kill()


def holders(settings):
    """Return who has the turn: one at most."""
    return rows_of(settings.database, "SELECT holder FROM lease")


async def test_a_save_is_read_though_who_was_to_is_stopped(settings, workspace, plans):
    """It takes a moment longer; who goes on later doesn't fight for its turn."""
    plans.write("trip.md", TRIP)
    read(workspace, plans.folder)
    with other_process(settings) as process:
        (first,) = holders(settings)
        async with following(settings) as ours:
            plans.write("trip.md", TRIP + "# One\n")
            await ours.until(lambda: tree(workspace) == ["Trip", "One"])
            assert holders(settings) == [first]

            process.send_signal(signal.SIGSTOP)
            plans.write("trip.md", TRIP + "# Two\n")
            await ours.until(lambda: "Two" in tree(workspace))
            (second,) = holders(settings)
            process.send_signal(signal.SIGCONT)
            plans.write("trip.md", TRIP + "# Two\n# Three\n")
            await ours.until(lambda: "Three" in tree(workspace))

            assert holders(settings) == [second] != [first]
    assert holders(settings) == []
