"""The activity of a project and the history of a milestone, by their keys."""

from __future__ import annotations

import sqlite3
from contextlib import closing

from above import cursor_line, edit, is_above, lines, said, text
from databases import on_sqlite

from mlv_tui.domain.milestone import Status
from mlv_tui.services.workspace import Workspace
from mlv_tui.settings import Settings
from mlv_tui.tui.screens.activity import STEP, Activity
from mlv_tui.tui.screens.history import MilestoneHistory
from mlv_tui.tui.screens.milestones import MilestonesScreen


async def open_activity(session) -> None:
    """Press `L` and see the list."""
    await session.press("L")
    await session.until(lambda: is_above(session, Activity))


async def test_the_activity_tells_who_did_what_when_and_whether_it_was_undone(open_screen) -> None:
    """The newest is first; a gesture on one milestone names it."""
    async with open_screen() as session:
        await session.go_to("Say what to do next")
        await session.press("c")
        await session.until(lambda: "is done" in session.line("status"))
        await session.press("u")
        await session.until(lambda: "undone" in session.line("status"))

        await open_activity(session)

        first, second, third = lines(session)[:3]
        assert "just now" in first
        assert "ada" in first
        assert "undo: done" in first
        assert "Say what to do next" in first
        assert "1 guided" in second
        assert "undone" in second
        assert "88 new" in third
        await session.press("escape")
        await session.until(lambda: isinstance(session.pilot.app.screen, MilestonesScreen))


async def test_enter_unfolds_what_a_change_set_changed(open_screen) -> None:
    """Of a reading: kinds, titles, what was and what is, and by what a match was recognised."""
    async with open_screen() as session:
        ident = session.id_of("Rename a step in place")
        plan = session.plans / "milestones-module.md"
        edit(plan, "### Rename a step in place", "### Rename any step, without a dialog")
        await session.until(lambda: "any step" in session.screen.forest[ident].title)
        await open_activity(session)

        await session.press("enter")

        await session.until(lambda: "renamed" in text(session).split("1 renamed")[1])
        assert "title: Rename a step in place → Rename any step, without a dialog" in text(session)
        assert "same text under another title, 0.80" in text(session)
        await session.press("enter")
        await session.until(lambda: "title: Rename" not in text(session))


async def test_u_undoes_a_reading_as_a_unit(open_screen) -> None:
    """What a save brought goes again, without a question; what people did since stays."""
    async with open_screen() as session:
        ident = session.id_of("Rename a step in place")
        other = await session.go_to("Group the list by desk")
        plan = session.plans / "milestones-module.md"
        edit(plan, "### Rename a step in place", "### Rename any step ✅")
        await session.until(lambda: session.screen.forest[ident].status is Status.DONE)
        await session.press("c")
        await session.until(lambda: session.screen.forest[other].status is Status.DONE)
        await open_activity(session)
        await session.press("j")
        assert "read milestones-module.md" in cursor_line(session)

        await session.press("u")

        await session.until(lambda: session.screen.forest[ident].status is Status.OPEN)
        assert session.screen.forest[ident].title == "Rename a step in place"
        assert session.screen.forest[other].status is Status.DONE
        await session.until(lambda: "undone: read milestones-module.md" in said(session))
        await session.until(lambda: "undo: read milestones-module.md" in lines(session)[0])
        assert "read milestones-module.md" in cursor_line(session)
        await session.press("U")
        await session.until(lambda: session.screen.forest[ident].status is Status.DONE)
        await session.until(lambda: "done again" in said(session))


async def test_a_refused_undo_says_why(open_screen) -> None:
    """A row that is undone already stays so."""
    async with open_screen() as session:
        await session.go_to("Say what to do next")
        await session.press("c", "u")
        await session.until(lambda: "undone" in session.line("status"))
        await open_activity(session)
        await session.press("j")

        await session.press("u")

        await session.until(lambda: "is undone already" in said(session))


async def test_a_new_commit_comes_in_at_the_top_and_the_cursor_stays(open_screen) -> None:
    """What a colleague does meanwhile shows above; the cursor is on the row it was on."""
    async with open_screen() as session:
        ident = await session.go_to("Say what to do next")
        await session.press("c")
        await session.until(lambda: "is done" in session.line("status"))
        await open_activity(session)
        before = cursor_line(session)
        colleague = Workspace(session.settings)

        colleague.edits.set_status([ident], Status.BLOCKED)
        colleague.close()

        await session.until(lambda: "blocked" in lines(session)[0])
        assert cursor_line(session) == before
        assert session.pilot.app.screen.rows.cursor_row == 1


async def test_more_is_loaded_at_the_end_and_nothing_moves_while_it_is_read(
    open_screen, settings: Settings
) -> None:
    """`G` goes on to older ones until the first; further down a new commit moves no line."""
    async with open_screen() as session:
        ident = session.id_of("Say what to do next")
        colleague = Workspace(settings)
        for number in range(STEP):
            status = Status.ACTIVE if number % 2 else Status.BLOCKED
            colleague.edits.set_status([ident], status)
        number = session.screen.project.id
        count = len(colleague.history.activity(number, 2 * STEP))
        await session.until(lambda: session.screen.forest[ident].status is Status.ACTIVE)
        await open_activity(session)
        rows = session.pilot.app.screen.rows

        await session.press("G")
        await session.until(lambda: len(rows.entries) == count)
        await session.press("G")
        await session.until(lambda: "88 new" in cursor_line(session))
        seen = lines(session)
        colleague.edits.set_status([ident], Status.DONE)
        colleague.close()

        await session.until(lambda: len(rows.entries) == count + 1)
        assert lines(session) == seen


