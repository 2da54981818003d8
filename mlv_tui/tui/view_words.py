"""Saved views, as lists tell of them."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

from mlv_tui.domain.grouping import GroupBy
from mlv_tui.domain.sorting import sort_text
from mlv_tui.domain.view import SLOTS, View
from mlv_tui.tui.keys_now import key_for
from mlv_tui.tui.widgets.cells import shown


def slot_key(slot: int) -> str:
    """Return what to press for the view of a number."""
    return key_for(f"find.view_{slot}", f"g{slot}")


def slot_offered(views: Sequence[View], name: str) -> str:
    """Offer the number that the view of a name has; for a new one the first free, "" if none is."""
    numbers = {one.name: one.slot for one in views}
    if name in numbers:
        return str(numbers[name] or "")
    return next((str(slot) for slot in SLOTS if slot not in numbers.values()), "")


def view_line(view: View) -> Content:
    """Tell of a view: its key, its name, and what it shows."""
    key = slot_key(view.slot) if view.slot else "  "
    about = [
        view.filter,
        "" if view.group is GroupBy.TREE else f"by {view.group}",
        f"sort {sort_text(view.sort)}" if view.sort else "",
        f"folded to {view.fold}" if view.fold else "",
    ]
    told = " · ".join(shown(one) for one in about if one)
    return Content.assemble(
        (f"{key}  ", "$accent"), (shown(view.name), "bold"), (f"  {told}", "$foreground-muted")
    )
