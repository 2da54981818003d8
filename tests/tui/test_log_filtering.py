"""Finding in the activity and in a milestone's history; undoing what somebody else did."""

from __future__ import annotations

from pathlib import Path

import pytest
from above import is_above, lines, text
from textual.widgets import Static
from trips import make_plans, session_of

from mlv_tui.domain.milestone import Status
from mlv_tui.tui.log_words import completions, without_bare
from mlv_tui.tui.screens.activity import Activity
from mlv_tui.tui.screens.history import MilestoneHistory
from mlv_tui.tui.screens.milestones import MilestonesScreen


@pytest.fixture
def plans(tmp_path: Path) -> Path:
    """One small plan."""
    return make_plans(tmp_path)


def test_a_log_filter_is_completed() -> None:
    """The terms first, then who did anything, what made it, and days."""

    def offered(typed: str) -> list[str]:
        found = completions(typed, len(typed), {"ben", "Ada L"})
        return [found.applied(typed, one)[0] for one in found.candidates]

    assert offered("") == ["by:", "origin:", "plan:", "since:"]
    assert offered("hotel si") == ["hotel since:"]
    assert offered("by:") == ["by:me", 'by:"Ada L"', "by:ben"]
    assert offered("by:B") == ["by:ben"]
    assert offered("origin:in") == ["origin:ingest"]
    assert offered("plan:x") == []
    assert without_bare("by: hotel since:") == " hotel "


async def test_the_activity_is_narrowed_down_while_it_is_typed(open_screen, settings) -> None:
    """By who, words and more; no letter undoes anything, Enter keeps and Esc drops it."""
    async with open_screen() as session:
        ident = session.id_of("Train")
        ben = session_of(settings, "ben")
        ben.edits.set_status([ident], Status.BLOCKED)
        ben.edits.set_shared([session.id_of("Hotel")], "owner", "mia")
        ben.close()
        await session.until(lambda: session.screen.forest[ident].status is Status.BLOCKED)
        await session.press("L")
        await session.until(lambda: is_above(session, Activity))
        rows = session.pilot.app.screen.rows
        await session.until(lambda: len(rows.entries) == 3)

        await session.press("f", *"by:ben", "space", *"blocked")
        await session.until(lambda: len(rows.entries) == 1)
        assert "Train" in lines(session)[0]
        await session.press("enter", "slash", *"u")
        await session.until(lambda: "No change set is like that" in text(session))
        await session.press("backspace", "enter")
        await session.until(lambda: len(rows.entries) == 1)
        assert session.screen.forest[ident].status is Status.BLOCKED
        await session.press("escape")
        await session.until(lambda: len(rows.entries) == 3)


async def test_undoing_what_somebody_else_did_asks_first(open_screen, settings) -> None:
    """The question names them; Enter leaves it as it is."""
    async with open_screen() as session:
        ident = session.id_of("Train")
        ben = session_of(settings, "ben")
        ben.edits.set_status([ident], Status.BLOCKED)
        ben.close()
        await session.until(lambda: session.screen.forest[ident].status is Status.BLOCKED)
        await session.press("L")
        await session.until(lambda: is_above(session, Activity))

        await session.press("u")
        await session.until(lambda: len(session.pilot.app.screen_stack) == 3)
        asked = str(session.pilot.app.screen.query(Static).first().render())
        assert "was done by ben. Undo it?" in asked
        await session.press("enter", "u")
        await session.until(lambda: len(session.pilot.app.screen_stack) == 3)
        assert session.screen.forest[ident].status is Status.BLOCKED
        await session.press("j", "enter")
        await session.until(lambda: session.screen.forest[ident].status is Status.OPEN)
        await session.press("escape")
        await session.until(lambda: isinstance(session.pilot.app.screen, MilestonesScreen))


async def test_a_milestone_s_history_is_narrowed_down_too(open_screen) -> None:
    """What can't be understood is pointed at, and changes nothing."""
    async with open_screen() as session:
        await session.go_to("Train")
        await session.press("c")
        await session.until(lambda: "is done" in session.line("status"))
        await session.press("H")
        await session.until(lambda: is_above(session, MilestoneHistory))
        screen = session.pilot.app.screen
        assert len(screen.rows.entries) == 2

        await session.press("slash", *"origin:user")
        await session.until(lambda: len(screen.rows.entries) == 1)
        await session.press("space", *"since:never", "enter")
        assert screen.filter_line.is_open
        await session.press("escape")

        await session.until(lambda: len(screen.rows.entries) == 2)
