"""Marks by keys: one, a range, all shown, inverted, a subtree; what survives, what Esc takes."""

from __future__ import annotations

from pathlib import Path

import pytest
from trips import PLAN, make_plans, marked, status

from mlv_tui.domain.milestone import Status
from mlv_tui.services.workspace import Workspace


@pytest.fixture
def plans(tmp_path: Path) -> Path:
    """One small plan."""
    return make_plans(tmp_path)


async def test_space_v_shift_v_asterisk_and_s_mark(open_screen) -> None:
    """Each by its key; the status line counts, and the gutter shows a sign, not only a colour."""
    async with open_screen() as session:
        await session.go_to("Pack")

        await session.press("space")
        assert marked(session) == {"Pack"}
        assert session.screen.forest[session.tree.cursor_id].title == "Clothes"
        assert session.rows()[1].startswith(" •")
        assert status(session) == "1 marked"

        await session.press("v", "j", "j")
        assert marked(session) == {"Pack", "Clothes", "Maps", "Book"}
        await session.press("k")
        assert marked(session) == {"Pack", "Clothes", "Maps"}
        await session.press("v", "j", "j")
        assert marked(session) == {"Pack", "Clothes", "Maps"}

        await session.press("asterisk")
        assert marked(session) == {"Trip", "Book", "Train", "Hotel", "Go", "Home", "Clean"}
        await session.press("V")
        assert len(session.tree.marked) == 10
        assert "10 marked" in status(session)

        await session.press("escape")
        await session.go_to("Book")
        await session.press("S")
        assert marked(session) == {"Book", "Train", "Hotel"}
        await session.press("S")
        assert marked(session) == set()


async def test_esc_takes_one_layer_after_the_other(open_screen) -> None:
    """The range, then the marks, then the search; the footer offers it as long as there is one."""
    async with open_screen() as session:
        await session.press("slash", *"a", "enter")
        await session.press("space", "v", "j")
        assert "Esc back" in session.line("keys")

        await session.press("escape", "j")
        assert len(session.tree.marked) == 3
        await session.press("escape")
        assert marked(session) == set()
        assert session.screen.is_searching
        await session.press("escape")

        assert not session.screen.is_searching
        await session.until(lambda: "Esc back" not in session.line("keys"))


async def test_marks_outlive_folds_filters_saves_and_other_people(open_screen) -> None:
    """They are ids; what is out of sight is counted as hidden."""
    async with open_screen() as session:
        for title in ("Clothes", "Train", "Clean"):
            await session.go_to(title)
            await session.press("space")
        everything = {"Clothes", "Train", "Clean"}
        assert status(session) == "3 marked"

        await session.go_to("Book")
        await session.press("h")
        assert "3 marked (1 hidden)" in status(session)
        await session.press("z", "R", "f", *"clean", "enter")
        await session.until(lambda: "3 marked (2 hidden)" in status(session))
        assert marked(session) == everything
        await session.press("V")
        assert marked(session) == everything  # What is shown for context only isn't meant.
        colleague = Workspace(session.settings)
        colleague.edits.set_status([session.id_of("Train")], Status.ACTIVE)
        colleague.close()
        (session.plans / "trip.md").write_text(f"# First of all\n\n{PLAN}", encoding="utf-8")
        await session.until(lambda: session.id_of_or_none("First of all"))
        await session.until(lambda: "3 marked" in status(session))

        assert marked(session) == everything


async def test_a_mark_goes_with_its_milestone_and_comes_back_with_its_heading(open_screen) -> None:
    """Removed for good; cut for a moment in the editor, only for that moment."""
    async with open_screen() as session:
        await session.go_to("Hotel")
        await session.press("space", "space")
        assert marked(session) == {"Hotel", "Go"}
        (session.plans / "trip.md").write_text(PLAN.replace("## Go\n", ""), encoding="utf-8")
        await session.until(lambda: "1 marked" in status(session))
        assert marked(session) == {"Hotel"}

        (session.plans / "trip.md").write_text(PLAN, encoding="utf-8")
        await session.until(lambda: "2 marked" in status(session))

        colleague = Workspace(session.settings)
        colleague.edits.remove([session.id_of("Hotel")])
        colleague.close()
        await session.until(lambda: "1 marked" in status(session))
        assert marked(session) == {"Go"}


async def test_the_detail_pane_is_left_before_marks_are_taken(open_screen) -> None:
    """Looking at one of them costs none."""
    async with open_screen(size=(80, 24)) as session:
        await session.press("space", "enter")
        await session.until(lambda: session.detail.display)

        await session.press("escape")
        await session.until(lambda: session.tree.display)

        assert len(session.tree.marked) == 1
