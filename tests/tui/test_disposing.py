"""The `d` menu and the two groups: put away, bring back, give a heading again."""

from __future__ import annotations

from pathlib import Path

import pytest

from mlv_tui.domain.milestone import Status
from mlv_tui.services.workspace import Workspace
from mlv_tui.tui.screens.choice import Choice

BODY = "Seats on the night train to Lisbon, and a place for the bicycles.\n\n"
TRIP = f"# Trip\n\n## Book the night train\n\n{BODY}## Sleep\n\nAnywhere.\n\n### With earplugs\n"
UNSURE = TRIP.replace(
    f"## Book the night train\n\n{BODY}",
    f"## Book the night train early\n\n{BODY}## Book the night trains late\n\n{BODY}",
)


@pytest.fixture
def plans(tmp_path: Path) -> Path:
    """One small plan."""
    folder = tmp_path / "plans"
    folder.mkdir()
    (folder / "trip.md").write_text(TRIP, encoding="utf-8")
    return folder


async def detach_the_train(session) -> int:
    """Have a milestone that somebody works on lose its heading to two that are like it."""
    ident = await session.go_to("night train")
    await session.press("c")
    await session.until(lambda: session.screen.forest[ident].status is Status.DONE)
    (session.plans / "trip.md").write_text(UNSURE, encoding="utf-8")
    await session.until(lambda: session.screen.forest[ident].is_detached)
    return ident


def detail(session) -> str:
    """Everything in the detail pane that is in sight."""
    return "\n".join(session.detail.line_text(y) for y in range(session.detail.size.height))


def is_asking(session) -> bool:
    """Tell whether a question is open."""
    return isinstance(session.pilot.app.screen, Choice)


async def test_gd_goes_to_what_is_detached_and_the_pane_tells_what_it_may_be(open_screen) -> None:
    """The group unfolds; status, plan, and proposals with scores and reasons, best first."""
    async with open_screen() as session:
        ident = await detach_the_train(session)
        assert not session.shows("◌ Book the night train ")

        await session.press("g", "d")

        await session.until(lambda: session.tree.cursor_id == ident)
        await session.until(lambda: "Book the night trains late" in detail(session))
        text = detail(session)
        assert "◌ detached   ✓ done" in text
        assert "was in trip.md · gone just now" in text
        assert "dt attaches" in text
        assert text.index("night train early") < text.index("night trains late")
        assert "trip.md:3" in text
        assert "same text" in text
        assert "0.9" in text


async def test_what_nobody_touched_is_not_shown_among_the_detached(open_screen) -> None:
    """It comes back by itself with its heading; nobody has to look at it."""
    async with open_screen() as session:
        ident = session.id_of("earplugs")
        text = TRIP.replace("### With earplugs\n", "")
        (session.plans / "trip.md").write_text(text, encoding="utf-8")
        await session.until(lambda: session.screen.forest[ident].is_detached)

        await session.press("g", "d")

        await session.until(lambda: "Nothing is detached" in session.line("status"))
        assert not session.shows("Detached")


async def test_dt_attaches_a_detached_one_to_the_heading_that_is_chosen(open_screen) -> None:
    """The best is first; what was put on it stays, the cursor goes along, the line says where."""
    async with open_screen() as session:
        ident = await detach_the_train(session)
        await session.press("g", "d")
        await session.until(lambda: session.tree.cursor_id == ident)

        await session.press("d", "t")
        await session.until(lambda: is_asking(session))
        await session.press("j", "enter")

        await session.until(lambda: not session.screen.forest[ident].is_detached)
        assert session.screen.forest[ident].title == "Book the night trains late"
        assert session.screen.forest[ident].status is Status.DONE
        await session.until(lambda: "stands at trip.md:7" in session.line("status"))
        assert "u undoes it" in session.line("status")
        assert session.tree.cursor_id == ident
        assert not session.shows("Detached")


async def test_esc_in_the_question_attaches_nothing(open_screen) -> None:
    """Nothing happens without an answer."""
    async with open_screen() as session:
        ident = await detach_the_train(session)
        await session.press("g", "d")
        await session.until(lambda: session.tree.cursor_id == ident)
        number = session.screen.forest.number

        await session.press("d", "t")
        await session.until(lambda: is_asking(session))
        await session.press("escape")

        await session.until(lambda: not is_asking(session))
        assert session.screen.forest.number == number


async def test_dt_on_what_has_its_heading_says_what_it_is_for(open_screen) -> None:
    """One sentence, and no question."""
    async with open_screen() as session:
        await session.go_to("Sleep")

        await session.press("d", "t")

        await session.until(lambda: "“Sleep” has its heading" in session.line("status"))
        assert "gd" in session.line("status")


async def test_dt_says_when_nothing_is_like_it(open_screen) -> None:
    """A question without answers isn't asked."""
    async with open_screen() as session:
        ident = await session.go_to("earplugs")
        await session.press("c")
        await session.until(lambda: session.screen.forest[ident].status is Status.DONE)
        (session.plans / "trip.md").write_text("# Trip\n\n## Sleep\n", encoding="utf-8")
        await session.until(lambda: session.screen.forest[ident].is_detached)
        await session.press("g", "d")
        await session.until(lambda: session.detail.proposals == ())
        assert "Nothing in the plans is like it." in detail(session)

        await session.press("d", "t")

        await session.until(lambda: "Nothing in the plans is like" in session.line("status"))


