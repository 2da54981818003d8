"""Status, priority, module, archive and removal on the marked milestones: one gesture, one undo."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.widgets import Static
from trips import has_dialog, make_plans, marked, order, says, status, statuses

from mlv_tui.services.workspace import Workspace
from mlv_tui.tui.screens.choice import Choice


@pytest.fixture
def plans(tmp_path: Path) -> Path:
    """One small plan."""
    return make_plans(tmp_path)


async def mark(session, *titles: str) -> None:
    """Mark milestones, by keys."""
    for title in titles:
        await session.go_to(title)
        await session.press("space")


def question(session) -> str:
    """The question that is open."""
    return str(session.pilot.app.screen.query(Static).first().render())


async def test_c_and_s_set_one_state_for_all_and_u_undoes_it_at_once(open_screen) -> None:
    """A mixed set is completed, never flipped; all done, it is opened again."""
    async with open_screen() as session:
        await session.go_to("Clothes")
        await session.press("s", "d")
        await says(session, "“Clothes” is done · u undoes it")
        await mark(session, "Clothes", "Maps", "Go")

        await session.press("c")
        await says(session, "2 milestones are done · “Clothes” was so already · u undoes it")
        assert [statuses(session)[one] for one in ("Clothes", "Maps", "Go")] == ["done"] * 3
        await session.press("c")
        await says(session, "3 milestones are open")
        await session.press("s", "b")
        await says(session, "3 milestones are blocked")
        assert marked(session) == {"Clothes", "Maps", "Go"}
        await session.press("u")
        await says(session, "undone: blocked")

        assert [statuses(session)[one] for one in ("Clothes", "Maps", "Go")] == ["open"] * 3


async def test_completing_marked_parents_asks_once_for_all(open_screen) -> None:
    """Only these, these and what is open below them, or nothing at all."""
    async with open_screen() as session:
        await mark(session, "Pack", "Book", "Go")

        await session.press("c")
        await session.until(lambda: has_dialog(session))
        assert question(session) == "3 milestones have 4 open below them."
        await session.press("escape")
        await session.until(lambda: not has_dialog(session))
        assert set(statuses(session).values()) == {"open"}
        await session.press("c")
        await session.until(lambda: has_dialog(session))
        await session.press("enter")
        await says(session, "3 milestones are done")
        assert statuses(session)["Maps"] == "open"
        await session.press("u")
        await says(session, "undone")
        await session.press("s", "d")
        await session.until(lambda: has_dialog(session))
        await session.press("j", "enter")
        await says(session, "7 milestones are done")

        assert statuses(session)["Maps"] == "done"


async def test_a_gesture_on_more_than_twenty_asks_first(open_screen, plans: Path) -> None:
    """And tells how many of them are hidden; one undo takes all of it back."""
    many = "# Long\n\n" + "".join(f"## Step {number}\n\n" for number in range(200))
    (plans / "long.md").write_text(many, encoding="utf-8")
    async with open_screen() as session:
        await session.press("z", "R", "V")
        await session.go_to("Long")
        await session.press("h", "s", "a")
        await session.until(lambda: has_dialog(session))
        assert question(session) == "Set to active 211 milestones, 200 of them hidden?"
        await session.press("escape")
        await session.until(lambda: not has_dialog(session))
        assert set(statuses(session).values()) == {"open"}

        await session.press("s", "a")
        await session.until(lambda: has_dialog(session))
        await session.press("enter")
        await says(session, "211 milestones are active")
        assert set(statuses(session).values()) == {"active"}
        await session.press("u")
        await says(session, "undone: active · 211 milestones")

        assert set(statuses(session).values()) == {"open"}


async def test_plus_minus_and_t_on_marks(open_screen) -> None:
    """One priority, one module for all; known modules complete what is typed."""
    async with open_screen() as session:
        forest = session.screen.forest
        await mark(session, "Train", "Go")

        await session.press("plus")
        await says(session, "“Go” is P2 · “Train” was so already")
        await session.press("plus")
        await says(session, "2 milestones are P1")
        await session.press("minus", "minus")
        await says(session, "2 milestones are P3")
        await session.press("t", "d", "e", "right", "enter")
        await says(session, "2 milestones are in “Desk”")
        assert session.tree.has_focus
        await session.press("t", "x", "escape", "escape")
        await session.go_to("Clean")
        await session.press("minus")
        await says(session, "there is no priority to lower; + gives one")

        now = session.screen.forest
        assert {now[session.id_of(one)].shown("module") for one in ("Train", "Go")} == {"Desk"}
        assert now.number > forest.number


async def test_esc_shuts_a_value_that_was_left_by_the_mouse(open_screen) -> None:
    """As it does while the line has the focus; nothing is stored."""
    async with open_screen() as session:
        ident = await session.go_to("Train")
        await session.press("t", *"Rail")
        await session.pilot.click("#tree", offset=(10, 1))
        await session.until(lambda: session.tree.has_focus)

        await session.press("escape")

        await session.until(lambda: not session.screen.query_one("#value").display)
        assert session.screen.forest[ident].shown("module") is None


async def test_the_d_menu_works_on_marks(open_screen) -> None:
    """Archive and restore tell what went along; removing asks, and says how many."""
    async with open_screen() as session:
        await mark(session, "Book", "Go")

        await session.press("d", "a")
        await says(session, "2 milestones and 2 below them are archived · u undoes it")
        assert "2 marked (2 hidden)" in status(session)
        await session.press("d", "r")
        await says(session, "2 milestones and 2 below them are restored")

        await session.press("d", "x")
        await session.until(lambda: has_dialog(session))
        assert question(session).startswith("Remove 2 milestones and 2 below them?")
        await session.press("escape")
        await session.until(lambda: not has_dialog(session))
        assert "Book" in order(session)
        await session.press("d", "x")
        await session.until(lambda: has_dialog(session))
        await session.press("enter")
        await says(session, "2 milestones and 2 below them are removed · u undoes it")
        assert order(session) == ["Trip", "Pack", "Clothes", "Maps", "Home", "Clean"]
        assert marked(session) == set()
        await session.press("r")
        await says(session, "nothing changed")
        assert "Book" not in order(session)
        await session.press("u")
        await says(session, "undone: remove")

        assert order(session)[4:8] == ["Book", "Train", "Hotel", "Go"]


async def test_what_somebody_removed_meanwhile_is_left_out(open_screen) -> None:
    """The question was open all the while; the others are done all the same."""
    async with open_screen() as session:
        await mark(session, "Pack", "Go")
        await session.press("c")
        await session.until(lambda: isinstance(session.pilot.app.screen, Choice))
        colleague = Workspace(session.settings)
        colleague.edits.remove([session.id_of("Go")])
        colleague.close()
        await session.until(lambda: "Go" not in order(session))

        await session.press("enter")

        await says(session, "“Pack” is done · not “Go”: it was removed")
        assert statuses(session)["Pack"] == "done"
