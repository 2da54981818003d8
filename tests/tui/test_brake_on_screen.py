"""The brake as people meet it: a plan that loses much is held back until `!`."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest
from textual.widgets._toast import ToastRack

from mlv_tui.domain.milestone import Status
from mlv_tui.services.workspace import Workspace

CORE = "# Core\n\n" + "".join(
    f"## Goal {number}\n\nBring {number} of them to the station.\n\n" for number in range(20)
)
NOTES = "# Notes\n\n## Write it down\n\nEvery word of it.\n"
SHORT = CORE[: len(CORE) // 3]
VOLATILE = ("version", "changed_in", "updated_at")


@pytest.fixture
def plans(tmp_path: Path) -> Path:
    """A large plan and a small one."""
    folder = tmp_path / "plans"
    folder.mkdir()
    (folder / "core.md").write_text(CORE, encoding="utf-8")
    (folder / "notes.md").write_text(NOTES, encoding="utf-8")
    return folder


def tree(session) -> list[tuple[object, ...]]:
    """Everything about the attached milestones, in order, but for when it was written."""
    forest = session.screen.forest
    names = [name for name in forest[forest.order[0]].__dataclass_fields__ if name not in VOLATILE]
    return [
        (forest.depth[ident], forest.line[ident], *(getattr(forest[ident], one) for one in names))
        for ident in forest.order
    ]


async def complete(session, title: str) -> int:
    """Complete a milestone by its key."""
    ident = await session.go_to(title)
    await session.press("c")
    await session.until(lambda: session.screen.forest[ident].status is Status.DONE)
    return ident


async def shorten(session) -> None:
    """Save the large plan without most of its goals."""
    (session.plans / "core.md").write_text(SHORT, encoding="utf-8")
    await session.until(lambda: "1 held back" in session.line("top"))


async def test_a_plan_that_would_lose_much_is_held_back_and_says_which_keys_help(
    open_screen,
) -> None:
    """Nothing is detached; the line names the plan, the count, and `R` and `!`."""
    async with open_screen() as session:
        await session.until(lambda: "! go ahead" not in session.line("keys"))
        await shorten(session)

        await session.until(
            lambda: "would detach 13 of its 21 milestones" in session.line("status")
        )
        assert "so it is held back. R shows them, ! goes ahead." in session.line("status")
        assert not session.screen.forest.detached
        await session.until(lambda: "! go ahead" in session.line("keys"))
        assert "unreadable" not in session.line("top")


async def test_bytes_given_back_end_it_without_a_key(open_screen) -> None:
    """Every milestone is as it was, the status too, and the key is gone from the footer."""
    async with open_screen() as session:
        await complete(session, "Goal 17")
        before = tree(session)
        await shorten(session)

        (session.plans / "core.md").write_text(CORE, encoding="utf-8")

        await session.until(lambda: "held back" not in session.line("top"))
        assert tree(session) == before
        await session.until(lambda: "! go ahead" not in session.line("keys"))


async def test_one_key_goes_ahead_with_what_is_held_back_and_nothing_else(open_screen) -> None:
    """`!` detaches what the sentence said and says how to undo it; an empty plan stays empty."""
    async with open_screen() as session:
        done = await complete(session, "Goal 17")
        await shorten(session)
        (session.plans / "notes.md").write_text("", encoding="utf-8")
        await session.until(lambda: "1 unreadable" in session.line("top"))

        await session.press("exclamation_mark")

        await session.until(lambda: session.screen.forest[done].is_detached)
        await session.until(lambda: "13 detached" in session.line("status"))
        assert "undoes it" in session.line("status")
        assert session.screen.forest[done].status is Status.DONE
        assert not session.screen.forest[session.id_of("Write it down")].is_detached
        await session.until(lambda: "held back" not in session.line("top"))


async def test_going_ahead_leaves_alone_what_was_set_aside(open_screen) -> None:
    """A reading that a person undid stays undone: `!` is for what is held back."""
    async with open_screen() as session:
        (session.plans / "notes.md").write_text(NOTES + "\n## And more\n", encoding="utf-8")
        await session.until(lambda: session.id_of_or_none("And more"))
        colleague = Workspace(session.settings)
        project_id = session.screen.project.id
        newest = colleague.history.activity(project_id)[0]
        colleague.history.undo(newest.id, project_id=project_id)
        colleague.close()
        await session.until(lambda: "1 set aside" in session.line("top"))
        await shorten(session)
        assert "more plan" not in session.line("status")

        await session.press("exclamation_mark")

        await session.until(lambda: "held back" not in session.line("top"))
        assert "1 set aside" in session.line("top")
        assert session.screen.forest[session.id_of("And more")].is_detached


async def test_going_ahead_twice_in_a_row_is_going_ahead_once(open_screen) -> None:
    """The second `!` finds nothing that is held back."""
    async with open_screen() as session:
        await shorten(session)

        await session.press("exclamation_mark", "exclamation_mark")

        await session.until(lambda: "13 detached" in session.line("status"))
        number = session.screen.forest.number
        await session.press("exclamation_mark")
        await complete(session, "Write it down")
        assert session.screen.forest.number == number + 1


async def test_the_sentence_is_said_once(open_screen) -> None:
    """Somebody who works on in another plan reads of that plan; the top line goes on counting."""
    async with open_screen() as session:
        await shorten(session)
        await session.until(lambda: "would detach" in session.line("status"))

        (session.plans / "notes.md").write_text(NOTES + "\n## And more\n", encoding="utf-8")

        await session.until(lambda: "read: 1 new" in session.line("status"))
        assert "1 held back" in session.line("top")


async def test_a_checkout_there_and_back_with_the_screen_open_costs_nothing(
    open_screen, plans: Path
) -> None:
    """Another branch drops, renames and moves headings; back again, all is as it was."""
    git = repository(plans)
    other = CORE.replace("Goal 3\n", "Aim 3\n").replace(
        "## Goal 5\n\nBring 5", "## Goal 5\n\nTake 5"
    )
    (plans / "core.md").write_text(other[: len(other) // 3], encoding="utf-8")
    (plans / "notes.md").rename(plans / "journal.md")
    (plans / "journal.md").write_text(NOTES + "\n## Only here\n", encoding="utf-8")
    git("add", "-A")
    git("commit", "-qm", "Another way")
    git("checkout", "-q", "main")
    async with open_screen() as session:
        for title in ("Goal 2", "Goal 17", "Write it down"):
            await complete(session, title)
        before = tree(session)

        git("checkout", "-q", "other")
        await session.until(lambda: session.id_of_or_none("Only here"))
        await session.until(lambda: "held back" in session.line("top"))
        git("checkout", "-q", "main")

        await session.until(lambda: "held back" not in session.line("top"))
        await session.until(lambda: session.screen.forest[session.id_of("Only here")].is_detached)
        await session.until(lambda: tree(session) == before)
        assert not session.screen.forest.detached_shown


def repository(folder: Path):
    """Make a repository of the plans, on a branch of its own; returns what runs git there."""
    who = {"GIT_AUTHOR_NAME": "ada", "GIT_AUTHOR_EMAIL": "ada@example.org"}
    them = {name.replace("AUTHOR", "COMMITTER"): value for name, value in who.items()}
    environment = os.environ | who | them | {"GIT_CONFIG_GLOBAL": os.devnull}

    def git(*arguments: str) -> None:
        subprocess.run(["git", *arguments], cwd=folder, env=environment, check=True)

    git("init", "-q", "-b", "main")
    git("add", "-A")
    git("commit", "-qm", "Plans")
    git("checkout", "-q", "-b", "other")
    return git


@pytest.mark.parametrize("size", [(80, 24), (40, 12)])
async def test_a_sentence_too_long_for_its_line_leaves_the_lines_below_readable(
    open_screen, size: tuple[int, int]
) -> None:
    """It stands whole above the status line and the keys, and covers neither."""
    async with open_screen(size=size) as session:
        # Textual's tests are without notifications.
        session.pilot.app._disable_notifications = False
        await session.screen.mount(ToastRack())

        await shorten(session)
        await session.until(lambda: session.screen.query("Toast"))
        toast = session.screen.query_one("Toast")
        await session.until(lambda: toast.region.height > 0)

        assert "! goes ahead." in " ".join(str(toast.render()).split())
        assert toast.region.bottom <= session.screen.query_one("#status").region.y
        assert toast.region.y >= 0
