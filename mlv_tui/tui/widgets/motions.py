"""Bindings that move about: too many and too plain for the footer."""

from __future__ import annotations

from textual.binding import Binding


def motion(keys: str, action: str, ident: str, says: str) -> Binding:
    """Declare a binding that help and palette list, but not the footer.

    Args:
        keys: Parted by commas; a chord has blanks between its keys (`g g`).
        action: Of the widget.
        ident: By which people rebind it.
        says: What it does, in a few words.
    """
    return Binding(keys, action, says, id=ident, tooltip=says, show=False)
