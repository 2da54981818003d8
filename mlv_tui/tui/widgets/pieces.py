"""Lines as pieces of text with names of styles, painted in the colours of the palette."""

from __future__ import annotations

from collections.abc import Iterable

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip
from textual.style import Style as Definition
from textual.widget import Widget

from mlv_tui.tui.widgets.cells import width_of
from mlv_tui.tui.widgets.palette import PALETTE

Piece = tuple[str, str]
"""Text that is safe to show, and the names of its styles, parted by blanks."""


def measure(pieces: Iterable[Piece]) -> int:
    """Count the cells that pieces take."""
    return sum(width_of(text) for text, _ in pieces)


class Painter:
    """Turns pieces into strips, in the palette's colours on a widget's ground."""

    def __init__(self, widget: Widget) -> None:
        """Paint for a widget, on its ground."""
        self._widget = widget
        self._styles: dict[str, Style] = {}
        self._ground: Style | None = None

    def forget(self) -> None:
        """Forget the colours, after a theme or a pseudo class changed."""
        self._styles.clear()
        self._ground = None

    def strip(self, pieces: Iterable[Piece], width: int, ground: str = "") -> Strip:
        """Paint one line, filled up or cropped to a width, on a ground."""
        self._ground = self._ground or self._widget.rich_style
        base = self._ground + self.style(ground)
        segments = [Segment(text, base + self.style(names)) for text, names in pieces if text]
        return Strip(segments).adjust_cell_length(width, base)

    def style(self, names: str) -> Style:
        """Return what some names of the palette add to the style below them."""
        if names not in self._styles:
            parts = (self._named(name) for name in names.split())
            self._styles[names] = sum(parts, Style.null())
        return self._styles[names]

    def _named(self, name: str) -> Style:
        """Return one style of the palette; what is half transparent is blended with the ground."""
        own = Definition.parse(PALETTE[name])
        _, ground = self._widget.background_colors
        whole = (Definition(background=ground) + own).rich_style
        return own.rich_style + Style(
            color=whole.color if own.foreground else None,
            bgcolor=whole.bgcolor if own.background else None,
        )
