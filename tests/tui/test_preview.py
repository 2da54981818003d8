"""The preview of a reading, as people use it: what it lists, and what Enter and `!` do."""

from __future__ import annotations

from pathlib import Path

import pytest

from mlv_tui.domain.change_set import ChangeKind
from mlv_tui.domain.milestone import Status
from mlv_tui.services.workspace import Workspace
from mlv_tui.tui.screens.preview import Preview
from mlv_tui.tui.widgets.entry_rows import EntryRows
from mlv_tui.tui.widgets.one_line import OneLine

CORE = "# Core\n\n" + "".join(
    f"## Goal {number}\n\nBring {number} of them to the station.\n\n" for number in range(20)
)
TRIP = "# Trip\n\n## Book the night train\n\nSeats, and a place for the bicycles.\n\n## Sleep\n"
OTHER_TRIP = TRIP.replace("night train", "day train").replace("## Sleep", "## Wake up\n\nEarly.")


@pytest.fixture
def plans(tmp_path: Path) -> Path:
    """Two plans, one of them small."""
    folder = tmp_path / "plans"
    folder.mkdir()
    (folder / "core.md").write_text(CORE, encoding="utf-8")
    (folder / "trip.md").write_text(TRIP, encoding="utf-8")
    return folder


def preview_of(session) -> Preview:
    """The open preview."""
    return session.pilot.app.screen


def listed(session) -> str:
    """Everything that the preview lists, line by line."""
    rows = preview_of(session).query_one(EntryRows)
    lines = (rows.line_text(y - rows.scroll_offset.y) for y in range(rows.row_count or 1))
    return "\n".join(lines)


def line(session, name: str) -> str:
    """What one of the preview's lines says."""
    return preview_of(session).query_one(f"#{name}", OneLine).render_line(0).text


async def open_preview(session) -> None:
    """Press `R`, and wait for the list."""
    await session.press("R")
    await session.until(lambda: isinstance(session.pilot.app.screen, Preview))
    await session.until(lambda: "Looking" not in listed(session))


async def until_closed(session) -> None:
    """Wait for the milestones to be seen again."""
    await session.until(lambda: session.pilot.app.screen is session.screen)


async def undo_a_reading(session, text: str = OTHER_TRIP) -> None:
    """Have the trip read, and that reading undone: now there is something to be read."""
    (session.plans / "trip.md").write_text(text, encoding="utf-8")
    await session.until(lambda: session.id_of_or_none("day train"))
    colleague = Workspace(session.settings)
    newest = colleague.history.activity(session.screen.project.id)[0]
    colleague.history.undo(newest.id, project_id=session.screen.project.id)
    colleague.close()
    await session.until(lambda: session.id_of_or_none("night train"))


