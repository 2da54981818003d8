"""The status line: what happened last, and what is being typed or searched."""

from __future__ import annotations

from textual.reactive import reactive

from mlv_tui.tui.widgets.cells import clip, shown, width_of
from mlv_tui.tui.widgets.one_line import OneLine
from mlv_tui.tui.widgets.pieces import Piece, measure

LEAST_ARRANGED = 6
"""Cells that are worth while to tell what is shown."""


class StatusLine(OneLine):
    """Draws marks and the last message on the left, search and half a chord on the right."""

    marked: reactive[str] = reactive("")
    """How many milestones are marked."""
    said: reactive[str] = reactive("")
    """What happened last."""
    is_wrong: reactive[bool] = reactive(default=False)
    """Whether that is trouble."""
    arranged: reactive[tuple[tuple[str, str], ...]] = reactive(())
    """What is shown and in which order: names and texts, the most important first."""
    searching: reactive[str] = reactive("")
    """What is searched for, and how often it was found."""
    pending: reactive[str] = reactive("")
    """The keys of a chord that was begun."""

    def left(self, room: int) -> list[Piece]:
        """Draw what is marked and what happened."""
        del room
        marked: list[Piece] = [(f" {self.marked} ", "key")] if self.marked else []
        return [*marked, (" " + shown(self.said), "wrong" if self.is_wrong else "live")]

    def has_room_for(self, text: str) -> bool:
        """Tell whether a text can be read whole here, beside what else is shown."""
        width = self.size.width
        others = measure(self.right(width)) + (len(self.marked) + 2 if self.marked else 0)
        return width_of(shown(text)) + 1 <= width - others

    def right(self, room: int) -> list[Piece]:
        """Draw what goes on."""
        pieces: list[Piece] = []
        if self.searching:
            pieces += [("  /", "key"), (f"{shown(self.searching)} ", "")]
        if self.pending:
            pieces.append((f"  {shown(self.pending)}… ", "key"))
        room = (room // 2 if self.said else room) - measure(pieces)
        return [*self._arranged(room), *pieces]

    def _arranged(self, room: int) -> list[Piece]:
        """Draw what is shown and in which order, as far as there is room."""
        pieces: list[Piece] = []
        for name, text in self.arranged:
            room -= width_of(name) + 4
            if room < LEAST_ARRANGED:
                break
            cut = clip(shown(text), room, self.signs.more)
            room -= width_of(cut)
            pieces += [(f"  {name} ", "quiet"), (f"{cut} ", "")]
        return pieces
