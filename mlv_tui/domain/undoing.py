"""Undo, told of milestones: what a change found is put back where nobody changed it since."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import fields, replace
from typing import Any, Final, cast

from mlv_tui.domain.change_set import Change, ChangeKind
from mlv_tui.domain.differences import differences, values_of
from mlv_tui.domain.forest import Layout
from mlv_tui.domain.holding import set_aside
from mlv_tui.domain.milestone import Milestone, Mine, Placed, PlanValues, Status
from mlv_tui.domain.plan_state import Hold, PlanState
from mlv_tui.domain.transfers import PROJECT

UNDO: Final = "undo: "
REDO: Final = "redo: "
_MY: Final = "my_"
_PLACED: Final = "placed"
_PEOPLES: Final = ("notes", "archived_at", _PLACED, "waits_for", "links_by_hand", "removed_at")
_PLACES: Final = ("parent", "order", PROJECT)
"""What isn't the milestone's own: where its plan has it, and the project that it is in."""

_SAYS: Final[Mapping[str, Any]] = {each.name: each.default for each in fields(PlanValues)}
_ROW: Final[Mapping[str, tuple[str, Any]]] = {
    "plan": ("plan", None),
    "level": ("level", 0),
    "explicit_id": ("explicit_id", ""),
    "detached_at": ("detached_at", None),
    "archived_at": ("archived_at", None),
    "notes": ("notes", ""),
    "placed": ("placed", None),
    "waits_for": ("waits_for", ()),
    "links_by_hand": ("links_by_hand", ()),
    "removed_at": ("removed_at", None),
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
    return name in _PEOPLES or name == PROJECT or name.startswith(_MY)


def is_guidance(change: Change) -> bool:
    """Tell whether nothing but what people put on a milestone changed, or one was made by hand."""
    if change.kind is ChangeKind.NEW:
        return bool(change.after) and "plan" not in change.after
    return all(map(is_peoples, change.after))


def is_settling(change: Change) -> bool:
    """Tell whether a milestone only follows another sibling since, to stay where it was."""
    was, now = change.before.get(_PLACED), change.after.get(_PLACED)
    if set(change.after) != {_PLACED} or was is None or now is None:
        return False
    return _is_same_place(was, now)


def changed_since(one: Milestone, change: Change) -> tuple[str, ...]:
    """Name the values of a change that aren't what it made of them any more.

    A place by hand is the same as long as nobody put the milestone elsewhere, though it may stand
    behind another sibling by now.

    Args:
        one: The milestone as it is now.
        change: What was made of it; where its plan has it (`parent`, `order`) isn't looked at, nor
            its project, nor where one that it made by hand stands. Of such a one all is looked at
            that people put on it since.
    """
    now = values_of(one)
    names, passed_over = dict.fromkeys(change.after), _PLACES
    if change.kind is ChangeKind.NEW and one.is_by_hand:
        # Taking it away would take along whatever people put on it.
        names, passed_over = dict.fromkeys((*change.after, *now)), (*_PLACES, _PLACED)
    return tuple(
        name
        for name in names
        if name not in passed_over and not _is_same(name, now.get(name), change.after.get(name))
    )


def _is_same(name: str, now: Any, value: Any) -> bool:
    if name == _PLACED and now is not None and value is not None:
        return _is_same_place(now, value)
    return _plain(now) == _plain(value)


def _is_same_place(one: Mapping[str, Any], two: Mapping[str, Any]) -> bool:
    return (one["parent"], one["number"]) == (two["parent"], two["number"])


def undone(one: Milestone, change: Change, kept: Collection[str], now: int) -> Milestone:
    """Put back what a change found.

    Args:
        one: The milestone as it is now.
        change: What was made of it. One that it made is detached, or removed if it was made by
            hand: nothing is ever deleted.
        kept: The names of values that stay as they are now.
        now: Epoch milliseconds.
    """
    if change.kind is ChangeKind.NEW:
        return _unmade(one, now)
    return with_values(one, {name: at for name, at in change.before.items() if name not in kept})


def _unmade(one: Milestone, now: int) -> Milestone:
    if one.is_by_hand:
        return one if one.is_removed else replace(one, removed_at=now)
    return one if one.is_detached else replace(one, detached_at=now)


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
    if change.kind is ChangeKind.NEW and before.is_by_hand:
        return Change(before.id, ChangeKind.GUIDED, was, now)
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
            row[attribute] = default if values[name] is None else _typed(name, values[name])
    if (key := values.get("source_key")) is not None:
        plan: str = row.get("plan", one.plan) or ""
        row["slug"], row["occurrence"] = _address(key, plan)
    return replace(one, says=replace(one.says, **says), mine=_mine(one, values), **row)


def _typed(name: str, value: Any) -> Any:
    if name == _PLACED:
        return Placed(value["parent"], value["after"], value["number"])
    return tuple(value) if name in ("waits_for", "links_by_hand") else value


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
    """Put milestones back where a change set found them, at the lines that were read last.

    Lines are a fact of the file, which no undo changes: a milestone whose heading still stands
    keeps its line, and one that only another stood in for has that one's. One whose heading is
    gone from the file has its old line again.
    """
    if _is_alike(before.ids, current.ids):
        return Layout(before.plan, before.ids, current.lines)
    now = dict(zip(current.ids, current.lines, strict=True))
    lines = (now.get(*place) for place in zip(before.ids, before.lines, strict=True))
    return Layout(before.plan, before.ids, tuple(lines))


def _is_alike(before: Sequence[int], current: Sequence[int]) -> bool:
    """Tell whether the headings are the same, though some have other milestones."""
    kept = set(before) & set(current)
    return len(before) == len(current) and all(
        was == now or kept.isdisjoint((was, now)) for was, now in zip(before, current, strict=True)
    )


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
