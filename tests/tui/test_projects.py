"""The projects screen: how each stands, and what people do with whole projects."""

from __future__ import annotations

from pathlib import Path

import pytest
from above import cursor_line, is_above, lines, said, text

from mlv_tui.services.workspace import Workspace
from mlv_tui.tui.screens.choice import Choice
from mlv_tui.tui.screens.milestones import MilestonesScreen
from mlv_tui.tui.screens.projects import Projects


@pytest.fixture
def beds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of plans beside the sample, called `garden` from where the tests are."""
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "garden"
    folder.mkdir()
    (folder / "beds.md").write_text("# Dig the beds\n\n## [x] Sow\n", encoding="utf-8")
    return folder


async def open_projects(session) -> None:
    """Open the screen, its list filled."""
    await session.press("P")
    await session.until(lambda: is_above(session, Projects))


def names(session) -> list[str]:
    """The names in the list, from the top."""
    return [line[3:].split("  ")[0] for line in lines(session)[::3] if line]


@pytest.mark.usefixtures("beds")
async def test_projects_are_made_found_renamed_and_opened(open_screen) -> None:
    """`a` asks for a name, then for plans, which Tab completes; letters act only outside of it."""
    async with open_screen() as session:
        await open_projects(session)
        assert names(session) == ["plans"]
        assert "4 plans" in lines(session)[0]
        assert "ada: read" in lines(session)[1]

        await session.press("a", "enter")
        await session.until(lambda: "at least one letter" in said(session))
        await session.press(*"Plans", "enter")
        await session.until(lambda: "There is a project “plans” already" in said(session))
        await session.press(*" q")
        await session.press("enter")
        await session.until(lambda: "Enter alone" in ask_line(session))
        await session.press(*"gar", "tab", "enter")
        await session.until(lambda: "“Plans q” is made: 2 new" in said(session))
        assert "Plans q" in cursor_line(session)
        assert "50 %" in cursor_line(session)

        await session.press("i", *"!", "enter")
        await session.until(lambda: "called “Plans q!” now" in said(session))
        await session.press("g", "g", "slash", *"Q")
        await session.until(lambda: names(session) == ["Plans q!"])
        await session.press("escape")
        await session.until(lambda: len(names(session)) == 2)
        assert "Plans q!" in cursor_line(session)

        await session.press("enter")
        await session.until(lambda: session.shows("Dig the beds"))
        assert "Plans q!" in session.line("top")
        await session.press("ctrl+o")
        await session.until(lambda: session.shows("Milestones module"))


async def test_plans_come_and_go_and_projects_are_put_away(open_screen, beds: Path) -> None:
    """`+` follows one more folder, `-` asks with how many milestones it detaches."""
    async with open_screen(size=(80, 24)) as session:
        await open_projects(session)
        count = len(session.screen.forest)

        await session.press("plus", *"garden/x", "enter")
        await session.until(lambda: "There is nothing at" in said(session))
        await session.press("backspace", "enter")
        await session.until(lambda: "follows one more: 2 new" in said(session))
        await session.until(lambda: len(session.screen.forest) == count + 2)

        await session.press("minus")
        await session.until(lambda: isinstance(session.pilot.app.screen, Choice))
        answers = session.pilot.app.screen.query_one("OptionList")
        prompts = [str(one.prompt) for one in answers.options]
        assert prompts[1:] == [f"{beds}\n  2 milestones are detached", "Keep all"]
        await session.press("k", "enter")
        await session.until(lambda: "2 milestones are detached: " in said(session))
        await session.until(lambda: len(session.screen.forest.detached) == 2)

        await session.press("d", "a")
        await session.until(lambda: "“plans” is archived" in said(session))
        assert "All projects are archived: ga shows them." in text(session)
        await session.press("g", "a")
        await session.until(lambda: "archived" in text(session) and names(session) == ["plans"])
        await session.press("d", "r")
        await session.until(lambda: "“plans” is restored" in said(session))
        await session.press("escape")
        await session.until(lambda: isinstance(session.pilot.app.screen, MilestonesScreen))


async def test_what_others_do_to_other_projects_shows(open_screen, beds: Path) -> None:
    """A project that a colleague makes comes into the list; its hostile name is text."""
    async with open_screen() as session:
        await open_projects(session)

        colleague = Workspace(session.settings)
        colleague.add_project("[bold]loud[/] \x1b[2J", [beds])
        colleague.close()

        await session.until(lambda: "[bold]loud[/] ␛[2J" in text(session))


def ask_line(session) -> str:
    """What the line where names and paths are typed says."""
    return str(session.pilot.app.screen.query_one("#ask AskInput").placeholder)
