"""What a source of entities costs the person at the keys: nothing, however it behaves.

The screen moves through linked milestones and completes some, without a source and with ones that
are large, locked, or taken away meanwhile. Ratios are against no source, within one run.
"""

from __future__ import annotations

import asyncio
import shutil
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from textual import events

from mlv_tui.services.threaded import ThreadedWorkspace
from mlv_tui.services.workspace import Workspace
from mlv_tui.settings import Settings, SourceSettings
from mlv_tui.settings.source_values import KindSettings
from mlv_tui.tui.app import MlvApp
from mlv_tui.tui.feed import Start
from mlv_tui.tui.screens.milestones import MilestonesScreen
from mlv_tui.tui.widgets.milestone_tree import MilestoneTree

MILESTONES = 300
ENTITIES = 100_000
MOVES = 120
TOGGLES = 12
PATIENCE = 20.0


def plan() -> str:
    """Write a plan whose headings are all linked."""
    heads = (f"## Step {at}\nLink: trip:TR-{at}\n\nSome words.\n" for at in range(MILESTONES))
    return "# Trips\n\n" + "\n".join(heads)


def database(folder: Path) -> Path:
    """Make a business database with many trips."""
    file = folder / "business.db"
    with sqlite3.connect(file) as connection:
        connection.execute("CREATE TABLE trips (id TEXT PRIMARY KEY, label TEXT, state TEXT)")
        rows = ((f"TR-{at}", f"Journey {at}", "open") for at in range(ENTITIES))
        connection.executemany("INSERT INTO trips VALUES (?, ?, ?)", rows)
    connection.close()
    return file


def of_file(file: Path) -> tuple[SourceSettings, ...]:
    """Name a SQLite file as the source of every project."""
    kind = KindSettings("trip", table="trips", id="id", label="label", state="state")
    return (SourceSettings("*", file, kinds=(kind,), timeout=2.0),)


class Desk:
    """One person at a running screen."""

    def __init__(self, app: MlvApp) -> None:
        """Take a running app."""
        self.app = app

    @property
    def screen(self) -> MilestonesScreen:
        """The milestones screen."""
        return next(one for one in self.app.screen_stack if isinstance(one, MilestonesScreen))

    async def until(self, condition: Callable[[], object]) -> None:
        """Wait for a condition, looking all the time."""
        async with asyncio.timeout(PATIENCE):
            while not condition():  # noqa: ASYNC110 - a screen tells nobody what it drew
                await asyncio.sleep(0)

    async def move(self) -> float:
        """Go one row down; return the seconds until the cursor is there."""
        tree = self.screen.query_one(MilestoneTree)
        row, began = tree.cursor_row, time.perf_counter()
        self.app.post_message(events.Key("j", "j"))
        await self.until(lambda: tree.cursor_row == row + 1)
        return time.perf_counter() - began

    async def toggle(self) -> float:
        """Complete the cursor's milestone; return the seconds until the screen has it."""
        number, began = self.screen.forest.number, time.perf_counter()
        self.app.post_message(events.Key("c", "c"))
        await self.until(lambda: self.screen.forest.number > number)
        return time.perf_counter() - began


async def scene(
    folder: Path, sources: tuple[SourceSettings, ...], trouble: Callable[[], object]
) -> tuple[list[float], list[float]]:
    """Work at the screen; `trouble` is made halfway through."""
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "plans").mkdir(parents=True)
    (folder / "plans" / "trips.md").write_text(plan())
    settings = Settings(folder / "mlv.db", folder / "state", "ada")
    settings = replace(settings, entities=sources)
    workspace = ThreadedWorkspace(lambda: Workspace(settings))
    app = MlvApp(workspace, settings, Start((folder / "plans",)))
    moves: list[float] = []
    toggles: list[float] = []
    try:
        async with app.run_test(size=(120, 36)) as pilot:
            desk = Desk(app)
            await desk.until(lambda: app.screen_stack and len(desk.screen.forest) > MILESTONES)
            await pilot.pause()
            for at in range(MOVES):
                if at == MOVES // 2:
                    trouble()
                moves.append(await desk.move())
                if at % (MOVES // TOGGLES) == 0:
                    toggles.append(await desk.toggle())
    finally:
        workspace.close()
    return moves, toggles


def say(what: str, times: tuple[list[float], list[float]], base: tuple[float, float]) -> None:
    """Print medians, and how they compare with no source."""
    moved, toggled = (statistics.median(each) for each in times)
    worst = max(times[0]) * 1000
    print(
        f"{what:34} move {moved * 1000:6.1f} ms ({moved / base[0]:4.2f}×, worst {worst:6.1f})"
        f"   toggle {toggled * 1000:6.1f} ms ({toggled / base[1]:4.2f}×)"
    )


async def main() -> None:
    """Measure every scene."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        file = database(folder)
        away = file.with_name("away.db")
        lock = sqlite3.connect(file, isolation_level=None)
        nothing = await scene(folder / "desk", (), lambda: None)
        base = (statistics.median(nothing[0]), statistics.median(nothing[1]))
        say("no source", nothing, base)
        say(f"{ENTITIES:,} entities", await scene(folder / "desk", of_file(file), str), base)
        locked = await scene(
            folder / "desk", of_file(file), lambda: lock.execute("BEGIN EXCLUSIVE")
        )
        say("locked halfway", locked, base)
        lock.execute("ROLLBACK")
        dropped = await scene(
            folder / "desk",
            of_file(file),
            lambda: lock.execute("ALTER TABLE trips DROP COLUMN label"),
        )
        say("a column dropped halfway", dropped, base)
        gone = await scene(folder / "desk", of_file(file), lambda: file.rename(away))
        say("taken away halfway", gone, base)
        lock.close()


if __name__ == "__main__":
    asyncio.run(main())
