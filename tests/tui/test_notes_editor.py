"""Notes in an editor of many lines, and in the person's own."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual import events
from textual.widgets import Static
from trips import has_dialog, make_plans, says

from mlv_tui.services.workspace import Workspace
from mlv_tui.tui.screens.notes_editor import NotesEditor
from mlv_tui.tui.widgets.text_area import PlainTextArea


@pytest.fixture
def plans(tmp_path: Path) -> Path:
    """One small plan."""
    return make_plans(tmp_path)


def area(session) -> PlainTextArea:
    """Where the notes are typed."""
    return session.pilot.app.screen.query_one(PlainTextArea)


def is_asking(session) -> bool:
    """Tell whether a question is open above the notes."""
    return len(session.pilot.app.screen_stack) == 3


def change_notes(session, ident: int, notes: str) -> None:
    """Have a colleague write other notes."""
    colleague = Workspace(session.settings)
    colleague.edits.set_notes(ident, notes)
    colleague.close()


async def test_n_writes_notes_and_ctrl_s_saves_them(open_screen) -> None:
    """Enter begins a line; Esc leaves, and asks only if something was typed."""
    async with open_screen() as session:
        ident = await session.go_to("Train")

        await session.press("N", *"Two beds", "enter", *"j k q ?", "ctrl+s")
        await says(session, "the notes of “Train” are stored · u undoes it")
        assert session.screen.forest[ident].notes == "Two beds\nj k q ?"
        await session.press("N", "escape")
        await session.until(lambda: not has_dialog(session))

        await session.press("N", "x", "escape")
        await session.until(lambda: is_asking(session))
        await session.press("j", "enter")
        await session.until(lambda: not has_dialog(session))
        await session.press("N", "enter", *"three", "escape")
        await session.until(lambda: is_asking(session))
        await session.press("enter")
        await session.until(lambda: not has_dialog(session))

        assert session.screen.forest[ident].notes == "Two beds\nj k q ?\nthree"


async def test_notes_that_somebody_changed_meanwhile_lose_nothing(open_screen) -> None:
    """Without a letter typed they are taken over; else both can be kept."""
    async with open_screen() as session:
        ident = await session.go_to("Train")
        await session.press("N")
        change_notes(session, ident, "Theirs.")
        await session.until(lambda: area(session).text == "Theirs.")
        await session.press("ctrl+a", *"Mine. ")
        change_notes(session, ident, "Theirs, again.")
        remark = session.pilot.app.screen.query_one(".remark", Static)
        await session.until(lambda: "changed meanwhile" in str(remark.render()))
        assert area(session).text == "Mine. Theirs."

        await session.press("ctrl+s")
        await session.until(lambda: is_asking(session))
        await session.press("e")
        await session.until(lambda: isinstance(session.pilot.app.screen, NotesEditor))
        change_notes(session, ident, "Theirs, again.\n")
        await session.press("ctrl+s")
        await session.until(lambda: is_asking(session))
        await session.press("b")

        await session.until(lambda: not has_dialog(session))
        assert session.screen.forest[ident].notes == "Theirs, again.\n\nMine. Theirs."


async def test_nothing_that_is_pasted_reaches_the_terminal_as_a_command(open_screen) -> None:
    """Escapes and the like become pictures; tabs and lines stay."""
    async with open_screen() as session:
        ident = await session.go_to("Train")
        await session.press("N")

        session.pilot.app.post_message(events.Paste("a\x1b[2J\r\n\tb\u202ec"))
        await session.until(lambda: "b" in area(session).text)
        await session.press("ctrl+s")
        await session.until(lambda: not has_dialog(session))

        assert session.screen.forest[ident].notes == "a␛[2J\n\tb\ufffdc"


async def test_shift_n_is_the_hit_before_while_there_are_hits(open_screen) -> None:
    """One key: on a search it goes back, without one it opens the notes."""
    async with open_screen() as session:
        await session.press("slash", *"a", "enter", "n")
        there = session.tree.cursor_id

        await session.press("N")
        assert session.tree.cursor_id != there
        assert not has_dialog(session)
        await session.press("escape", "N")

        await session.until(lambda: isinstance(session.pilot.app.screen, NotesEditor))
