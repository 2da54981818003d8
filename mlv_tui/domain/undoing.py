"""Undo, told of milestones: what a change found is put back where nobody changed it since."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import fields, replace
from typing import Any, Final, cast

from mlv_tui.domain.change_set import Change, ChangeKind
from mlv_tui.domain.differences import differences, values_of
from mlv_tui.domain.forest import Hold, Layout, PlanState
from mlv_tui.domain.holding import set_aside
from mlv_tui.domain.milestone import Milestone, Mine, PlanValues, Status

UNDO: Final = "undo: "
REDO: Final = "redo: "
_MY: Final = "my_"
_PEOPLES: Final = ("notes", "archived_at")
_PLACES: Final = ("parent", "order")
"""What follows from the plan's layout, and isn't the milestone's own."""

_SAYS: Final[Mapping[str, Any]] = {each.name: each.default for each in fields(PlanValues)}
_ROW: Final[Mapping[str, tuple[str, Any]]] = {
    "plan": ("plan", None),
    "level": ("level", 0),
    "explicit_id": ("explicit_id", ""),
    "detached_at": ("detached_at", None),
    "archived_at": ("archived_at", None),
    "notes": ("notes", ""),
    "body": ("body_digest", ""),
    "prompt_starters": ("prompt_starters", 0),
}
"""The milestone's attribute for a value's name, and what it is where there is no value."""

_INVERSE: Final = {
    ChangeKind.NEW: ChangeKind.DETACHED,
    ChangeKind.DETACHED: ChangeKind.REATTACHED,
    ChangeKind.AMBIGUOUS: ChangeKind.REATTACHED,
    ChangeKind.REATTACHED: ChangeKind.DETACHED,
}


def is_peoples(name: str) -> bool:
    """Tell whether a value of a change, by its name, is one that people put on a milestone."""
    return name in _PEOPLES or name.startswith(_MY)


def is_guidance(change: Change) -> bool:
    """Tell whether nothing but what people put on a milestone changed."""
    return change.kind is not ChangeKind.NEW and all(map(is_peoples, change.after))


def changed_since(one: Milestone, change: Change) -> tuple[str, ...]:
    """Name the values of a change that aren't what it made of them any more.

    Args:
        one: The milestone as it is now.
        change: What was made of it; where it stands (`parent`, `order`) isn't looked at.
    """
    now = values_of(one)
    return tuple(
        name
        for name, value in change.after.items()
        if name not in _PLACES and _plain(now.get(name)) != _plain(value)
    )


def undone(one: Milestone, change: Change, kept: Collection[str], now: int) -> Milestone:
    """Put back what a change found.

    Args:
        one: The milestone as it is now.
        change: What was made of it. One that it made is detached: nothing is ever deleted.
        kept: The names of values that stay as they are now.
        now: Epoch milliseconds.
    """
    if change.kind is ChangeKind.NEW:
        return one if one.is_detached else replace(one, detached_at=now)
    return with_values(one, {name: at for name, at in change.before.items() if name not in kept})


def undoing_change(before: Milestone, after: Milestone, change: Change) -> Change | None:
    """Tell what undoing a change did to a milestone, or None if nothing.

    Args:
        before: As it was before the undo.
        after: As it is to be stored.
        change: The one that is undone.
    """
    was, now = differences(before, after)
    for name in _PLACES:
        if name in change.after:
            was[name], now[name] = change.after[name], change.before.get(name)
    if not now:
        return None
    return Change(before.id, _INVERSE.get(change.kind, change.kind), was, now)


def with_values(one: Milestone, values: Mapping[str, Any]) -> Milestone:
    """Set values by the names they have in `differences.values_of`: its inverse.

    Args:
        one: The milestone.
        values: JSON values; None where there is to be none. Places are passed over.
    """
    says = {name: _said(name, value) for name, value in values.items() if name in _SAYS}
    row: dict[str, Any] = {}
    for name, (attribute, default) in _ROW.items():
        if name in values:
            row[attribute] = default if values[name] is None else values[name]
    if (key := values.get("source_key")) is not None:
        plan: str = row.get("plan", one.plan) or ""
        row["slug"], row["occurrence"] = _address(key, plan)
    return replace(one, says=replace(one.says, **says), mine=_mine(one, values), **row)


def undone_state(before: PlanState, current: PlanState) -> PlanState:
    """Return what is known of a plan once its last reading is undone.

    Its bytes stay the ones read last, set aside until they change: else watching would apply
    them again right away. A plan that wasn't read, only re-arranged, stays as it is.
    """
    if (before.digest, before.is_gone) == (current.digest, current.is_gone):
        is_news = before.hold is not Hold.UNDONE
        return current if is_news else replace(before, file=current.file)
    return set_aside(current)


def undone_places(before: Layout, current: Layout) -> Layout:
    """Put milestones back into a plan that was not read, only re-arranged by a person.

    Its headings are the same: they keep the lines that were read since.
    """
    is_alike = len(before.ids) == len(current.lines)
    return Layout(before.plan, before.ids, current.lines if is_alike else before.lines)


def undo_label(label: str) -> str:
    """Name the undo of a change set: that of an undo is a redo."""
    if label.startswith(UNDO):
        return REDO + label.removeprefix(UNDO)
    return UNDO + label.removeprefix(REDO)


def _said(name: str, value: Any) -> Any:
    if value is None:
        return _SAYS[name]
    if name == "status":
        return Status(value)
    return tuple(value) if name in ("links", "after") else value


def _address(key: str, plan: str) -> tuple[str, int]:
    """Take a source key apart; only its plan may hold signs that stand between its parts."""
    slug, _, occurrence = key.removeprefix(f"{plan}#").rpartition("~")
    return slug, int(occurrence)


def _mine(one: Milestone, values: Mapping[str, Any]) -> Mapping[str, Mine]:
    wanted = {name.removeprefix(_MY): at for name, at in values.items() if name.startswith(_MY)}
    if not wanted:
        return one.mine
    kept = {name: own for name, own in one.mine.items() if name not in wanted}
    given = {name: _own(name, own) for name, own in wanted.items() if own is not None}
    return kept | given


def _own(name: str, own: Mapping[str, Any]) -> Mine:
    value, base = own["value"], own["base"]
    if name == "status":
        return Mine(Status(value), None if base is None else Status(base))
    return Mine(value, base)


def _plain(value: Any) -> Any:
    return list(cast("tuple[Any, ...]", value)) if isinstance(value, tuple) else value