async def test_the_history_of_a_milestone_tells_all_that_happened_to_it(open_screen) -> None:
    """`H`: what was and what is, by whom; Enter goes to the change set, Esc back."""
    async with open_screen() as session:
        ident = await session.go_to("Rename a step in place")
        await session.press("c")
        await session.until(lambda: session.screen.forest[ident].status is Status.DONE)
        plan = session.plans / "milestones-module.md"
        edit(plan, "### Rename a step in place", "### Rename any step, without a dialog")
        await session.until(lambda: "any step" in session.screen.forest[ident].title)

        await session.press("H")
        await session.until(lambda: is_above(session, MilestoneHistory))

        told = text(session)
        assert told.index("same text under another title, 0.80") < told.index("my status")
        assert told.index("my status") < told.index("in milestones-module.md")
        await session.press("j", "enter")
        await session.until(lambda: is_above(session, Activity))
        await session.until(lambda: "my status" in text(session))
        assert "done" in cursor_line(session)
        await session.press("escape")
        await session.until(lambda: is_above(session, MilestoneHistory))
        await session.press("escape")
        await session.until(lambda: isinstance(session.pilot.app.screen, MilestonesScreen))


async def test_hostile_titles_and_names_are_text_in_the_activity(open_screen, settings) -> None:
    """Markup and escapes from plans and people are letters there too."""
    async with open_screen() as session:
        plan = session.plans / "release-2.4.md"
        plan.write_text(
            plan.read_text("utf-8") + "\n## [bold red]loud[/] \x1b]52;c;aGk=\x07 \u202eend\n",
            "utf-8",
        )
        await session.until(lambda: session.id_of_or_none("loud"))
        ident = session.id_of("loud")
        mallory = Workspace(Settings(settings.database, settings.state_folder, "[/b]\x1b[2J"))
        mallory.edits.set_status([ident], Status.DONE)
        mallory.close()
        await session.until(lambda: session.screen.forest[ident].status is Status.DONE)
        await open_activity(session)
        await session.press("enter")
        await session.until(lambda: "my status" in text(session))

        assert "[bold red]loud[/]" in text(session)
        for line in lines(session):
            assert not any(ord(char) < 32 or 0x80 <= ord(char) < 0xA0 for char in line)
            assert "\u202e" not in line


async def test_help_and_footer_know_the_activity_s_keys(open_screen) -> None:
    """The footer names what the keys do here, the help all of them."""
    async with open_screen(size=(120, 60)) as session:
        await open_activity(session)
        await session.until(
            lambda: "u undo it" in session.pilot.app.screen.query_one("#keys").render_line(0).text
        )

        await session.press("question_mark")
        await session.until(lambda: len(session.pilot.app.screen_stack) == 3)

        shown = str(session.pilot.app.screen.query_one("Static").render())
        assert "Undo this change set" in shown


def run(settings: Settings, *statements: str) -> None:
    """Do something to the database behind the program's back."""
    with closing(sqlite3.connect(settings.database)) as connection:
        for one in statements:
            connection.execute(one)


DAMAGE = (
    "ALTER TABLE change RENAME TO away",
    "CREATE VIEW change AS SELECT * FROM away WHERE json('{')",
)
"""As far as SQLite can tell, what is stored is malformed."""
MENDING = ("DROP VIEW change", "ALTER TABLE away RENAME TO change")


@on_sqlite
async def test_a_page_that_can_t_be_fetched_is_tried_again_by_the_next_key(
    open_screen, settings: Settings
) -> None:
    """It says what failed and keeps what is there; mended, a key goes on to the first one."""
    async with open_screen() as session:
        ident = session.id_of("Say what to do next")
        colleague = Workspace(settings)
        for number in range(STEP + 3):
            status = Status.ACTIVE if number % 2 else Status.BLOCKED
            colleague.edits.set_status([ident], status)
        colleague.close()
        await session.until(lambda: session.screen.forest[ident].status is Status.BLOCKED)
        await open_activity(session)
        rows = session.pilot.app.screen.rows
        oldest = rows.entries[-1].key
        run(settings, *DAMAGE)

        await session.press("G")

        await session.until(
            lambda: f"What was done before #{oldest} can't be listed" in said(session)
        )
        assert len(rows.entries) == STEP
        run(settings, *MENDING)
        await session.press("j")
        await session.until(lambda: len(rows.entries) == STEP + 4)
        await session.until(lambda: "can't be listed" not in said(session))
        await session.press("G")
        await session.until(lambda: "88 new" in cursor_line(session))


async def test_each_change_set_shows_its_number(open_screen) -> None:
    """That by which `mlv undo` and `mlv history` name it; in the history of a milestone too."""
    async with open_screen() as session:
        await session.go_to("Say what to do next")
        await session.press("c")
        await session.until(lambda: "is done" in session.line("status"))

        await open_activity(session)
        assert [line.split()[1] for line in lines(session)[:2]] == ["#2", "#1"]
        await session.press("escape", "H")
        await session.until(lambda: is_above(session, MilestoneHistory))

        assert "#2" in lines(session)[0]
