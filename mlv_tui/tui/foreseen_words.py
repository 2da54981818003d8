"""Where a milestone of a preview stands, and what would happen to it, in a few words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, Final

from mlv_tui.domain.change_set import Change, ChangeKind
from mlv_tui.domain.forest import Forest
from mlv_tui.domain.milestone import UNTITLED

if TYPE_CHECKING:
    from mlv_tui.services.foreseen import Foreseen, Place

_GOING: Final = (ChangeKind.DETACHED, ChangeKind.AMBIGUOUS)
_TOLD_APART: Final = ("plan", "parent", "order", "body", "detached_at", "level", "source_key")
_QUIET: Final = (*_TOLD_APART, "explicit_id", "prompt_starters")
"""What is told otherwise, or follows from the rest."""


def where_of(one: Foreseen) -> str:
    """Return the plan and line where it would stand; where it stands if it goes."""
    place = one.after or one.before
    return f"{place.plan}:{place.line}" if place else ""


def why_of(one: Foreseen, forest: Forest) -> Iterator[str]:
    """Yield what would change about it, the sign it was recognised by, and what it keeps."""
    change = one.change
    if change.kind is ChangeKind.NEW:
        yield _below(one.after)
    elif change.kind in _GOING:
        yield from _kept(forest, change.milestone_id)
    else:
        yield from _changes(one)
    if change.reason and (change.score < 1 or change.kind is ChangeKind.AMBIGUOUS):
        yield change.reason


def _changes(one: Foreseen) -> Iterator[str]:
    if one.before and one.after:
        yield from _place_changes(one.before, one.after)
    if "order" in one.change.after:
        yield "in another order"
    yield from _values(one.change)
    if "body" in one.change.after:
        yield "its text"


def _place_changes(before: Place, after: Place) -> Iterator[str]:
    if before.plan != after.plan:
        yield f"from {before.plan}:{before.line}"
    if (before.parent_id, before.parent_title) != (after.parent_id, after.parent_title):
        yield f"was {_below(before)}, now {_below(after)}"


def _below(place: Place | None) -> str:
    if place is None or place.parent_title is None:
        return "at the top"
    return f"below {place.parent_title or UNTITLED}"


def _values(change: Change) -> Iterator[str]:
    is_said = change.kind is ChangeKind.RENAMED
    for name, new in change.after.items():
        if name not in _QUIET and not (is_said and name == "title"):
            old = change.before.get(name)
            yield f"{name.removeprefix('my_').replace('_', ' ')}: {_said(old)} → {_said(new)}"


def _said(value: Any) -> str:
    if isinstance(value, Mapping):
        return _said(value.get("value"))
    if isinstance(value, (list, tuple)):
        return ", ".join(map(str, value))
    return "none" if value is None else str(value)


def _kept(forest: Forest, ident: int) -> Iterator[str]:
    """Say what people put on a milestone that would be detached; it keeps that."""
    one = forest.by_id.get(ident)
    if one is None or not one.is_touched:
        return
    mine = [f"{name} {_said(own.value)}" for name, own in one.mine.items()]
    yield "keeps " + ", ".join([*mine, *(["its notes"] if one.notes else [])] or ["being archived"])
