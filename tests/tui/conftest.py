"""A real app on a real copy of the sample plans, driven by real keys."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from databases import new_database
from textual import events
from textual.pilot import Pilot

from mlv_tui.services.threaded import ThreadedWorkspace
from mlv_tui.services.workspace import Workspace
from mlv_tui.settings import Settings
from mlv_tui.tui.app import MlvApp
from mlv_tui.tui.feed import Start
from mlv_tui.tui.live import LiveState
from mlv_tui.tui.screens.milestones import MilestonesScreen
from mlv_tui.tui.widgets.milestone_detail import MilestoneDetail
from mlv_tui.tui.widgets.milestone_tree import MilestoneTree
from mlv_tui.tui.widgets.next_line import NextLine
from mlv_tui.tui.widgets.one_line import OneLine

SAMPLE_PLANS = Path(__file__).parents[2] / "sample_plans"
PATIENCE = 10.0
"""Seconds until a condition that never holds fails a test."""


@dataclass
class Session:
    """One person at a running screen."""

    pilot: Pilot[object]
    plans: Path
    settings: Settings

    @property
    def screen(self) -> MilestonesScreen:
        """The milestones screen, below whatever is open on top of it."""
        found = [one for one in self.pilot.app.screen_stack if isinstance(one, MilestonesScreen)]
        return found[0]

    @property
    def tree(self) -> MilestoneTree:
        """The tree."""
        return self.screen.query_one(MilestoneTree)

    @property
    def detail(self) -> MilestoneDetail:
        """The detail pane."""
        return self.screen.query_one(MilestoneDetail)

    async def press(self, *keys: str) -> None:
        """Press keys."""
        await self.pilot.press(*keys)

    def burst(self, *keys: str) -> None:
        """Press keys without waiting for what each one does."""
        for key in keys:
            self.pilot.app.post_message(events.Key(key, key if len(key) == 1 else None))

    async def until(self, condition: Callable[[], object]) -> None:
        """Wait for a condition to hold."""
        async with asyncio.timeout(PATIENCE):
            while not condition():
                await self.pilot.pause(0.01)

    def rows(self) -> list[str]:
        """What the tree shows, line by line."""
        return [self.tree.line_text(y) for y in range(self.tree.size.height)]

    def shows(self, text: str) -> bool:
        """Tell whether a row of the tree has a text."""
        return any(text in row for row in self.rows())

    def line(self, name: str) -> str:
        """What one of the lines above and below the panes says."""
        return self.screen.query_one(f"#{name}", OneLine).render_line(0).text

    def id_of(self, title: str) -> int:
        """The milestone of that title."""
        forest = self.screen.forest
        return next(one.id for one in forest.by_id.values() if title in one.title)

    def id_of_or_none(self, title: str) -> int | None:
        """The milestone of that title, if there is one."""
        forest = self.screen.forest
        return next((one.id for one in forest.by_id.values() if title in one.title), None)

    async def go_to(self, title: str) -> int:
        """Have the cursor on a milestone, and see it in the detail pane."""
        ident = self.id_of(title)
        self.tree.select(ident)
        await self.until(lambda: self.detail.shown_id == ident)
        return ident

    def next_title(self) -> str:
        """The title of the next action."""
        actions = self.screen.query_one(NextLine).actions
        return self.screen.forest[actions[0].id].title if actions else ""


@pytest.fixture
def plans(tmp_path: Path) -> Path:
    """A copy of the sample plans, those in Markdown: the tests count their milestones."""
    others = shutil.ignore_patterns("*.plan.yaml")
    return Path(shutil.copytree(SAMPLE_PLANS, tmp_path / "plans", ignore=others))


@pytest.fixture
def settings(tmp_path: Path) -> Iterator[Settings]:
    """Everything in the test's own folder."""
    with new_database(tmp_path / "db" / "mlv.db") as address:
        yield Settings(address, tmp_path / "state", "ada")


@pytest.fixture
def open_screen(plans: Path, settings: Settings):
    """Open the screen on the plans; gives a session once it is live."""

    @asynccontextmanager
    async def opened(
        size: tuple[int, int] = (120, 36), start: Start | None = None
    ) -> AsyncIterator[Session]:
        workspace = ThreadedWorkspace(lambda: Workspace(settings))
        app = MlvApp(workspace, settings, start or Start((plans,)))
        try:
            async with app.run_test(size=size) as pilot:
                session = Session(pilot, plans, settings)
                await session.until(lambda: app.screen_stack)
                await session.until(lambda: session.screen.live.state is LiveState.LIVE)
                await session.until(lambda: len(session.screen.forest) > 0)
                yield session
        finally:
            workspace.close()

    return opened
