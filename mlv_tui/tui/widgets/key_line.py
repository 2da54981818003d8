"""The key line: the keys that matter here, as many as fit."""

from __future__ import annotations

from textual.reactive import reactive

from mlv_tui.tui.widgets.cells import width_of
from mlv_tui.tui.widgets.one_line import OneLine
from mlv_tui.tui.widgets.pieces import Piece


class KeyLine(OneLine):
    """Draws keys and what they do; the last entry, help, is always kept."""

    entries: reactive[tuple[tuple[str, str], ...]] = reactive(())
    """Keys and names, the most useful first, help last."""

    def left(self, room: int) -> list[Piece]:
        """Draw what fits."""
        if not self.entries:
            return []
        *others, kept = self.entries
        room -= _cells(kept) + 1
        drawn: list[tuple[str, str]] = []
        for entry in others:
            if _cells(entry) > room:
                break
            room -= _cells(entry)
            drawn.append(entry)
        pieces: list[Piece] = []
        for key, name in (*drawn, kept):
            pieces += [(f" {key}", "key"), (f" {name} ", "quiet")]
        return pieces


def _cells(entry: tuple[str, str]) -> int:
    key, name = entry
    return width_of(key) + width_of(name) + 3
