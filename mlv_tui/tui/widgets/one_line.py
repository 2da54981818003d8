"""A widget of one line: pieces from the left, pieces from the right, a gap between."""

from __future__ import annotations

from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

from mlv_tui.tui.widgets.cells import clip, width_of
from mlv_tui.tui.widgets.glyphs import Glyphs, glyphs
from mlv_tui.tui.widgets.pieces import Painter, Piece, measure


class OneLine(Widget):
    """What the lines above and below the tree share."""

    DEFAULT_CSS = """
    OneLine {
        height: 1;
        background: $surface;
        color: $foreground;
    }
    """

    ascii_only: reactive[bool] = reactive(default=False)
    """Whether to draw with ASCII signs."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's word
        """Make an empty line."""
        self._painter = Painter(self)
        super().__init__(id=id)

    @property
    def signs(self) -> Glyphs:
        """The set of signs for this terminal."""
        return glyphs(ascii_only=self.ascii_only)

    def left(self, room: int) -> list[Piece]:
        """Draw from the left; `room` is how many cells the right leaves."""
        raise NotImplementedError

    def right(self, room: int) -> list[Piece]:
        """Draw up to the right edge; `room` is how many cells there are."""
        del room
        return []

    def notify_style_update(self) -> None:
        """Draw anew in other colours."""
        super().notify_style_update()
        self._painter.forget()
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """Draw the line."""
        del y
        width = self.size.width
        right = cut(self.right(width), width, self.signs.more)
        room = width - measure(right)
        left = cut(self.left(room), room, self.signs.more)
        gap = " " * (room - measure(left))
        return self._painter.strip([*left, (gap, ""), *right], width)


def cut(pieces: list[Piece], width: int, more: str) -> list[Piece]:
    """Cut pieces to a width; the one that doesn't fit ends in `more`, the rest is left out."""
    kept: list[Piece] = []
    for text, style in pieces:
        cells = width_of(text)
        if cells > width:
            kept.append((clip(text, width, more), style))
            break
        kept.append((text, style))
        width -= cells
    return kept