async def test_what_came_back_by_itself_while_the_question_was_open_stays_so(open_screen) -> None:
    """The answer is too late then; a sentence says so and nothing is changed."""
    async with open_screen() as session:
        ident = await detach_the_train(session)
        await session.press("g", "d")
        await session.until(lambda: session.tree.cursor_id == ident)
        await session.press("d", "t")
        await session.until(lambda: is_asking(session))

        (session.plans / "trip.md").write_text(TRIP, encoding="utf-8")
        await session.until(lambda: not session.screen.forest[ident].is_detached)
        number = session.screen.forest.number
        await session.press("enter")

        await session.until(lambda: "isn't detached" in session.line("status"))
        assert session.screen.forest.number == number


async def test_da_puts_away_with_what_is_below_and_dr_brings_back(open_screen) -> None:
    """The line tells how many and how to get at them; `ga` goes there."""
    async with open_screen() as session:
        ident = await session.go_to("Sleep")
        below = session.id_of("earplugs")

        await session.press("d", "a")
        await session.until(lambda: session.screen.forest[ident].is_archived)
        await session.until(lambda: "“Sleep” and 1 below it are archived" in session.line("status"))
        assert "u undoes it, ga shows it" in session.line("status")
        assert not session.shows("earplugs")
        await session.press("g", "a")
        await session.until(lambda: session.tree.cursor_id == ident)
        await session.press("j", "d", "r")
        await session.until(lambda: "was put away with “Sleep”: dr there" in session.line("status"))
        await session.press("k", "d", "r")

        await session.until(lambda: not session.screen.forest[ident].is_archived)
        await session.until(lambda: "restored" in session.line("status"))
        assert session.tree.cursor_id == ident
        assert below in session.tree.rows.shape.places
        assert not session.shows("Archived")


async def test_putting_away_twice_changes_nothing_the_second_time(open_screen) -> None:
    """What is archived, or isn't, is said so; no change set is written."""
    async with open_screen() as session:
        ident = await session.go_to("Sleep")
        await session.press("d", "r")
        await session.until(lambda: "“Sleep” isn't archived" in session.line("status"))
        await session.press("d", "a")
        await session.until(lambda: session.screen.forest[ident].is_archived)
        await session.press("g", "a")
        await session.until(lambda: session.tree.cursor_id == ident)
        number = session.screen.forest.number

        await session.press("d", "a")

        await session.until(lambda: "archived already" in session.line("status"))
        assert session.screen.forest.number == number


async def test_a_detached_one_that_is_archived_goes_to_the_archive_and_back(open_screen) -> None:
    """It is still detached then, and says so."""
    async with open_screen() as session:
        ident = await detach_the_train(session)
        await session.press("g", "d")
        await session.until(lambda: session.tree.cursor_id == ident)

        await session.press("d", "a")
        await session.until(lambda: session.screen.forest[ident].is_archived)
        await session.press("g", "a")
        await session.until(lambda: session.tree.cursor_id == ident)
        await session.press("d", "r")

        await session.until(lambda: "detached as before" in session.line("status"))
        assert session.tree.cursor_id == ident
        assert session.shows("Detached")


async def test_one_key_of_undo_takes_an_archiving_back(open_screen) -> None:
    """As the line promises: it is the person's last gesture."""
    async with open_screen() as session:
        ident = await session.go_to("Sleep")
        await session.press("d", "a")
        await session.until(lambda: session.screen.forest[ident].is_archived)

        colleague = Workspace(session.settings)
        colleague.history.undo(project_id=session.screen.project.id)
        colleague.close()

        await session.until(lambda: not session.screen.forest[ident].is_archived)


async def test_half_a_chord_shows_how_it_can_go_on(open_screen) -> None:
    """`d` alone does nothing but show its menu; Esc leaves it."""
    async with open_screen() as session:
        number = session.screen.forest.number

        await session.press("d")
        await session.until(lambda: "a archive" in session.line("keys"))
        assert "r restore" in session.line("keys")
        assert "t attach" in session.line("keys")
        await session.press("escape")

        await session.until(lambda: "c done" in session.line("keys"))
        assert session.screen.forest.number == number


async def test_moving_through_the_detached_asks_for_the_last_one_only(open_screen) -> None:
    """Keys held down aren't slowed by looking for matches on the way."""
    async with open_screen() as session:
        for title in ("earplugs", "Sleep", "night train"):
            ident = await session.go_to(title)
            await session.press("c")
            await session.until(
                lambda ident=ident: session.screen.forest[ident].status is Status.DONE
            )
        (session.plans / "trip.md").write_text("# Trip\n", encoding="utf-8")
        await session.until(lambda: len(session.screen.forest.detached) == 3)
        asked = []
        ask = session.screen.workspace.ask
        session.screen.workspace.ask = lambda question: asked.append(question) or ask(question)

        session.burst("g", "d", "j", "j")

        await session.until(lambda: session.detail.proposals is not None)
        names = [one.__qualname__ for one in asked]
        assert sum("propose" in name for name in names) == 1


async def test_a_heading_that_a_colleague_begins_to_work_on_meanwhile_is_not_taken(
    open_screen,
) -> None:
    """It was offered because nobody had touched it; what counts is the moment of the answer."""
    async with open_screen() as session:
        ident = await detach_the_train(session)
        await session.press("g", "d")
        await session.until(lambda: session.tree.cursor_id == ident)
        await session.press("d", "t")
        await session.until(lambda: is_asking(session))
        late = session.id_of("trains late")
        colleague = Workspace(session.settings)
        colleague.edits.set_status([late], Status.ACTIVE)
        colleague.close()

        await session.press("j", "enter")

        await session.until(
            lambda: "Somebody worked on “Book the night trains late”" in session.line("status")
        )
        assert session.screen.forest[ident].is_detached
        assert not session.screen.forest[late].is_detached
