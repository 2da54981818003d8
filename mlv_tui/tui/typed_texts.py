"""Values as people type them: what inputs begin with."""

from __future__ import annotations

from typing import Any

from mlv_tui.domain.milestone import SHARED_FIELDS, Milestone
from mlv_tui.domain.source_key import without_marks
from mlv_tui.tui.widgets.cells import shown


def typed_text(name: str, value: Any) -> str:
    """Write a value of a shared field so that it can be typed again; "" for none."""
    if value is None:
        return ""
    return f"P{value}" if name == "priority" else shown(str(value))


def typed_now(one: Milestone, name: str) -> str | None:
    """Return what a field holds as it can be typed again; None for a field of another kind."""
    if name == "notes":
        return one.notes
    if name == "title":
        return title_typed(one)
    if name == "status":
        return str(one.status)
    return typed_text(name, one.shown(name)) if name in SHARED_FIELDS else None


def title_typed(one: Milestone) -> str:
    """Return a title to be edited: as shown, without the marks that the status tells already."""
    return shown(one.title) if "title" in one.mine else plan_title_typed(one)


def plan_title_typed(one: Milestone) -> str:
    """Return the plan's title in the same way."""
    title = one.says.title
    return shown(title if one.says.status is None else without_marks(title))
