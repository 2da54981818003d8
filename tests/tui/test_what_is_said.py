"""What is said goes again in time, is said whole, and is true of what follows."""

from __future__ import annotations

from pathlib import Path

import pytest
from above import is_above, said
from textual import events
from textual.widgets import Input, OptionList, Static
from trips import has_dialog, make_plans, says, session_of, status

from mlv_tui.domain.milestone import Status
from mlv_tui.services.workspace import Workspace
from mlv_tui.tui.screens.choice import Choice
from mlv_tui.tui.screens.help import KEYS_WIDTH, Help
from mlv_tui.tui.screens.projects import Projects
from mlv_tui.tui.screens.view_list import ViewList


@pytest.fixture
def plans(tmp_path: Path) -> Path:
    """One small plan."""
    return make_plans(tmp_path)


async def test_what_was_said_goes_with_the_next_thing_that_is_done(open_screen) -> None:
    """Moving about leaves it; a notice goes by itself after a while, trouble doesn't."""
    async with open_screen() as session:
        screen = session.screen
        await session.go_to("Train")
        await session.press("c")
        await says(session, "is done")
        await session.press("j", "k", "z", "a")
        assert "is done" in status(session)

        await session.press("space")
        assert "is done" not in status(session)
        screen.say("said")
        screen.unsay("said")
        assert "said" not in status(session)
        screen.say("wrong", is_wrong=True)
        screen.unsay("wrong")
        assert "wrong" in status(session)
        await session.press("f")
        assert "wrong" not in status(session)


async def test_no_keys_are_offered_below_a_dialog(open_screen) -> None:
    """They come back with the screen."""
    async with open_screen() as session:
        await session.go_to("Train")
        assert "c done" in session.line("keys")

        await session.press("e")
        await session.until(lambda: not session.line("keys").strip())
        await session.press("escape")

        await session.until(lambda: "c done" in session.line("keys"))


async def test_an_undo_lists_all_that_it_left_alone_and_then_goes_on(open_screen) -> None:
    """What nobody changed since is put back; what can't be undone is told once."""
    async with open_screen() as session:
        ids = [session.id_of(one) for one in ("Clothes", "Maps", "Train")]
        hotel = session.id_of("Hotel")
        ada = Workspace(session.settings)
        ada.edits.set_status([hotel], Status.ACTIVE)
        ada.edits.set_status(ids, Status.ACTIVE)
        ada.close()
        ben = session_of(session.settings, "ben")
        ben.edits.set_status(ids[:2], Status.BLOCKED)
        ben.close()
        await session.until(lambda: session.screen.forest[ids[0]].status is Status.BLOCKED)

        await session.press("u")

        await session.until(lambda: isinstance(session.pilot.app.screen, Choice))
        answers = session.pilot.app.screen.query_one(OptionList)
        told = [str(answers.get_option_at_index(at).prompt) for at in range(answers.option_count)]
        assert [one.partition("”")[0] for one in told] == ["“Clothes", "“Maps"]
        assert all("was changed since" in one for one in told)
        await session.press("j", "enter")
        await session.until(lambda: session.tree.cursor_id == ids[1])
        assert session.screen.forest[ids[2]].status is Status.OPEN


async def test_what_can_t_be_undone_is_told_once(open_screen) -> None:
    """The next `u` goes on to the gesture before it."""
    async with open_screen() as session:
        train, hotel = session.id_of("Train"), session.id_of("Hotel")
        for ident in (hotel, train):
            session.tree.select(ident)
            await session.press("s", "a")
            await session.until(lambda one=ident: session.screen.forest[one].status == "active")
        ben = session_of(session.settings, "ben")
        ben.edits.set_status([train], Status.BLOCKED)
        ben.close()
        await session.until(lambda: session.screen.forest[train].status is Status.BLOCKED)

        await session.press("u")
        await says(session, "u again goes on to “active”")
        await session.press("u")

        await session.until(lambda: session.screen.forest[hotel].status is Status.OPEN)
        assert session.screen.forest[train].status is Status.BLOCKED


async def test_several_lines_that_are_pasted_are_one_title(open_screen) -> None:
    """Joined by blanks, as on the command line; in a search as well."""
    async with open_screen() as session:
        await session.go_to("Train")
        await session.press("a")

        session.pilot.app.post_message(events.Paste("Book the\r\n  ferry \n\nhome"))
        await session.until(lambda: session.screen.title_input.value == "Book the ferry home")
        await session.press("enter")
        await says(session, "“Book the ferry home” is added")

        await session.press("slash")
        session.pilot.app.post_message(events.Paste("ferry\nhome"))
        await session.until(lambda: session.tree.search_text == "ferry home")


