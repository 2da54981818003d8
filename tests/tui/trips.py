"""A small plan, and what tests about marks and edits read off the screen."""

from __future__ import annotations

from pathlib import Path

from mlv_tui.services.workspace import Workspace
from mlv_tui.settings import Settings

PLAN = """# Trip

## Pack

### Clothes

### Maps

## Book
Module: Desk

### Train
Priority: 2

### Hotel

## Go

# Home

## Clean
"""


def make_plans(folder: Path) -> Path:
    """Write the plan into a folder of its own."""
    plans = folder / "plans"
    plans.mkdir()
    (plans / "trip.md").write_text(PLAN, encoding="utf-8")
    return plans


def marked(session) -> set[str]:
    """The titles of what the tree shows as marked."""
    return {session.screen.forest[ident].title for ident in session.tree.marked}


def status(session) -> str:
    """What the status line says."""
    return session.line("status").strip()


def has_dialog(session) -> bool:
    """Tell whether something is open above the milestones."""
    return len(session.pilot.app.screen_stack) > 1


def order(session) -> list[str]:
    """The titles of the rows, folded away ones aside, in order."""
    forest, rows = session.screen.forest, session.tree.rows
    shown = (rows.id_at(row) for row in range(len(rows)))
    return [forest[ident].title for ident in shown if ident in forest]


def statuses(session) -> dict[str, str]:
    """The status of every milestone that is there, by title."""
    forest = session.screen.forest
    return {forest[ident].title: str(forest[ident].status) for ident in forest.order}


async def says(session, text: str) -> None:
    """Wait for the status line to say something."""
    await session.until(lambda: text in status(session))


def session_of(settings: Settings, actor: str) -> Workspace:
    """Somebody else's session on the same database."""
    return Workspace(Settings(settings.database, settings.state_folder, actor))
