"""What somebody else changed while a person typed is shown three ways; nothing typed is lost."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from above import is_above, text
from textual.widgets import Input
from trips import has_dialog, make_plans, says, session_of, status, statuses

from mlv_tui.domain.forest import Forest
from mlv_tui.domain.milestone import Status
from mlv_tui.services.workspace import Workspace
from mlv_tui.tui.screens.form import Form
from mlv_tui.tui.screens.notes_editor import NotesEditor
from mlv_tui.tui.screens.overtaken import OvertakenView
from mlv_tui.tui.widgets.form_row import FormRow
from mlv_tui.tui.widgets.text_area import PlainTextArea
from mlv_tui.tui.widgets.value_line import ValueLine


@pytest.fixture
def plans(tmp_path: Path) -> Path:
    """One small plan."""
    return make_plans(tmp_path)


@pytest.fixture
def ben(settings) -> Iterator[Workspace]:
    """Somebody else on the same database."""
    other = session_of(settings, "ben")
    yield other
    other.close()


def hold_still(session) -> Forest:
    """Have the screen not hear of what others write; gestures still bring it in."""
    screen = session.screen
    screen.workers.cancel_group(screen, "others")
    return screen.forest


async def is_asked(session, *words: str) -> None:
    """Wait for the three sides to be shown, with these words."""
    await session.until(lambda: is_above(session, OvertakenView))
    await session.until(lambda: all(one in text(session) for one in words))


def row(session, name: str) -> FormRow:
    """One field of the form."""
    rows = session.pilot.app.screen.query(FormRow)
    return next(one for one in rows if one.field.name == name)


async def type_into(session, name: str, *keys: str) -> None:
    """Type into a field of the form."""
    row(session, name).query_one(Input).focus()
    await session.press("ctrl+u", *keys)


async def test_a_title_that_somebody_changed_first_is_shown_three_ways(open_screen, ben) -> None:
    """Was, mine and ben's; what is typed stays below, and `m` stores it."""
    async with open_screen() as session:
        ident = await session.go_to("Train")
        await session.press("i", *" by night")
        hold_still(session)
        ben.edits.set_shared([ident], "title", "Ship")

        await session.press("enter")
        await is_asked(session, "was", "Train", "mine", "Train by night", "ben’s", "Ship")
        assert session.screen.title_input.value == "Train by night"
        assert session.screen.title_input.is_open
        await session.press("m")

        await session.until(lambda: session.screen.forest[ident].title == "Train by night")
        assert not session.screen.title_input.is_open


async def test_a_title_left_undecided_stays_theirs_and_mine_is_a_draft(open_screen, ben) -> None:
    """Esc decides nothing: `i` brings mine back, and asks again before it is stored."""
    async with open_screen() as session:
        ident = await session.go_to("Train")
        await session.press("i", *" by night")
        ben.edits.set_shared([ident], "title", "Ship")
        await session.press("enter")
        await is_asked(session, "Ship")

        await session.press("escape")
        await says(session, "yours is kept as a draft, i brings it back")
        assert session.screen.forest[ident].title == "Ship"
        await session.press("i")
        await says(session, "is back: Enter stores it, Esc drops it")
        assert session.screen.title_input.value == "Train by night"
        await session.press("enter")
        await is_asked(session, "Ship")
        await session.press("t")

        await says(session, "“Ship” stays as it is; yours is kept as a draft")
        await session.press("i")
        await says(session, "is back: Enter stores it, Esc drops it")
        await session.press("escape", "i")
        assert session.screen.title_input.value == "Ship"


async def test_the_view_shows_what_a_third_person_made_of_it(open_screen, ben) -> None:
    """What `t` leaves is what is shown, whoever wrote it last."""
    async with open_screen() as session:
        ident = await session.go_to("Train")
        await session.press("i", *" by night")
        ben.edits.set_shared([ident], "title", "Ship")
        await session.press("enter")
        await is_asked(session, "Ship")

        ben.edits.set_shared([ident], "title", "Plane")
        await is_asked(session, "Plane")
        await session.press("t")

        await says(session, "“Plane” stays as it is; yours is kept as a draft")


async def test_a_form_asks_about_the_fields_of_both_and_merges_the_others(open_screen, ben) -> None:
    """Each field for itself; what ben changed beside them is told with his name."""
    async with open_screen() as session:
        ident = await session.go_to("Train")
        await session.press("e")
        await session.until(lambda: isinstance(session.pilot.app.screen, Form))
        await type_into(session, "title", *"Train by night")
        await type_into(session, "owner", *"mia")
        await type_into(session, "module", *"Rail")
        hold_still(session)
        ben.edits.edit([ident], {"title": "Ship", "owner": "ben", "priority": 0})

        await session.press("ctrl+s")
        await is_asked(session, "Train by night", "Ship", "owner", "mia", "ben’s")
        await session.press("m")
        await session.until(lambda: "Ship" not in text(session))
        await session.press("t")

        await says(session, "ben changed its owner and priority meanwhile")
        await says(session, "title, module Rail; your owner is kept as a draft")
        one = session.screen.forest[ident]
        assert not has_dialog(session)
        values = [one.shown(name) for name in ("title", "owner", "module", "priority")]
        assert values == ["Train by night", "ben", "Rail", 0]


