"""What entries of several lists are drawn with: counts by status, lines cut at the edge."""

from __future__ import annotations

from typing import Final, Literal

from mlv_tui.domain.forest import Progress
from mlv_tui.tui.widgets.cells import clip, width_of
from mlv_tui.tui.widgets.detail_head import Line, Page
from mlv_tui.tui.widgets.pieces import Piece

STATUSES: Final[tuple[Literal["open", "active", "blocked", "done"], ...]] = (
    "open",
    "active",
    "blocked",
    "done",
)
LEAST: Final = 3
"""Cells below which nothing more is begun."""


def status_pieces(total: Progress, page: Page, *, words: bool) -> list[Piece]:
    """Count by status, in columns; with the words where there is room for them."""
    pieces: list[Piece] = []
    for status in STATUSES:
        count: int = getattr(total, status)
        pieces.append((f" {page.glyphs.state(status)}", status if count else "quiet"))
        text = f" {count}{f' {status}' if words else ''}"
        room = len(status) + 5 if words else 4
        pieces.append((f"{text:{room}}", "" if count else "quiet"))
    return pieces


def cut(line: Line, page: Page) -> Line:
    """Leave out what is beyond the edge."""
    room, kept = page.width, list[Piece]()
    for text, style in line:
        if room < LEAST:
            break
        kept.append((clip(text, room, page.glyphs.more), style))
        room -= width_of(text)
    return kept
