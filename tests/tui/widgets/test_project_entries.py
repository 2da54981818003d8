"""Projects as lines: nothing goes over the edge, whatever the width."""

from __future__ import annotations

import pytest

from mlv_tui.domain.change_set import ChangeKind, Origin, Recorded
from mlv_tui.domain.forest import Progress
from mlv_tui.domain.project import Project, Root
from mlv_tui.tui.widgets.detail_head import Page
from mlv_tui.tui.widgets.glyphs import glyphs
from mlv_tui.tui.widgets.pieces import measure
from mlv_tui.tui.widgets.project_entries import ProjectEntry

CORE = Project(1, "core", "Core platform", roots=(Root(1, "/src/core/計画"), Root(2, "/b")))
TOTAL = Progress(open=42, active=3, blocked=0, done=74)
LAST = Recorded(7, 1, 60_000, "ada", Origin.INGEST, "read core.md", {ChangeKind.NEW: 3})


def drawn(entry: ProjectEntry, width: int, *, ascii_only: bool = False) -> list[str]:
    """Draw an entry as text, each line within the width."""
    lines = entry.lines(Page(width, glyphs(ascii_only=ascii_only), 12 * 60_000))
    assert all(measure(line) <= width for line in lines)
    return ["".join(text for text, _ in line) for line in lines]


def test_a_project_tells_how_it_stands_and_what_was_last():
    """With room for all of it: counts in words, who did what, and where the plans are."""
    first, second, nothing = drawn(ProjectEntry(CORE, TOTAL, 4, LAST, is_open=True), 117)

    assert first.startswith("› Core platform")
    for said in ("62 %", "○ 42 open", "◐ 3 active", "■ 0 blocked", "✓ 74 done", "4 plans"):
        assert said in first
    assert second.startswith("  11 min ago  ada: read core.md")
    assert second.endswith("/src/core/計画 and 1 more")
    assert nothing == ""


@pytest.mark.parametrize("width", [10, 38, 58, 78, 100, 200])
@pytest.mark.parametrize("ascii_only", [False, True])
def test_nothing_goes_over_the_edge(width, ascii_only):
    """Long and wide names and paths are cut."""
    project = Project(2, "x", "計画" * 40, roots=(Root(1, "/a/" + "長" * 90),), archived_at=1)
    for total in (TOTAL, Progress(), Progress(9999, 9999, 9999, 9999)):
        for last in (LAST, None):
            drawn(ProjectEntry(project, total, 1, last), width, ascii_only=ascii_only)


def test_an_empty_and_an_archived_project_say_so():
    """In words, not by colour alone."""
    away = Project(1, "core", "Core", archived_at=1)

    first, second, _ = drawn(ProjectEntry(away, Progress(), 0, None), 78)

    assert "nothing to do yet" in first
    assert second.strip() == "archived  nothing was done yet"