async def test_a_form_keeps_as_a_draft_what_is_decided_later(open_screen, ben) -> None:
    """Esc stores the rest; the form brings mine back when it is opened again."""
    async with open_screen() as session:
        ident = await session.go_to("Train")
        await session.press("e")
        await type_into(session, "title", *"Train by night")
        await type_into(session, "module", *"Rail")
        ben.edits.set_shared([ident], "title", "Ship")

        await session.press("ctrl+s")
        await is_asked(session, "Ship")
        await session.press("escape")
        await says(session, "module Rail; your title is kept as a draft")
        await session.press("e")
        await session.until(lambda: row(session, "title").typed == "Train by night")
        await session.press("ctrl+s")
        await is_asked(session, "Ship")
        await session.press("e")
        await session.until(lambda: isinstance(session.pilot.app.screen, Form))
        assert row(session, "title").query_one(Input).has_focus
        await session.press("!", "ctrl+s")

        await session.until(lambda: session.screen.forest[ident].title == "Train by night!")


async def test_notes_that_somebody_changed_first_can_both_be_kept(open_screen, ben) -> None:
    """`b` puts mine below theirs."""
    async with open_screen() as session:
        ident = await session.go_to("Train")
        await session.press("N", *"Mine.")
        hold_still(session)
        ben.edits.set_notes(ident, "Theirs.")

        await session.press("ctrl+s")
        await is_asked(session, "Mine.", "ben’s", "Theirs.")
        await session.press("b")

        await session.until(lambda: not has_dialog(session))
        assert session.screen.forest[ident].notes == "Theirs.\n\nMine."


async def test_what_changes_while_one_decides_is_asked_about_again(open_screen, ben) -> None:
    """Mine goes over what was shown only: nothing unseen is written over."""
    async with open_screen() as session:
        ident = await session.go_to("Train")
        await session.press("N", *"Mine.")
        hold_still(session)
        ben.edits.set_notes(ident, "Theirs.")
        await session.press("ctrl+s")
        await is_asked(session, "Theirs.")
        ben.edits.set_notes(ident, "Theirs, too.")

        await session.press("m")
        await is_asked(session, "Theirs, too.")
        assert session.screen.forest[ident].notes == "Theirs, too."
        await session.press("m")

        await session.until(lambda: session.screen.forest[ident].notes == "Mine.")


async def test_notes_left_undecided_are_a_draft(open_screen, ben) -> None:
    """Theirs are stored; mine are there again with `N`, and go where a person throws them away."""
    async with open_screen() as session:
        ident = await session.go_to("Train")
        await session.press("N", *"Mine.")
        ben.edits.set_notes(ident, "Theirs.")
        await session.press("ctrl+s")
        await is_asked(session, "Theirs.")

        await session.press("escape")
        await says(session, "yours are kept as a draft, N brings them back")
        assert session.screen.forest[ident].notes == "Theirs."
        await session.press("N")
        await session.until(lambda: isinstance(session.pilot.app.screen, NotesEditor))
        assert session.pilot.app.screen.query_one(PlainTextArea).text == "Mine."
        await session.press("escape")
        await session.until(lambda: len(session.pilot.app.screen_stack) == 3)
        await session.press("j", "enter")
        await session.until(lambda: not has_dialog(session))
        await session.press("N")

        await session.until(lambda: isinstance(session.pilot.app.screen, NotesEditor))
        assert session.pilot.app.screen.query_one(PlainTextArea).text == "Theirs."


async def test_one_key_on_what_somebody_set_says_so_and_the_same_key_sets_it(
    open_screen, ben
) -> None:
    """No question for one keystroke; what both want is no quarrel, and other fields merge."""
    async with open_screen() as session:
        train, hotel = session.id_of("Train"), session.id_of("Hotel")
        await session.go_to("Train")
        hold_still(session)
        ben.edits.set_status([train], Status.BLOCKED)
        ben.edits.set_status([hotel], Status.DONE)

        await session.press("s", "a")
        await says(session, "ben changed its status meanwhile, to “blocked” · do it again")
        assert not has_dialog(session)
        await session.press("s", "a")
        await says(session, "“Train” is active")

        ben.edits.set_shared([train], "priority", 0)
        await session.press("s", "b")
        await says(session, "“Train” is blocked · ben changed its priority meanwhile")
        assert statuses(session)["Hotel"] == "done"


async def test_a_typed_module_stays_typed_when_somebody_was_first(open_screen, ben) -> None:
    """The line opens again with it: Enter sets it all the same."""
    async with open_screen() as session:
        ident = await session.go_to("Train")
        hold_still(session)
        ben.edits.set_shared([ident], "module", "Sea")

        await session.press("t", *"Rail", "enter")
        await says(session, "ben changed its module meanwhile, to “Sea”")
        await session.until(lambda: session.screen.query_one(ValueLine).field_name == "module")
        await session.press("enter")

        await session.until(lambda: session.screen.forest[ident].shown("module") == "Rail")
        assert "“Train” is in “Rail”" in status(session)
