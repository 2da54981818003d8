"""What tests read off the screens above the milestones."""

from __future__ import annotations

from pathlib import Path

from mlv_tui.tui.screens.above import Above
from mlv_tui.tui.widgets.one_line import OneLine


def is_above(session, kind: type[Above]) -> bool:
    """Tell whether a screen of that kind is on top, with something in its list."""
    screen = session.pilot.app.screen
    return (
        isinstance(screen, kind) and bool(screen.query("EntryRows")) and bool(screen.rows.entries)
    )


def lines(session) -> list[str]:
    """What the list of the screen on top shows, line by line."""
    rows = session.pilot.app.screen.rows
    return [rows.line_text(y) for y in range(rows.size.height)]


def text(session) -> str:
    """What the list of the screen on top shows."""
    return "\n".join(lines(session))


def said(session) -> str:
    """What the status line of the screen on top says."""
    return session.pilot.app.screen.query_one("#status", OneLine).render_line(0).text


def cursor_line(session) -> str:
    """The line of the list that the cursor is on."""
    rows = session.pilot.app.screen.rows
    return rows.line_text(rows.cursor_row - rows.scroll_offset.y)


def edit(file: Path, old: str, new: str) -> None:
    """Replace text in a plan, which has to be there, and save by rename."""
    before = file.read_text(encoding="utf-8")
    assert old in before
    saved = file.with_name(f".{file.name}.new")
    saved.write_text(before.replace(old, new), encoding="utf-8")
    saved.replace(file)
