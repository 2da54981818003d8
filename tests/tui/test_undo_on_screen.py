"""Undo and redo from the milestones screen."""

from __future__ import annotations

from above import edit

from mlv_tui.domain.milestone import Status
from mlv_tui.services.workspace import Workspace


async def test_u_undoes_the_last_gesture_and_capital_u_brings_it_back(open_screen) -> None:
    """Both say what they did and how to turn it round; the milestone is as before, row by row."""
    async with open_screen() as session:
        ident = await session.go_to("Say what to do next")
        await session.press("c")
        await session.until(lambda: "u undoes it" in session.line("status"))

        await session.press("u")

        await session.until(lambda: session.screen.forest[ident].status is Status.OPEN)
        await session.until(
            lambda: "undone: done · “Say what to do next”" in session.line("status")
        )
        assert "U brings it back" in session.line("status")
        assert session.screen.forest[ident].mine == {}
        await session.press("U")
        await session.until(lambda: session.screen.forest[ident].status is Status.DONE)
        await session.until(lambda: "done again: done" in session.line("status"))


async def test_one_gesture_on_many_rows_is_one_undo(open_screen) -> None:
    """A parent completed with all below it opens again with one key."""
    async with open_screen() as session:
        parent = await session.go_to("PRIORITY 2")
        ids = [parent, *session.screen.forest.children[parent]]
        before = [session.screen.forest[one].status for one in ids]
        await session.press("c")
        await session.until(lambda: len(session.pilot.app.screen_stack) == 2)
        await session.press("j", "enter")
        await session.until(lambda: session.screen.forest[parent].status is Status.DONE)

        await session.press("u")

        await session.until(lambda: [session.screen.forest[one].status for one in ids] == before)
        await session.until(lambda: f"{len(ids)} milestones" in session.line("status"))


async def test_keys_in_one_burst_are_undone_in_their_order(open_screen) -> None:
    """`c u U` typed at once: each sees what the one before did."""
    async with open_screen() as session:
        ident = await session.go_to("Say what to do next")
        version = session.screen.forest[ident].version

        session.burst("c", "u", "U")

        await session.until(lambda: session.screen.forest[ident].version == version + 3)
        assert session.screen.forest[ident].status is Status.DONE


async def test_nothing_to_undo_is_a_sentence(open_screen) -> None:
    """`u` and `U` on a fresh project change nothing and say so; a reading isn't a gesture."""
    async with open_screen() as session:
        number = session.screen.forest.number

        await session.press("u")
        await session.until(lambda: "nothing of yours to undo" in session.line("status"))
        await session.press("U")
        await session.until(lambda: "nothing to redo" in session.line("status"))

        assert session.screen.forest.number == number


async def test_what_a_plan_says_since_stays_when_a_gesture_is_undone(open_screen) -> None:
    """The undo takes back the person's status, and nothing that a save brought after it."""
    async with open_screen() as session:
        ident = await session.go_to("Say what to do next")
        await session.press("c")
        await session.until(lambda: session.screen.forest[ident].status is Status.DONE)
        edit(session.plans / "milestones-module.md", "next\nOwner: ben", "next\nOwner: fay")
        await session.until(lambda: session.screen.forest[ident].shown("owner") == "fay")

        await session.press("u")

        await session.until(lambda: session.screen.forest[ident].status is Status.OPEN)
        assert session.screen.forest[ident].shown("owner") == "fay"


async def test_a_colleague_s_later_edit_of_the_same_field_refuses_the_undo(
    open_screen, settings
) -> None:
    """Ada's `u` doesn't touch what Ben put there since."""
    async with open_screen() as session:
        ident = await session.go_to("Say what to do next")
        await session.press("c")
        await session.until(lambda: session.screen.forest[ident].status is Status.DONE)
        ben = Workspace(type(settings)(settings.database, settings.state_folder, "ben"))
        ben.edits.set_status([ident], Status.BLOCKED)
        ben.close()
        await session.until(lambda: session.screen.forest[ident].status is Status.BLOCKED)

        await session.press("u")

        await session.until(lambda: "was changed since" in session.line("status"))
        await session.until(lambda: "L shows what was done" in session.line("status"))
        assert session.screen.forest[ident].status is Status.BLOCKED


async def test_an_undo_says_what_it_left_alone(open_screen, settings) -> None:
    """Of two that Ada completed, Ben blocked one since: the other is as before."""
    async with open_screen() as session:
        ident = await session.go_to("Say what to do next")
        other = next(one for one in session.screen.forest.order if one != ident)
        ada = Workspace(settings)
        ada.edits.set_status([ident, other], Status.ACTIVE)
        ada.edits.edit([ident], {"notes": "Later."})
        ada.history.undo(project_id=session.screen.project.id)
        ada.close()
        ben = Workspace(type(settings)(settings.database, settings.state_folder, "ben"))
        ben.edits.set_status([ident], Status.BLOCKED)
        ben.close()
        await session.until(lambda: session.screen.forest[ident].status is Status.BLOCKED)

        await session.press("u")

        await session.until(lambda: "not all: “Say what to do next”" in session.line("status"))
        assert session.screen.forest[other].status is not Status.ACTIVE
