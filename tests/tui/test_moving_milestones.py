"""Moving milestones by keys: among siblings, a level in or out, to another parent or project."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.widgets import OptionList, Static
from trips import has_dialog, make_plans, order, says

from mlv_tui.services.workspace import Workspace
from mlv_tui.tui.screens.picker import Picker


@pytest.fixture
def plans(tmp_path: Path) -> Path:
    """One small plan."""
    return make_plans(tmp_path)


def parent_of(session, title: str) -> str | None:
    """The title of the one above."""
    forest = session.screen.forest
    above = forest.parent[session.id_of(title)]
    return None if above is None else forest[above].title


def offers(session) -> list[str]:
    """What the picker offers."""
    listed = session.pilot.app.screen.query_one(OptionList)
    return [str(one.prompt) for one in listed.options]


async def test_shift_j_and_k_reorder_and_the_ends_say_so(open_screen) -> None:
    """The cursor and its line in the pane go along; a save of the plan leaves it there."""
    async with open_screen() as session:
        ident = await session.go_to("Book")

        await session.press("K")
        await says(session, "“Book” moved up · u undoes it")
        assert order(session)[1:4] == ["Book", "Train", "Hotel"]
        assert session.tree.cursor_id == ident
        await session.press("K")
        await says(session, "not “Book”: it is the first already")
        await session.press("J", "J")
        await session.until(lambda: order(session)[4:7] == ["Go", "Book", "Train"])
        file = session.plans / "trip.md"
        file.write_text(file.read_text(encoding="utf-8") + "\n## Sweep\n", encoding="utf-8")
        await session.until(lambda: session.id_of_or_none("Sweep"))
        assert order(session)[4:7] == ["Go", "Book", "Train"]
        await session.press("u", "u", "u")

        await session.until(lambda: order(session)[1:5] == ["Pack", "Clothes", "Maps", "Book"])


async def test_marked_ones_are_indented_and_outdented_together(open_screen) -> None:
    """In one gesture; the one that can't is named with the reason."""
    async with open_screen() as session:
        await session.go_to("Train")
        await session.press("space", "space")

        await session.press("greater_than_sign")
        await says(session, "not “Train”: nothing stands before it")
        await session.press("less_than_sign")
        await says(session, "2 milestones are a level further out · u undoes it")
        assert order(session)[4:8] == ["Book", "Train", "Hotel", "Go"]
        assert parent_of(session, "Train") == parent_of(session, "Hotel") == "Trip"
        await session.press("greater_than_sign")
        await says(session, "2 milestones are a level further in")

        assert parent_of(session, "Train") == parent_of(session, "Hotel") == "Book"


async def test_under_a_filter_it_steps_past_what_is_shown(open_screen) -> None:
    """Not past what is hidden; in a sorted list nothing is moved about."""
    async with open_screen() as session:
        await session.press("f", *"pack or go", "enter")
        await session.until(lambda: "Book" not in order(session))
        await session.go_to("Go")

        await session.press("K")
        await says(session, "“Go” moved up")
        assert order(session)[:3] == ["Trip", "Go", "Pack"]
        await session.press("escape", "O", *"title", "enter", "J")

        await says(session, "The list is sorted; in the tree this has a place")


async def test_m_picks_a_parent_by_a_few_letters(open_screen) -> None:
    """With the path of each; neither itself nor what is below is offered."""
    async with open_screen() as session:
        await session.go_to("Book")

        await session.press("m")
        await session.until(lambda: isinstance(session.pilot.app.screen, Picker))
        assert str(session.pilot.app.screen.query(Static).first().render()) == "Move “Book” to"
        assert offers(session)[0] == "Top level  of this project"
        assert "Clothes  Trip › Pack" in offers(session)
        assert not any(one.startswith(("Book", "Train", "Hotel")) for one in offers(session))
        await session.press(*"zebra")
        assert offers(session) == ["Nothing is like it."]
        await session.press("enter", "ctrl+u", *"cln", "enter")
        await says(session, "“Book” is below “Clean” now · u undoes it")

        assert parent_of(session, "Book") == "Clean"
        assert parent_of(session, "Train") == "Book"
        await session.press("m")
        await session.until(lambda: has_dialog(session))
        await session.press("enter")
        await says(session, "“Book” is at the top level now")


async def test_m_moves_to_another_project(open_screen) -> None:
    """With everything below; reading the plans here doesn't bring it back."""
    async with open_screen() as session:
        colleague = Workspace(session.settings)
        garden = colleague.add_project("Garden")
        await session.go_to("Book")
        await session.press("m")
        await session.until(lambda: isinstance(session.pilot.app.screen, Picker))

        await session.press(*"garden", "enter")

        await says(session, "“Book” and 2 below it are in “Garden” now, as if added by hand")
        assert "Book" not in order(session)
        there = colleague.forest(garden.id)
        assert [there[ident].title for ident in there.order] == ["Book", "Train", "Hotel"]
        colleague.close()
        await session.press("r")
        await says(session, "nothing changed")
        assert "Book" not in order(session)
