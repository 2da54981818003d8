"""What is typed over something that somebody else changed meanwhile stays until it is stored."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.widgets import Static
from trips import has_dialog, make_plans, says, session_of

from mlv_tui.domain.forest import Forest
from mlv_tui.tui.screens.choice import Choice
from mlv_tui.tui.screens.form import Form
from mlv_tui.tui.screens.notes_editor import NotesEditor
from mlv_tui.tui.widgets.form_row import FormRow


@pytest.fixture
def plans(tmp_path: Path) -> Path:
    """One small plan."""
    return make_plans(tmp_path)


def hold_still(session) -> Forest:
    """Have the screen not hear of what others write; gestures still bring it in."""
    screen = session.screen
    screen.workers.cancel_group(screen, "others")
    return screen.forest


def remark(session) -> str:
    """What a dialog says stands in the way."""
    return str(session.pilot.app.screen.query_one(".remark", Static).render())


async def test_a_title_stays_typed_when_somebody_was_first(open_screen, settings) -> None:
    """The other is named; Enter once more stores it, as theirs is displayed then."""
    async with open_screen() as session:
        ident = await session.go_to("Train")
        await session.press("i", *" by night")
        hold_still(session)
        ben = session_of(settings, "ben")
        ben.edits.set_shared([ident], "title", "Ship")

        await session.press("enter")
        await says(session, "ben changed its title meanwhile")
        assert session.screen.title_input.value == "Train by night"
        assert session.screen.title_input.is_open
        await session.until(lambda: session.screen.forest[ident].title == "Ship")
        await session.press("enter")

        await session.until(lambda: session.screen.forest[ident].title == "Train by night")
        assert not session.screen.title_input.is_open
        ben.close()


async def test_the_form_stays_open_when_somebody_was_first(open_screen, settings) -> None:
    """What was typed is still there, and is stored by saving once more."""
    async with open_screen() as session:
        ident = await session.go_to("Train")
        await session.press("e")
        await session.until(lambda: isinstance(session.pilot.app.screen, Form))
        await session.press(*" by night")
        hold_still(session)
        ben = session_of(settings, "ben")
        ben.edits.set_shared([ident], "title", "Ship")

        await session.press("ctrl+s")
        await session.until(lambda: "ben changed its title meanwhile" in remark(session))
        assert session.pilot.app.screen.query(FormRow).first().typed == "Train by night"
        await session.press("ctrl+s")

        await session.until(lambda: not has_dialog(session))
        assert session.screen.forest[ident].title == "Train by night"
        ben.close()


async def test_notes_stay_typed_when_somebody_was_first(open_screen, settings) -> None:
    """Saving once more asks what is to become of both."""
    async with open_screen() as session:
        ident = await session.go_to("Train")
        await session.press("N", *"Mine.")
        hold_still(session)
        ben = session_of(settings, "ben")
        ben.edits.set_notes(ident, "Theirs.")

        await session.press("ctrl+s")
        await session.until(lambda: "ben changed its notes meanwhile" in remark(session))
        assert isinstance(session.pilot.app.screen, NotesEditor)
        await session.press("ctrl+s")
        await session.until(lambda: isinstance(session.pilot.app.screen, Choice))
        await session.press("enter")

        await session.until(lambda: not has_dialog(session))
        assert session.screen.forest[ident].notes == "Theirs.\n\nMine."
        ben.close()