async def halve_the_core(session) -> None:
    """Cut most of the large plan off, so that the brake holds it."""
    (session.plans / "core.md").write_text(CORE[: len(CORE) // 3], encoding="utf-8")
    await session.until(lambda: "1 held back" in session.line("top"))


def detached(session) -> set[str]:
    """The titles of what is detached."""
    forest = session.screen.forest
    return {forest[ident].title for ident in forest.detached}


async def test_a_tree_that_is_in_step_has_nothing_to_show(open_screen) -> None:
    """`R` says that nothing would change; Enter leaves, and nothing is written."""
    async with open_screen() as session:
        number = session.screen.forest.number

        await open_preview(session)
        assert "Nothing would change" in listed(session)
        assert "0 changes" in line(session, "top")
        await session.press("enter")

        await until_closed(session)
        assert session.screen.forest.number == number


async def test_what_would_change_is_listed_and_enter_applies_just_that(open_screen) -> None:
    """Old and new titles, reasons, scores and places; then the activity holds the same."""
    async with open_screen() as session:
        train = await session.go_to("night train")
        await session.press("c")
        await session.until(lambda: session.screen.forest[train].status is Status.DONE)
        await undo_a_reading(session)

        await open_preview(session)
        text = listed(session)
        assert "Renamed  1" in text
        assert "~ Book the night train" in text
        assert "→ Book the day train" in text
        assert "trip.md:3" in text
        assert " 0." in next(one for one in text.split("\n") if "night train" in one)
        assert "Wake up" in text
        assert "- Sleep" in text
        assert "held back" not in text
        await session.press("enter")
        await until_closed(session)

        await session.until(lambda: session.screen.forest[train].title == "Book the day train")
        assert session.screen.forest[train].status is Status.DONE
        await session.until(lambda: "1 renamed" in session.line("status"))
        assert kinds_of_the_last_reading(session)[ChangeKind.RENAMED] == 1


def kinds_of_the_last_reading(session) -> dict[ChangeKind, int]:
    """Count what the newest change set holds."""
    colleague = Workspace(session.settings)
    newest = colleague.history.activity(session.screen.project.id)[0]
    colleague.close()
    return dict(newest.counts)


async def test_esc_leaves_everything_as_it_is(open_screen) -> None:
    """Looking costs nothing."""
    async with open_screen() as session:
        await undo_a_reading(session)
        number = session.screen.forest.number

        await open_preview(session)
        await session.press("escape")

        await until_closed(session)
        assert session.screen.forest.number == number
        assert session.id_of_or_none("night train")


async def test_enter_does_not_force_what_is_held_back(open_screen) -> None:
    """The brake's sentence stands above; Enter alone says so, and `!` applies it."""
    async with open_screen() as session:
        await halve_the_core(session)

        await open_preview(session)
        assert "core.md would detach" in listed(session)
        assert "▏ - Goal 19" in listed(session)
        assert "0 changes · 14 held back" in line(session, "top")
        await session.press("enter")
        await session.until(lambda: "! goes ahead" in line(session, "status"))
        assert not detached(session)
        await session.press("exclamation_mark")

        await until_closed(session)
        await session.until(lambda: "Goal 19" in detached(session))
        await session.until(lambda: "held back" not in session.line("top"))
        assert "13 detached" in session.line("status")


async def test_enter_applies_what_is_free_beside_what_is_held_back(open_screen) -> None:
    """One plan is held; the other's changes are applied, and the first stays as it was."""
    async with open_screen() as session:
        await undo_a_reading(session, TRIP.replace("night train", "day train"))
        await halve_the_core(session)

        await open_preview(session)
        assert listed(session).index("Goal 19") < listed(session).index("Enter applies")
        assert listed(session).index("Enter applies") < listed(session).index("day train")
        await session.press("enter")

        await until_closed(session)
        await session.until(lambda: session.id_of_or_none("day train"))
        await session.until(lambda: "1 plan still held back" in session.line("status"))
        assert not detached(session)
        assert "1 held back" in session.line("top")


async def test_a_plan_that_changed_meanwhile_is_shown_anew_and_nothing_is_applied(
    open_screen,
) -> None:
    """What was agreed to is what is done, or nothing; the sentence names the plan."""
    async with open_screen() as session:
        await halve_the_core(session)
        await open_preview(session)
        assert "- Goal 5" not in listed(session)

        (session.plans / "core.md").write_text(CORE[: len(CORE) // 4], encoding="utf-8")
        await session.press("exclamation_mark")
        await session.until(
            lambda: "core.md isn't as that preview showed" in line(session, "status")
        )
        assert not detached(session)
        await session.until(lambda: "- Goal 5" in listed(session))
        await session.press("exclamation_mark")

        await until_closed(session)
        await session.until(lambda: "Goal 5" in detached(session))


async def test_going_ahead_leaves_alone_what_is_empty_or_set_aside(open_screen) -> None:
    """`!` takes what is shown as held back; the empty plan says what taking it would mean."""
    async with open_screen() as session:
        await undo_a_reading(session, TRIP.replace("night train", "day train"))
        await halve_the_core(session)
        (session.plans / "empty.md").write_text("# Empty\n\n## Soon\n", encoding="utf-8")
        await session.until(lambda: session.id_of_or_none("Soon"))
        (session.plans / "empty.md").write_text("", encoding="utf-8")
        await session.until(lambda: "1 unreadable" in session.line("top"))
        await open_preview(session)
        assert "Can't be read  1" in listed(session)
        assert "empty.md is empty; its milestones stay as they were." in listed(session)
        assert "takes it at its word, and detaches them all." in " ".join(listed(session).split())
        assert "- Soon" not in listed(session)

        await session.press("exclamation_mark")

        await until_closed(session)
        await session.until(lambda: "Goal 19" in detached(session))
        await session.until(lambda: "held back" not in session.line("top"))
        assert session.id_of_or_none("night train")
        assert not session.screen.forest[session.id_of("Soon")].is_detached
        assert "1 set aside" in session.line("top")


async def test_a_conflict_that_reading_would_make_stands_on_its_row(open_screen) -> None:
    """Both values, and how many; applied, the status line says where it is decided."""
    async with open_screen() as session:
        train = await session.go_to("night train")
        await session.press("c")
        await session.until(lambda: session.screen.forest[train].status is Status.DONE)
        await undo_a_reading(session, TRIP.replace("night train", "day train 🚧"))

        await open_preview(session)

        assert "⚑ makes a conflict: status, mine done, the plan's active" in listed(session)
        assert "trip.md: its last reading was undone; Enter applies it again." in listed(session)
        assert "1 change · 1 conflict" in line(session, "top")
        await session.press("enter")
        await until_closed(session)
        await session.until(
            lambda: (
                "read: 1 renamed · with what was undone of trip.md · 1 new conflict: gc"
                in session.line("status")
            )
        )


async def test_enter_is_offered_only_where_it_applies_something(open_screen) -> None:
    """Neither for nothing nor for what is all held back."""
    async with open_screen() as session:
        await open_preview(session)
        assert "Enter" not in line(session, "keys")
        assert "R look again" in line(session, "keys")
        await session.press("escape")
        await until_closed(session)

        await halve_the_core(session)
        await open_preview(session)

        await session.until(lambda: "! go ahead" in line(session, "keys"))
        assert "Enter" not in line(session, "keys")


@pytest.mark.parametrize("size", [(80, 24), (40, 12)])
async def test_where_there_is_no_room_for_columns_they_go_below_the_title(
    open_screen, size: tuple[int, int]
) -> None:
    """Nothing is cut off on a small screen, and the usual keys scroll."""
    async with open_screen(size=size) as session:
        await undo_a_reading(session)
        await open_preview(session)
        rows = preview_of(session).query_one(EntryRows)

        text = listed(session)
        await session.press("G")

        assert "→ Book the day train" in text
        assert all(len(one) <= size[0] for one in text.split("\n"))
        assert rows.cursor_row == rows.row_count - 1
        await session.press("g", "g")
        assert rows.cursor_row == 0


async def test_the_keys_of_the_preview_are_in_its_footer_and_its_help(open_screen) -> None:
    """They are declared once; `!` is offered only where it does something."""
    async with open_screen() as session:
        await undo_a_reading(session)
        await open_preview(session)
        assert "Enter apply" in line(session, "keys")
        assert "go ahead" not in line(session, "keys")

        await session.press("question_mark")
        await session.until(lambda: not isinstance(session.pilot.app.screen, Preview))

        text = str(session.pilot.app.screen.query_one("Static").render())
        assert "Apply what is shown" in text


async def test_hostile_titles_are_text_in_the_preview_too(open_screen) -> None:
    """Markup and escapes of a heading are letters there and nothing else."""
    hostile = "# Trip\n\n## [bold]day train[/] \x1b[2J\n\n## [@click=app.quit]x[/]\n"
    async with open_screen() as session:
        await undo_a_reading(session, hostile)

        await open_preview(session)

        text = listed(session)
        assert "[@click=app.quit]x[/]" in text
        assert not any(ord(char) < 32 for char in text if char != "\n")
