"""Who else is on the project, and who changed the rows that shine."""

from __future__ import annotations

from pathlib import Path

import pytest
from trips import make_plans, session_of

from mlv_tui.domain.milestone import Status
from mlv_tui.tui.widgets.glyphs import glyphs
from mlv_tui.tui.widgets.tree_columns import Columns
from mlv_tui.tui.widgets.tree_facts import RowFacts
from mlv_tui.tui.widgets.tree_line import Drawing, Place, line_of


@pytest.fixture
def plans(tmp_path: Path) -> Path:
    """One small plan."""
    return make_plans(tmp_path)


async def test_others_are_named_in_the_top_line_and_on_the_rows_they_change(
    open_screen, settings
) -> None:
    """Each by name, with how many sessions; a row says for a moment who changed it."""
    async with open_screen() as session:
        ident = session.id_of("Train")
        project = session.screen.project.id
        ben, chie = session_of(settings, "ben"), session_of(settings, "chie")

        ben.here.beat(project)
        assert chie.here.beat(project) == ("ada", "ben")
        await session.until(lambda: "ben, chie  " in session.line("top"))
        ben.edits.set_status([ident], Status.BLOCKED)
        row = session.tree.rows.row_of(ident)
        await session.until(lambda: "ben" in session.rows()[row])
        assert session.tree.fresh == {ident}

        ben.close()
        await session.until(lambda: "ben" not in session.line("top"))
        assert "chie" in session.line("top")
        chie.close()


async def test_what_one_does_oneself_has_no_name_on_it(open_screen) -> None:
    """Neither has what a save brings: nobody knows who saved."""
    async with open_screen() as session:
        plan = session.plans / "trip.md"
        plan.write_text(plan.read_text("utf-8").replace("Priority: 2", "Priority: 1"), "utf-8")
        ident = session.id_of("Train")

        await session.until(lambda: session.tree.fresh == {ident})
        asked = session.screen.workspace.ask
        names = await asked(lambda one: one.history.who_changed(session.screen.project.id, 0))

        assert names == {}
        assert session.tree.fresh_names == {}


@pytest.mark.parametrize(("width", "is_named"), [(60, True), (30, False)])
def test_a_name_gives_way_to_the_title(width: int, *, is_named: bool) -> None:
    """Where there is no room for both, the row only shines."""
    place = Place(is_fresh=True, changed_by="ben\x1b[2J")
    drawing = Drawing(width, Columns(priority=2), glyphs(ascii_only=False))
    facts = RowFacts(title="Book a train to the mountains", state="open", priority="P1")

    text = "".join(piece for piece, _ in line_of(facts, place, drawing))

    assert ("ben␛[2J" in text) is is_named
    assert "\x1b" not in text
