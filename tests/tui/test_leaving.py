"""What lies above the tree is closed in one way: who waits hears of it, no text is lost unasked."""

from __future__ import annotations

from pathlib import Path

import pytest
from finding import find
from trips import make_plans, says, statuses

from mlv_tui.tui.screens.choice import Choice
from mlv_tui.tui.screens.form import Form
from mlv_tui.tui.screens.milestones import MilestonesScreen
from mlv_tui.tui.screens.notes_editor import NotesEditor
from mlv_tui.tui.screens.preview import Preview


@pytest.fixture
def plans(tmp_path: Path) -> Path:
    """One small plan."""
    return make_plans(tmp_path)


def is_on_top(session, kind: type) -> bool:
    """Tell whether a screen of that kind is on top."""
    return isinstance(session.pilot.app.screen, kind)


async def came_to(session, title: str) -> None:
    """Wait for the cursor to be on a milestone, with nothing open above."""
    await session.until(lambda: is_on_top(session, MilestonesScreen))
    await session.until(lambda: session.tree.cursor_id == session.id_of(title))


async def test_a_jump_out_of_a_question_answers_it_with_no(open_screen) -> None:
    """Gestures that were asked for later are done; `q` quits."""
    async with open_screen() as session:
        await session.go_to("Clothes")
        await session.press("d", "x")
        await session.until(lambda: is_on_top(session, Choice))

        await find(session, "hotel")
        await came_to(session, "Hotel")
        await session.press("c")
        await says(session, "“Hotel” is done")
        assert "Clothes" in statuses(session)

        await session.press("R")
        await session.until(lambda: is_on_top(session, Preview))
        await find(session, "maps")
        await came_to(session, "Maps")
        await session.press("q")
        await session.until(lambda: not session.pilot.app.is_running)


async def test_a_jump_asks_before_what_is_typed_is_lost(open_screen) -> None:
    """Esc goes on typing, where one was; form and notes alike."""
    async with open_screen() as session:
        ident = await session.go_to("Clothes")
        await session.press("e", "s")
        await find(session, "hotel")
        await session.until(lambda: is_on_top(session, Choice))
        await session.press("escape")
        await session.until(lambda: is_on_top(session, Form))
        assert session.pilot.app.focused.value == "Clothess"
        assert session.tree.cursor_id == ident

        await find(session, "hotel")
        await session.until(lambda: is_on_top(session, Choice))
        await session.press("j", "enter")
        await came_to(session, "Hotel")
        assert session.screen.forest[ident].title == "Clothes"

        await session.press("N", *"Two beds", "ctrl+p")
        await session.press("escape")
        await session.until(lambda: is_on_top(session, NotesEditor))
        await find(session, "maps")
        await session.until(lambda: is_on_top(session, Choice))
        await session.press("enter")
        await came_to(session, "Maps")
        assert session.screen.forest[session.id_of("Hotel")].notes == "Two beds"
