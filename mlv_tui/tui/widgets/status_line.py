"""The status line: what happened last, and what is being typed or searched."""

from __future__ import annotations

from textual.reactive import reactive

from mlv_tui.tui.widgets.cells import shown, width_of
from mlv_tui.tui.widgets.one_line import OneLine
from mlv_tui.tui.widgets.pieces import Piece, measure


class StatusLine(OneLine):
    """Draws the last message on the left, search and half a chord on the right."""

    said: reactive[str] = reactive("")
    """What happened last."""
    is_wrong: reactive[bool] = reactive(default=False)
    """Whether that is trouble."""
    searching: reactive[str] = reactive("")
    """What is searched for, and how often it was found."""
    pending: reactive[str] = reactive("")
    """The keys of a chord that was begun."""

    def left(self, room: int) -> list[Piece]:
        """Draw what happened."""
        del room
        return [(" " + shown(self.said), "wrong" if self.is_wrong else "live")]

    def has_room_for(self, text: str) -> bool:
        """Tell whether a text can be read whole here, beside what else is shown."""
        width = self.size.width
        return width_of(shown(text)) + 1 <= width - measure(self.right(width))

    def right(self, room: int) -> list[Piece]:
        """Draw what goes on."""
        del room
        pieces: list[Piece] = []
        if self.searching:
            pieces += [("  /", "key"), (f"{shown(self.searching)} ", "")]
        if self.pending:
            pieces.append((f"  {shown(self.pending)}… ", "key"))
        return pieces
