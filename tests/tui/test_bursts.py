"""Keys that come faster than the screen follows act in their order, on what the last one left."""

from __future__ import annotations

import asyncio
from pathlib import Path
from threading import Event

import pytest
from textual import events
from trips import make_plans, order, says

from mlv_tui.services.remembered import Remembered
from mlv_tui.tui.feed import Start


@pytest.fixture
def plans(tmp_path: Path) -> Path:
    """One small plan."""
    return make_plans(tmp_path)


def title_here(session) -> str:
    """The title of the cursor's milestone."""
    forest = session.screen.forest
    return forest[session.tree.cursor_id].title if session.tree.cursor_id in forest else ""


async def test_keys_after_enter_are_for_what_has_the_focus_then(open_screen) -> None:
    """Titles, values, searches and filters have what was typed before Enter, and no more."""
    async with open_screen() as session:
        await session.go_to("Pack")

        session.burst("a", *"Visa", "enter", "a", *"Cash", "enter", "j", "j")
        await session.until(lambda: title_here(session) == "Train")
        assert order(session)[3:8] == ["Maps", "Visa", "Cash", "Book", "Train"]

        session.burst("t", *"Rail", "enter", "j")
        await says(session, "“Train” is in “Rail”")
        await session.until(lambda: title_here(session) == "Hotel")

        session.burst("slash", *"ook", "enter", "n")
        await says(session, "ook  1 found")
        assert title_here(session) == "Book"
        await session.press("escape", "f")
        session.pilot.app.post_message(events.Paste("level:2"))
        session.burst("enter", "k")
        await session.until(lambda: title_here(session) == "Pack")
        assert session.screen.arrangement.query.text == "level:2"
        assert session.tree.has_focus


async def test_a_second_step_under_a_filter_begins_where_the_first_ended(open_screen) -> None:
    """What stands beside is worked out when it is the gesture's turn."""
    async with open_screen() as session:
        await session.press("f", *"level:2", "enter")
        await session.go_to("Pack")

        session.burst("J", "J")

        await session.until(lambda: order(session)[:4] == ["Trip", "Book", "Go", "Pack"])


async def test_a_move_leaves_alone_what_is_out_of_sight_at_its_turn(open_screen) -> None:
    """A key that was typed while another project opened moves nothing in the one before."""
    async with open_screen() as session:
        ask = session.screen.workspace.ask
        other = await ask(lambda asked: asked.add_project("Other"))
        added = await ask(lambda asked: asked.edits.add(other.id, "Zebra"))
        await session.go_to("Pack")
        before, number = session.screen.project, session.screen.forest.number

        session.screen.jump_to(other.slug, added.added[0])
        session.burst("J", "less_than_sign", "greater_than_sign")
        await session.until(lambda: session.screen.project.id == other.id)
        await session.screen.all_done()

        there = await ask(lambda asked: asked.forest(before.id))
        assert there.number == number


async def test_something_else_may_be_opened_during_a_jump(open_screen) -> None:
    """The jump is given up, and nothing else."""
    async with open_screen() as session:
        ask = session.screen.workspace.ask
        for name in ("Other", "Third"):
            await ask(lambda asked, name=name: asked.add_project(name))

        gate = Event()
        held = asyncio.create_task(ask(lambda _: gate.wait()))
        await session.pilot.pause()
        session.screen.jump_to("other", session.id_of("Pack"))
        await session.until(lambda: any(one.group == "open" for one in session.screen.workers))
        session.screen.open(Start(project="third"))
        gate.set()

        await held
        await session.screen.all_done()
        await session.until(lambda: session.screen.project.slug == "third")
        await session.until(lambda: not len(session.screen.forest))


async def test_folds_are_remembered_for_the_project_that_they_were_made_in(open_screen) -> None:
    """Also those that another project's opening follows; none made under a filter."""
    async with open_screen() as session:
        screen = session.screen
        other = await screen.workspace.ask(lambda asked: asked.add_project("Other"))
        here, pack = screen.project, await session.go_to("Pack")
        remembered = Remembered(session.settings)

        session.tree.toggle_row(session.tree.cursor_row)
        screen.project, folded = other, session.tree.folded
        await session.until(lambda: remembered.folds(here.slug) == folded)
        screen.project = here
        assert pack in folded
        assert remembered.folds(other.slug) is None

        await session.press("f", *"clothes", "enter")
        await session.until(lambda: order(session) == ["Trip", "Pack", "Clothes"])
        await session.press("z", "M")
        await session.until(lambda: order(session) == ["Trip"])
        assert remembered.folds(here.slug) == folded
