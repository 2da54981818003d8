"""A person who moves, marks and types keeps all of it while others write and plans are saved."""

from __future__ import annotations

from itertools import count
from pathlib import Path

import pytest
from textual.widgets import Input
from trips import marked

from mlv_tui.domain.milestone import Status
from mlv_tui.services.workspace import Workspace
from mlv_tui.tui.screens.choice import Choice
from mlv_tui.tui.screens.picker import Picker
from mlv_tui.tui.widgets.row_input import RowInput
from mlv_tui.tui.widgets.text_area import PlainTextArea

CHANGES = 25
"""While one thing is open."""

SAVE_EVERY = 20


def plan(noise: int) -> str:
    """Write a plan whose first part is another one with each save."""
    first = "".join(f"## Noise {number}\n\nText.\n\n" for number in range(noise, noise + 5))
    parts = "".join(
        f"## Part {part}\n\n" + "".join(f"### Step {part}.{step}\n\n" for step in range(4))
        for part in range(12)
    )
    return f"# Noise\n\n{first}# Work\n\n{parts}"


@pytest.fixture
def plans(tmp_path: Path) -> Path:
    """A plan that doesn't fit on the screen."""
    folder = tmp_path / "plans"
    folder.mkdir()
    (folder / "work.md").write_text(plan(0), encoding="utf-8")
    return folder


class Others:
    """A colleague on the same database, and somebody who saves the plan."""

    def __init__(self, session) -> None:
        self.session = session
        self.workspace = Workspace(session.settings)
        self.project = self.workspace.last_project()
        self.changes = 0
        self._numbers = count(1)

    async def write(self, changes: int) -> None:
        """Change a lot, all around the person, and wait until the screen shows it."""
        for _ in range(changes):
            number = next(self._numbers)
            self.changes += 1
            if number % SAVE_EVERY == 0:
                await self._save(number)
            else:
                self._edit(number)
        await self.session.until(self._is_shown)

    async def _save(self, number: int) -> None:
        file = self.session.plans / "work.md"
        new = file.with_name(".work.md.new")
        new.write_text(plan(number), encoding="utf-8")
        new.replace(file)
        await self.session.until(lambda: self.session.id_of_or_none(f"Noise {number + 4}"))

    def _edit(self, number: int) -> None:
        forest, edits = self.workspace.forest(self.project.id), self.workspace.edits
        ids = [one for one in forest.order if forest[one].title.startswith("Step 1")]
        ident = ids[number % len(ids)]
        gestures = (
            lambda: edits.set_status([ident], list(Status)[number % 4]),
            lambda: edits.set_notes(ident, f"Note {number}."),
            lambda: edits.set_shared([ident], "priority", number % 9),
            lambda: edits.add(self.project.id, f"Extra {number}", behind=None),
            lambda: edits.reorder([ident], 1 if number % 2 else -1),
        )
        gestures[number % len(gestures)]()

    def _is_shown(self) -> bool:
        return self.session.screen.forest.number == self.workspace.forest(self.project.id).number


def place(session) -> tuple[object, ...]:
    """Where the person is: row and line of the cursor, folds and marks."""
    tree = session.tree
    return (
        tree.row_id(),
        tree.cursor_row - tree.scroll_offset.y,
        tree.folded,
        marked(session),
    )


def typed(session) -> str:
    """What stands in the input that has the focus."""
    focused = session.pilot.app.screen.focused
    assert isinstance(focused, Input | PlainTextArea)
    return focused.text if isinstance(focused, PlainTextArea) else focused.value


async def leave(session, *keys: str) -> None:
    """Leave what is open."""
    await session.press(*keys)
    await session.until(lambda: session.pilot.app.screen is session.screen)


async def stays(session, others: Others, text: str | None, changes: int) -> None:
    """Have others write a lot, and see that nothing moved."""
    app = session.pilot.app
    before, screen, focused = place(session), app.screen, app.screen.focused
    await others.write(changes)
    assert (place(session), app.screen, app.screen.focused) == (before, screen, focused)
    assert text is None or typed(session) == text


async def test_two_hundred_changes_move_nothing_under_a_persons_hands(open_screen) -> None:
    """Cursor, line in the pane, folds, marks and half a title that is typed on its row."""
    async with open_screen(size=(100, 24)) as session:
        others = Others(session)
        await session.go_to("Part 3")
        await session.press("h")
        await session.go_to("Step 7.0")
        await session.press("space", "j", "space")
        await session.go_to("Step 9.2")
        await session.press("v", "j", "j", "v", "k")

        await stays(session, others, None, 100)
        await session.press("i", *" half")
        await stays(session, others, "Step 9.3 half", 100)
        others.workspace.close()

        line = session.screen.query_one(RowInput)
        assert line.region.y - session.tree.region.y == place(session)[1]
        assert others.changes == 200


async def test_what_is_open_stays_open_with_what_was_typed(open_screen) -> None:
    """The form, the notes, the picker, a question."""
    async with open_screen(size=(100, 24)) as session:
        app, others = session.pilot.app, Others(session)
        await session.go_to("Step 9.2")
        await session.press("e", *" wo")
        await stays(session, others, "Step 9.2 wo", CHANGES)
        await session.press("escape")
        await session.until(lambda: isinstance(app.screen, Choice))
        await leave(session, "j", "enter")
        await session.press("N", *"Ha", "enter", "a")
        await stays(session, others, "Ha\na", CHANGES)
        await leave(session, *["backspace"] * 4, "escape")
        await session.press("m")
        await session.until(lambda: isinstance(app.screen, Picker))
        await session.press(*"par")
        await stays(session, others, "par", CHANGES)
        await leave(session, "escape")
        await session.press("d", "x")
        await session.until(lambda: isinstance(app.screen, Choice))
        await stays(session, others, None, CHANGES)
        others.workspace.close()


async def test_a_new_row_that_is_typed_stays_where_it_is_too(open_screen) -> None:
    """When the milestone that it was to stand behind goes away, it becomes the last there."""
    async with open_screen(size=(100, 24)) as session:
        others = Others(session)
        behind = await session.go_to("Step 5.1")
        await session.press("a", *"Half a wo")
        before, line = place(session), session.screen.query_one(RowInput)
        await session.until(lambda: line.region.y - session.tree.region.y == before[1])

        await others.write(CHANGES)
        assert place(session) == before
        assert typed(session) == "Half a wo"
        others.workspace.edits.remove([behind])
        others.workspace.close()
        await session.until(lambda: session.screen.forest[behind].is_removed)
        await session.press(*"rd", "enter")

        await session.until(lambda: "“Half a word” is added" in session.line("status"))
        forest = session.screen.forest
        assert forest[forest.parent[session.tree.cursor_id]].title == "Part 5"