async def test_a_search_that_is_left_leaves_the_folds_as_they_were(open_screen) -> None:
    """What it unfolded on the way is folded again."""
    async with open_screen() as session:
        await session.press("z", "M")
        folded, cursor = session.tree.folded, session.tree.cursor_id

        await session.press("slash", *"hotel")
        await session.until(lambda: session.shows("Hotel"))
        await session.press("escape")

        await session.until(lambda: session.tree.folded == folded)
        assert session.tree.cursor_id == cursor
        assert not session.shows("Hotel")


async def test_a_filter_that_hides_what_is_added_is_told_to_be_gone(open_screen) -> None:
    """Ctrl+o brings it back; a value that is typed whole is in force though nothing has it."""
    async with open_screen() as session:
        await session.press("f", *"status:blocked")
        await session.until(lambda: "0 match" in session.line("status"))
        await session.press("ctrl+u", *"title:Train", "enter")
        await session.until(lambda: "1 match" in session.line("status"))
        await session.go_to("Train")

        await session.press("a", *"Ferry", "enter")

        await says(session, "the filter hides it, and is gone; ^o brings it back")
        await session.until(lambda: session.screen.arrangement.query is None)
        await session.press("ctrl+o")
        await session.until(lambda: session.screen.arrangement.query is not None)


async def test_esc_twice_leaves_the_notes_with_what_was_written(open_screen) -> None:
    """Nothing is lost by it: they are saved, and one key undoes that."""
    async with open_screen() as session:
        ident = await session.go_to("Train")

        await session.press("N", *"Two beds", "escape")
        await session.until(lambda: isinstance(session.pilot.app.screen, Choice))
        await session.press("escape")

        await session.until(lambda: not has_dialog(session))
        assert session.screen.forest[ident].notes == "Two beds"


async def test_a_view_saved_under_another_name_takes_nobody_s_number(open_screen) -> None:
    """A free one is offered; the view's own for its own name."""
    async with open_screen() as session:
        await session.press("f", *"status:open", "enter")
        for name in ("Mine", "Group"):
            await session.press("F")
            await session.until(lambda: isinstance(session.pilot.app.screen, ViewList))
            await session.press("s", "ctrl+u", *name)
            await session.press("enter")
            await session.until(lambda: not session.pilot.app.screen.has_class("-typing"))
            await session.press("escape")
            await session.until(lambda: not has_dialog(session))

        project = session.screen.project.id
        views = await session.screen.workspace.ask(lambda asked: asked.views.list(project))
        assert {one.name: one.slot for one in views} == {"Mine": 1, "Group": 2}
        await session.press("F", "s")
        slot = session.pilot.app.screen.query_one("#slot", Input)
        await session.until(lambda: slot.value == "2")
        slot.value = "0"
        await session.press("enter")
        hint = session.pilot.app.screen.query_one(".hint", Static)
        await session.until(lambda: "number is 1 to 9" in str(hint.render()))


async def test_an_archived_project_says_so_and_a_prompt_forgets_the_trouble_before(
    open_screen,
) -> None:
    """In the top line as long as it is put away; an error isn't shown over another question."""
    async with open_screen() as session:
        await session.press("P")
        await session.until(lambda: is_above(session, Projects))
        await session.press("a", "enter")
        await session.until(lambda: said(session).strip())
        await session.press("escape", "plus")
        assert not said(session).strip()
        await session.press("escape", "d", "a", "escape")

        await session.until(lambda: "archived" in session.line("top"))


async def test_what_a_reading_calls_detached_isn_t_denied(open_screen) -> None:
    """What carries nothing is counted in the same word."""
    async with open_screen() as session:
        plan = session.plans / "trip.md"
        plan.write_text(plan.read_text("utf-8").replace("### Hotel\n", ""), "utf-8")
        await says(session, "read: 1 detached")

        await session.press("g", "d")

        await says(session, "1 detached is out of sight")


async def test_long_help_goes_on_below_where_it_begins(open_screen) -> None:
    """On a narrow screen as well."""
    async with open_screen((40, 12)) as session:
        await session.press("question_mark")
        await session.until(lambda: isinstance(session.pilot.app.screen, Help))
        found = session.pilot.app.screen.query_one(Static)

        await session.until(lambda: any(map(is_continued, str(found.render()).split("\n"))))

        assert found.size.width < KEYS_WIDTH + 20
        assert all(
            len(line) <= found.size.width
            for line in str(found.render()).split("\n")
            if is_continued(line)
        )


def is_continued(line: str) -> bool:
    """Tell whether a line of the help goes on with the one before."""
    return line.startswith(" " * (KEYS_WIDTH + 2)) and bool(line.strip())
