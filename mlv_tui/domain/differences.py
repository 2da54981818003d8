"""What differs between a milestone as it was and as it is, told as a change."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields
from typing import Any, Final

from mlv_tui.domain.change_set import Change, ChangeKind
from mlv_tui.domain.forest import Forest, Layout
from mlv_tui.domain.milestone import Milestone, PlanValues
from mlv_tui.domain.source_key import without_marks

_PLACE: Final = ("plan", "level", "source_key", "parent", "order")
_ROW: Final = (
    "plan",
    "level",
    "source_key",
    "explicit_id",
    "detached_at",
    "archived_at",
    "notes",
)
_SAYS: Final = tuple(each.name for each in fields(PlanValues))


def change_of(
    before: Milestone | None,
    after: Milestone,
    parents: tuple[int | None, int | None],
    *,
    is_reordered: bool,
) -> Change | None:
    """Tell what an ingest did to a milestone, or None if nothing.

    Args:
        before: As stored; None if it is new.
        after: As it is to be stored.
        parents: The one above it before and after.
        is_reordered: Whether it changed places with its siblings.
    """
    if before is None:
        return Change(after.id, ChangeKind.NEW, {}, values_of(after))
    was, now = differences(before, after)
    if parents[0] != parents[1] and not after.is_detached:
        was["parent"], now["parent"] = parents
    if is_reordered:
        was["order"], now["order"] = None, "moved"
    if not now:
        return None
    return Change(after.id, _kind(before, after, was), was, now)


def differences(before: Milestone, after: Milestone) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the values that differ, by name, as they were and as they are."""
    if before is after:
        return {}, {}
    old, new = values_of(before), values_of(after)
    names = [name for name in {**old, **new} if old.get(name) != new.get(name)]
    return {name: old.get(name) for name in names}, {name: new.get(name) for name in names}


def values_of(one: Milestone) -> dict[str, Any]:
    """Return everything about a milestone that history tells, by name, as JSON values.

    What the plan says stands under the field's name, the person's own under `my_<field>`.
    """
    values: dict[str, Any] = {name: getattr(one, name) for name in _ROW}
    values["body"] = one.body_digest
    values["prompt_starters"] = one.prompt_starters or None
    for name in _SAYS:
        values[name] = getattr(one.says, name)
    for name, own in one.mine.items():
        values[f"my_{name}"] = {"value": own.value, "base": own.base}
    return {name: value for name, value in values.items() if value not in (None, "", ())}


def _kind(before: Milestone, after: Milestone, was: Mapping[str, Any]) -> ChangeKind:
    if before.is_detached is not after.is_detached:
        return ChangeKind.DETACHED if after.is_detached else ChangeKind.REATTACHED
    if without_marks(before.says.title) != without_marks(after.says.title):
        return ChangeKind.RENAMED
    if any(name in was for name in _PLACE):
        return ChangeKind.MOVED
    return ChangeKind.EDITED


def moved_in_order(
    forest: Forest, layouts: Mapping[str, Layout], parent_of: Mapping[int, int | None]
) -> set[int]:
    """Find the fewest milestones that must have moved among siblings which stayed together."""
    rank = {ident: index for index, ident in enumerate(forest.order)}
    moved: set[int] = set()
    for siblings in _stayed_together(forest, layouts, parent_of):
        ranks = [rank[ident] for ident in siblings]
        if ranks != sorted(ranks):
            moved |= _out_of_order(siblings, ranks)
    return moved


def _stayed_together(
    forest: Forest, layouts: Mapping[str, Layout], parent_of: Mapping[int, int | None]
) -> Iterable[list[int]]:
    """Group what is in the same plan below the same parent as before, in its order now."""
    stayed: dict[tuple[str | None, str, int | None], list[int]] = {}
    for plan, layout in layouts.items():
        for ident in layout.ids:
            above = parent_of[ident]
            if ident in forest.parent and forest.parent[ident] == above:
                group = (forest[ident].plan, plan, above)
                stayed.setdefault(group, []).append(ident)
    return stayed.values()


def _out_of_order(ids: Sequence[int], ranks: Sequence[int]) -> set[int]:
    """Leave out a longest increasing run of the ranks; return the rest of the ids."""
    tails: list[int] = []
    ends: list[int] = []
    previous: list[int] = []
    for index, rank in enumerate(ranks):
        at = bisect_left(tails, rank)
        previous.append(ends[at - 1] if at else -1)
        tails[at : at + 1] = [rank]
        ends[at : at + 1] = [index]
    kept: set[int] = set()
    at = ends[-1] if ends else -1
    while at >= 0:
        kept.add(ids[at])
        at = previous[at]
    return set(ids) - kept
