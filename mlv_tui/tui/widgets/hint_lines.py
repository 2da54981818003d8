"""The lines below a line that is typed into."""

from __future__ import annotations

from textual.geometry import Size
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

from mlv_tui.tui.widgets.glyphs import glyphs
from mlv_tui.tui.widgets.hints import Hint, Line, Offers, hint_lines
from mlv_tui.tui.widgets.pieces import Painter


class HintLines(Widget):
    """Draws a hint in as many lines as it takes."""

    DEFAULT_CSS = """
    HintLines {
        height: auto;
        min-height: 1;
        background: $panel;
        color: $foreground;
    }
    """

    hint: reactive[Hint] = reactive(Offers(), layout=True)
    """What is to be told."""
    ascii_only: reactive[bool] = reactive(default=False)
    """Whether to draw with ASCII signs."""

    def __init__(self) -> None:
        """Make empty lines."""
        self._painter = Painter(self)
        super().__init__()

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Take as many lines as there is something to tell, and one where there is nothing."""
        del container, viewport
        return max(len(self._drawn(width)), 1)

    def _drawn(self, width: int) -> list[Line]:
        return hint_lines(self.hint, width, glyphs(ascii_only=self.ascii_only))

    def notify_style_update(self) -> None:
        """Draw anew in other colours."""
        super().notify_style_update()
        self._painter.forget()
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """Draw one line."""
        width = self.size.width
        lines = self._drawn(width)
        return self._painter.strip(lines[y] if y < len(lines) else [], width)
