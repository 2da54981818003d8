"""Templates on the screen: picked, filled in, applied below the cursor's milestone."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from textual.widgets import Input, OptionList
from trips import has_dialog, make_plans, says

from mlv_tui.tui.screens.choice import Choice
from mlv_tui.tui.screens.picker import Picker
from mlv_tui.tui.screens.template_form import TemplateForm
from mlv_tui.tui.widgets.cells import width_of
from mlv_tui.tui.widgets.form_choice import ChoiceRow, ChosenLine
from mlv_tui.tui.widgets.form_line import FormLine
from mlv_tui.tui.widgets.form_row import FormRow


@pytest.fixture
def plans(tmp_path: Path) -> Path:
    """One small plan."""
    return make_plans(tmp_path)


def top(session) -> object:
    """What is on top."""
    return session.pilot.app.screen


def row(session, name: str) -> FormLine:
    """One field of the form."""
    return next(one for one in top(session).query(FormLine) if one.field_name == name)


def wrong(session, name: str) -> str:
    """What the form says is wrong with a field."""
    return str(row(session, name).query_one(".wrong").render())


async def open_form(session, typed: str) -> None:
    """Pick a template by a few letters."""
    await session.press("T")
    await session.until(lambda: isinstance(top(session), Picker))
    await session.press(*typed, "enter")
    await session.until(lambda: isinstance(top(session), TemplateForm))


async def choose(session, name: str, typed: str) -> None:
    """Choose one of a few by a few letters."""
    row(session, name).focus_input()
    await session.press("space")
    await session.until(lambda: isinstance(top(session), Picker))
    await session.press(*typed, "enter")
    await session.until(lambda: isinstance(top(session), TemplateForm))


async def test_a_template_is_applied_below_the_milestone_and_taken_back(open_screen) -> None:
    """What is missing is told at its row; then all is made in one gesture, and `u` undoes it."""
    async with open_screen() as session:
        pack, before = await session.go_to("Pack"), len(session.screen.forest)
        await open_form(session, "migr")

        await session.press("enter")
        await session.until(lambda: "needed" in wrong(session, "target"))
        assert "needed" in wrong(session, "what")
        assert len(session.screen.forest) == before
        await session.press(*"[b]maps[/b]", "tab", *"A", "tab", *"B", "tab")
        await choose(session, "way", "once")
        assert isinstance(row(session, "where to"), ChoiceRow)
        await session.press("enter")

        await says(session, "u undoes it")
        await session.until(lambda: not has_dialog(session))
        first = session.id_of("Migrate [b]maps[/b]")
        assert session.screen.forest.parent[first] == pack
        assert session.tree.cursor_id == first
        assert session.id_of_or_none("Write to both") is None
        assert "and 13 below it" in session.line("status")
        await session.press("u")
        await says(session, "undone: template: migration")
        assert first not in session.screen.forest.parent


async def test_a_template_becomes_a_new_plan_and_never_writes_over_one(open_screen, plans) -> None:
    """Its path is offered; where a plan is, the form stays open and says so."""
    async with open_screen() as session:
        await session.go_to("Pack")
        await open_form(session, "incid")
        await session.press(*"Prices were wrong")
        await choose(session, "where to", "new plan")
        path = row(session, "plan file")
        assert isinstance(path, FormRow)
        assert path.typed == str(plans / "incident.md")
        path.query_one(Input).value = str(plans / "trip.md")
        await session.press("ctrl+s")
        remark = top(session).query_one(".remark")
        await session.until(lambda: "there already" in str(remark.render()))
        path.query_one(Input).value = str(plans / "incident.md")
        await session.press("ctrl+s")

        await session.until(lambda: not has_dialog(session))
        await session.until(lambda: session.id_of_or_none("Incident: Prices were wrong"))
        assert (plans / "incident.md").read_text().startswith("# Incident: Prices were wrong\n")
        assert (plans / "trip.md").read_text().startswith("# Trip\n")


async def test_a_default_gives_way_to_what_is_typed_and_esc_offers_to_apply(open_screen) -> None:
    """A day stands there as a date; what is needed is marked; and Esc asks in the form's words."""
    async with open_screen(size=(80, 24)) as session:
        await open_form(session, "relea")
        names = [str(one.render()) for one in top(session).query(".label")]
        assert names[0].endswith(" *")
        day = row(session, "day")
        assert date.fromisoformat(day.typed)
        day.focus_input()
        await session.press(*"2031-01-05")
        assert day.typed == "2031-01-05"
        chosen = row(session, "where to").query_one(ChosenLine)
        await session.until(lambda: "Space chooses" in str(chosen.render()))
        assert width_of(str(chosen.render())) <= chosen.size.width

        await session.press("escape")

        await session.until(lambda: isinstance(top(session), Choice))
        answers = top(session).query_one(OptionList).options
        assert [str(one.prompt) for one in answers] == ["Apply", "Throw it away"]
