"""The form: every field with what the plan says beside it, and only what was changed is stored."""

from __future__ import annotations

from pathlib import Path

import pytest
from above import is_above
from textual.widgets import Input, Static
from trips import has_dialog, make_plans, says

from mlv_tui.services.workspace import Workspace
from mlv_tui.tui.screens.form import Form
from mlv_tui.tui.screens.overtaken import OvertakenView
from mlv_tui.tui.widgets.form_row import FormRow
from mlv_tui.tui.widgets.text_area import PlainTextArea


@pytest.fixture
def plans(tmp_path: Path) -> Path:
    """One small plan."""
    return make_plans(tmp_path)


def form(session) -> Form:
    """The form."""
    return session.pilot.app.screen


def row(session, name: str) -> FormRow:
    """One field."""
    return next(one for one in form(session).query(FormRow) if one.field.name == name)


def text(widget, selector: str) -> str:
    """What a part of a field says."""
    return str(widget.query_one(selector, Static).render())


async def type_into(session, name: str, *keys: str) -> None:
    """Type into a field, from the field before it."""
    row(session, name).query_one(Input).focus()
    await session.press("ctrl+u", *keys)


async def test_all_fields_are_stored_in_one_gesture(open_screen) -> None:
    """Dates as people write them, notes of many lines, what it waits for by a few letters."""
    async with open_screen() as session:
        ident = await session.go_to("Train")
        before = session.screen.forest[ident]

        await session.press("e")
        assert row(session, "title").typed == "Train"
        assert text(row(session, "priority"), ".plan") == "P2"
        assert text(row(session, "owner"), ".plan") == "–"
        assert [str(one.render()) for one in form(session).query(".heads .plan")] == [
            "the plan says"
        ]
        await type_into(session, "title", *"Night train")
        await type_into(session, "priority", "1")
        await type_into(session, "owner", *"ben")
        await type_into(session, "due", *"2027-01-31")
        await session.press("tab", "enter", *"hotel", "enter")
        await session.until(lambda: isinstance(session.pilot.app.screen, Form))
        await session.press("tab", *"Two beds,", "enter", *"no seats.", "ctrl+s")

        await says(session, "owner ben")
        await session.until(lambda: not has_dialog(session))
        one = session.screen.forest[ident]
        assert (one.title, one.shown("priority"), one.shown("owner")) == ("Night train", 1, "ben")
        assert one.shown("due") == "2027-01-31"
        assert one.waits_for == (session.id_of("Hotel"),)
        assert one.notes == "Two beds,\nno seats."
        assert one.shown("module") is None
        await session.press("u")
        await says(session, "undone: edit")

        after = session.screen.forest[ident]
        assert (after.mine, after.notes, after.waits_for) == (before.mine, "", ())


async def test_what_cant_be_is_told_at_the_field_and_reset_takes_the_plans(open_screen) -> None:
    """Nothing is stored then; `Ctrl+r` puts in what the plan says."""
    async with open_screen() as session:
        ident = await session.go_to("Train")
        await session.press("plus")
        await says(session, "is P1")
        number = session.screen.forest.number

        await session.press("e")
        await type_into(session, "priority", *"high")
        await type_into(session, "due", *"someday", "ctrl+s")
        await session.until(lambda: text(row(session, "due"), ".wrong"))
        assert "2026-12-01, today, tomorrow" in text(row(session, "due"), ".wrong")
        assert "a number from 0" in text(row(session, "priority"), ".wrong")
        assert row(session, "priority").query_one(Input).has_focus
        assert session.screen.forest.number == number
        await session.press("ctrl+r")
        assert row(session, "priority").typed == "P2"
        await type_into(session, "due", "enter")
        await says(session, "priority P2")

        assert "priority" not in session.screen.forest[ident].mine


async def test_leaving_asks_only_if_something_was_typed(open_screen) -> None:
    """Esc in the question goes on typing."""
    async with open_screen() as session:
        await session.go_to("Train")
        await session.press("e", "escape")
        await session.until(lambda: not has_dialog(session))

        await session.press("e", "x", "escape")
        await session.until(lambda: len(session.pilot.app.screen_stack) == 3)
        await session.press("escape")
        await session.until(lambda: isinstance(session.pilot.app.screen, Form))
        assert row(session, "title").typed == "Trainx"
        await session.press("escape")
        await session.until(lambda: len(session.pilot.app.screen_stack) == 3)
        await session.press("j", "enter")

        await session.until(lambda: not has_dialog(session))
        assert session.id_of("Train")


