"""Titles typed on the row itself: `i` another one, `a` and `A` one for a new milestone."""

from __future__ import annotations

from pathlib import Path

import pytest
from above import is_above, text
from trips import PLAN, make_plans, order, says, status

from mlv_tui.services.workspace import Workspace
from mlv_tui.tui.screens.overtaken import OvertakenView
from mlv_tui.tui.widgets.row_input import RowInput


@pytest.fixture
def plans(tmp_path: Path) -> Path:
    """One small plan, with a status mark in a title."""
    folder = make_plans(tmp_path)
    (folder / "trip.md").write_text(PLAN.replace("### Maps", "### Maps ✅"), encoding="utf-8")
    return folder


def line(session) -> RowInput:
    """The input on the row."""
    return session.screen.query_one(RowInput)


def lies_on(session, title: str) -> bool:
    """Tell whether the input lies on the row of a milestone, over its title."""
    row = session.tree.rows.row_of(session.id_of(title)) - session.tree.scroll_offset.y
    region, pane = line(session).region, session.tree.region
    return region.y == pane.y + row and region.x > pane.x


async def test_i_edits_a_title_where_it_stands(open_screen) -> None:
    """It begins with what is shown; Enter stores it, an unchanged one stores nothing."""
    async with open_screen() as session:
        ident = await session.go_to("Maps")
        number = session.screen.forest.number

        await session.press("i")
        await session.until(lambda: lies_on(session, "Maps"))
        assert line(session).value == "Maps"
        assert session.line("keys").split()[:4] == ["Enter", "store", "Esc", "cancel"]
        await session.press("enter")
        await session.until(lambda: session.tree.has_focus)
        assert session.screen.forest.number == number

        await session.press("i", *" of q", "escape", "i", *" of Lisbon", "enter")
        await says(session, "“Maps” is “Maps of Lisbon” now · u undoes it")
        assert session.screen.forest[ident].title == "Maps of Lisbon"
        assert session.tree.has_focus
        await session.press("i", "ctrl+u", "enter")
        await says(session, "A title has at least one letter")
        assert line(session).has_focus


async def test_a_title_that_somebody_changed_meanwhile_is_asked_about(open_screen) -> None:
    """What it was, what is typed and theirs are shown; `e` goes on typing, Enter stores it."""
    async with open_screen() as session:
        ident = await session.go_to("Go")
        await session.press("i", *" home")
        colleague = Workspace(session.settings)
        colleague.edits.set_shared([ident], "title", "Leave")
        colleague.close()
        await session.until(lambda: session.screen.forest[ident].title == "Leave")

        await session.press("enter")
        await session.until(lambda: is_above(session, OvertakenView))
        assert all(words in text(session) for words in ("was", "Go home", "Leave"))
        await session.press("e")
        await says(session, "Enter stores yours, in place of “Leave”")
        assert line(session).value == "Go home"
        assert line(session).has_focus
        await session.press("enter")

        await session.until(lambda: session.screen.forest[ident].title == "Go home")


async def test_a_and_shift_a_add_rows_in_place(open_screen) -> None:
    """Behind the cursor's milestone with all below it, or below it as the last; Esc adds none."""
    async with open_screen() as session:
        await session.go_to("Pack")

        await session.press("a", *"Vaccinate")
        await session.until(lambda: line(session).region.y == session.tree.region.y + 4)
        await session.press("enter")
        await says(session, "“Vaccinate” is added · u undoes it")
        assert order(session)[1:6] == ["Pack", "Clothes", "Maps ✅", "Vaccinate", "Book"]
        assert session.screen.forest[session.tree.cursor_id].title == "Vaccinate"

        await session.press("A", *"Call the doctor", "enter")
        await says(session, "“Call the doctor” is added")
        forest = session.screen.forest
        assert forest.parent[session.tree.cursor_id] == session.id_of("Vaccinate")

        rows = order(session)
        await session.press("a", *"Nothing", "escape")
        assert order(session) == rows
        assert forest[session.tree.cursor_id].title == "Call the doctor"
        await session.press("u", "u")
        await session.until(lambda: "Vaccinate" not in order(session))


async def test_where_nothing_can_be_added_a_sentence_says_so(open_screen) -> None:
    """What is put away has no siblings."""
    async with open_screen() as session:
        await session.go_to("Go")
        await session.press("d", "a")
        await says(session, "“Go” is archived")
        await session.press("g", "a", "A")

        await says(session, "“Go” is put away; dr brings it back")
        assert not line(session).is_open


async def test_a_new_row_in_a_folded_parent_unfolds_it(open_screen) -> None:
    """And in a pane that is narrow, the tree comes back for it."""
    async with open_screen(size=(80, 24)) as session:
        await session.go_to("Book")
        await session.press("h", "enter")
        await session.until(lambda: session.detail.display)

        await session.press("A", *"Bus", "enter")

        await says(session, "“Bus” is added")
        assert session.tree.display
        assert order(session)[5:8] == ["Train", "Hotel", "Bus"]


async def test_what_was_typed_stays_though_its_milestone_was_removed(open_screen) -> None:
    """Enter tells why it can't be stored, and the text is there to be copied."""
    async with open_screen() as session:
        ident = await session.go_to("Go")
        await session.press("i", *" now")
        colleague = Workspace(session.settings)
        colleague.edits.remove([ident])
        colleague.close()
        await session.until(lambda: "Go" not in order(session))

        await session.press("enter")

        await session.until(lambda: "was removed" in status(session))
        assert line(session).value == "Go now"
        assert line(session).has_focus
