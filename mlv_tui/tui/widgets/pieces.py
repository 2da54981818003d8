"""Lines as pieces of text with names of styles, painted with a widget's component classes."""

from __future__ import annotations

from collections.abc import Iterable

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip
from textual.widget import Widget

from mlv_tui.tui.widgets.cells import width_of

Piece = tuple[str, str]
"""Text that is safe to show, and the names of its styles, parted by blanks."""


def measure(pieces: Iterable[Piece]) -> int:
    """Count the cells that pieces take."""
    return sum(width_of(text) for text, _ in pieces)


class Painter:
    """Turns pieces into strips, in the colours of one widget."""

    def __init__(self, widget: Widget, prefix: str) -> None:
        """Paint for a widget whose component classes are `<prefix><name>`."""
        self._widget = widget
        self._prefix = prefix
        self._styles: dict[str, Style] = {}

    def forget(self) -> None:
        """Forget the colours, after a theme or a pseudo class changed."""
        self._styles.clear()

    def strip(self, pieces: Iterable[Piece], width: int, ground: str = "") -> Strip:
        """Paint one line, filled up or cropped to a width, on a ground."""
        base = self._widget.rich_style + self.style(ground)
        segments = [Segment(text, base + self.style(names)) for text, names in pieces if text]
        return Strip(segments).adjust_cell_length(width, base)

    def style(self, names: str) -> Style:
        """Return what some names add to the style below them."""
        if names not in self._styles:
            parts = (self._component(name) for name in names.split())
            self._styles[names] = sum(parts, Style.null())
        return self._styles[names]

    def _component(self, name: str) -> Style:
        """Return one component's own style; its half-transparent colours need the blended ones."""
        whole = self._widget.get_component_rich_style(self._prefix + name)
        own = self._widget.get_component_rich_style(self._prefix + name, partial=True)
        return own + Style(
            color=whole.color if own.color else None,
            bgcolor=whole.bgcolor if own.bgcolor else None,
        )