async def test_several_are_given_what_they_are_to_have_alike(open_screen) -> None:
    """Only the fields that were typed into; where they differ, an empty one keeps all."""
    async with open_screen() as session:
        for title in ("Book", "Train", "Go"):
            await session.go_to(title)
            await session.press("space")

        await session.press("e")
        assert form(session).query(FormRow).first().field.name == "status"
        assert (
            row(session, "module").query_one(Input).placeholder == "they differ; empty keeps them"
        )
        await type_into(session, "status", *"act", "right")
        await type_into(session, "owner", *"mia", "ctrl+s")
        await says(session, "3 milestones: status active, owner mia · u undoes it")

        forest = session.screen.forest
        ones = [forest[session.id_of(title)] for title in ("Book", "Train", "Go")]
        assert {(str(one.status), one.shown("owner")) for one in ones} == {("active", "mia")}
        assert [one.shown("module") for one in ones] == ["Desk", None, None]
        assert [one.shown("priority") for one in ones] == [None, 2, None]


async def test_what_changes_elsewhere_shows_and_what_was_typed_stays(open_screen) -> None:
    """A field that was typed into tells of it; the others follow."""
    async with open_screen() as session:
        ident = await session.go_to("Train")
        await session.press("e", *" to Lisbon")
        notes = form(session).query_one(PlainTextArea)
        colleague = Workspace(session.settings)
        colleague.edits.edit([ident], {"title": "Bus", "owner": "mia", "notes": "Cheaper."})
        colleague.close()

        await session.until(lambda: row(session, "owner").typed == "mia")
        await session.until(lambda: notes.text == "Cheaper.")
        assert row(session, "title").typed == "Train to Lisbon"
        assert "It is “Bus” meanwhile" in text(row(session, "title"), ".wrong")
        await session.press("ctrl+s")
        await session.until(lambda: is_above(session, OvertakenView))
        await session.press("m")
        await says(session, "“Train to Lisbon”: title")

        one = session.screen.forest[ident]
        assert (one.title, one.shown("owner"), one.notes) == ("Train to Lisbon", "mia", "Cheaper.")


async def test_keys_typed_right_after_e_go_into_the_form(open_screen) -> None:
    """Also on a small screen, where the fields scroll."""
    async with open_screen(size=(40, 12)) as session:
        await session.go_to("Go")

        keys = ("tab", "ctrl+u", *"done", *["tab"] * 7, *"hi", "ctrl+s")
        await session.press("e", *" at", *keys)

        await says(session, "“Go at”: title")
        one = session.screen.forest[session.id_of("Go at")]
        assert (str(one.status), one.notes) == ("done", "hi")


async def test_fields_stay_what_they_are_though_all_but_one_vanish(open_screen) -> None:
    """What is stored goes to the one that is left, under the fields it was typed into."""
    async with open_screen() as session:
        ident = await session.go_to("Clothes")
        await session.press("space", "space", "e", "tab", "tab", *"Desk")
        colleague = Workspace(session.settings)
        colleague.edits.remove([session.id_of("Maps")])
        colleague.close()
        await session.until(lambda: session.screen.forest[session.id_of("Maps")].is_removed)

        assert row(session, "status").typed == "open"
        await session.press("ctrl+s")
        await says(session, "“Clothes”: module Desk")

        one = session.screen.forest[ident]
        assert (one.title, str(one.status), one.shown("module")) == ("Clothes", "open", "Desk")


async def test_up_and_down_leave_the_notes_and_what_is_wrong_has_the_focus(open_screen) -> None:
    """Within the notes they move as in any text; a save that fails goes to the first bad field."""
    async with open_screen() as session:
        await session.go_to("Train")
        await session.press("e")
        area = form(session).query_one(PlainTextArea)
        area.focus()
        await session.press("a", "enter", "b", "up")
        assert area.has_focus
        await session.press("up")
        assert not area.has_focus

        await type_into(session, "priority", *"99")
        await type_into(session, "due", *"no day")
        row(session, "title").query_one(Input).focus()
        await session.press("ctrl+s")

        await session.until(lambda: row(session, "priority").query_one(Input).has_focus)
