"""What is next, and why: `w` and `W` on the screen."""

from __future__ import annotations

from above import is_above, text

from mlv_tui.domain.milestone import Status
from mlv_tui.domain.next_action import agenda
from mlv_tui.tui.feed import Start
from mlv_tui.tui.screens.milestones import MilestonesScreen
from mlv_tui.tui.screens.why import Why

PLAN = """\
# Release
## Ship
After: Test
## Test
## Write it up
## Announce
After: Sign off
Priority: 0
"""


def _opened(open_screen, tmp_path, plan=PLAN):
    file = tmp_path / "release.md"
    file.write_text(plan, encoding="utf-8")
    return open_screen(start=Start((file,)))


def _title(session) -> str:
    return session.screen.forest[session.tree.cursor_id].title


async def test_w_goes_from_one_action_to_the_one_after_and_the_line_follows(
    open_screen, tmp_path
) -> None:
    """The next line shows the action that was gone to, and the first again when one leaves it."""
    async with _opened(open_screen, tmp_path) as session:
        assert "Test" in session.line("next")

        await session.press("w")
        assert _title(session) == "Test"
        await session.press("w")
        assert _title(session) == "Write it up"
        await session.until(lambda: "Write it up" in session.line("next"))
        assert "number 2 of 2" in session.line("next")

        await session.press("g", "g")
        await session.until(lambda: "Test" in session.line("next"))
        await session.press("w")
        assert _title(session) == "Test"
        await session.press("w", "w")
        assert _title(session) == "Test"


async def test_w_says_so_when_all_is_done(open_screen, tmp_path) -> None:
    """The next line says it too."""
    async with _opened(open_screen, tmp_path, "# One\nStatus: done\n") as session:
        await session.press("w")

        await session.until(lambda: "The milestone is done." in session.line("status"))
        assert "The milestone is done." in session.line("next")


async def test_big_w_explains_the_cursor_s_milestone_and_all_that_was_skipped(
    open_screen, tmp_path
) -> None:
    """Why not this one, then what is next, then what isn't; Enter goes to one of them."""
    async with _opened(open_screen, tmp_path) as session:
        await session.go_to("Ship")
        await session.press("W")
        await session.until(lambda: is_above(session, Why))

        shown = text(session)
        here, following, skipped = (
            shown.index(head) for head in ("Why this isn't next", "Next ", "Skipped ")
        )
        assert here < shown.index("waits for “Test”") < following
        assert following < shown.index("first in plan order") < skipped
        assert "waits for “Sign off”, which no milestone is called" in shown[skipped:]
        assert (
            "2 can be done now, 3 can't"
            in session.pilot.app.screen.query_one("#top").render_line(0).text
        )

        await session.press("j", "j", "enter")
        await session.until(lambda: isinstance(session.pilot.app.screen, MilestonesScreen))
        assert _title(session) == "Write it up"


async def test_the_explanation_is_kept_in_step(open_screen, tmp_path) -> None:
    """What a colleague, or a save, does meanwhile is explained anew."""
    async with _opened(open_screen, tmp_path) as session:
        ship, test = await session.go_to("Ship"), session.id_of("Test")
        await session.press("W")
        await session.until(lambda: is_above(session, Why))

        await session.screen.workspace.ask(
            lambda asked: asked.edits.set_status([test], Status.DONE)
        )

        await session.until(lambda: agenda(session.screen.forest).actions[0].id == ship)
        await session.until(lambda: "This is next" in text(session))


async def test_what_is_next_says_so_first(open_screen, tmp_path) -> None:
    """And without a cursor's milestone nothing is said of it."""
    async with _opened(open_screen, tmp_path) as session:
        await session.press("w", "W")
        await session.until(lambda: is_above(session, Why))

        assert "This is next" in text(session)
