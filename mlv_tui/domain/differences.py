"""What differs between a milestone as it was and as it is, told as a change."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields
from itertools import islice
from operator import attrgetter, lt
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
    "waits_for",
    "links_by_hand",
    "removed_at",
)
_SAYS: Final = tuple(each.name for each in fields(PlanValues))
_row: Final = attrgetter(*_ROW)
_says: Final = attrgetter(*_SAYS)


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
    was = {name: value for name, value in old.items() if new.get(name) != value}
    was |= dict.fromkeys(name for name in new if name not in old)
    return was, {name: new.get(name) for name in was}


def values_of(one: Milestone) -> dict[str, Any]:
    """Return everything about a milestone that history tells, by name, as JSON values.

    What the plan says stands under the field's name, the person's own under `my_<field>`.
    """
    values: dict[str, Any] = dict(zip(_ROW, _row(one), strict=True))
    values["body"] = one.body_digest
    values["prompt_starters"] = one.prompt_starters or None
    values.update(zip(_SAYS, _says(one.says), strict=True))
    if (at := one.placed) is not None:
        values["placed"] = {"parent": at.parent, "after": at.behind, "number": at.number}
    for name, own in one.mine.items():
        values[f"my_{name}"] = {"value": own.value, "base": own.base}
    return {name: value for name, value in values.items() if value not in (None, "", ())}


def _kind(before: Milestone, after: Milestone, was: Mapping[str, Any]) -> ChangeKind:
    if before.is_detached is not after.is_detached:
        return ChangeKind.DETACHED if after.is_detached else ChangeKind.REATTACHED
    was_called, is_called = before.says.title, after.says.title
    if was_called != is_called and without_marks(was_called) != without_marks(is_called):
        return ChangeKind.RENAMED
    if any(name in was for name in _PLACE):
        return ChangeKind.MOVED
    return ChangeKind.EDITED


def moved_in_order(
    forest: Forest, layouts: Mapping[str, Layout], parent_of: Mapping[int, int | None]
) -> set[int]:
    """Find the fewest milestones that must have moved among siblings which stayed together."""
    rank = {ident: index for index, ident in enumerate(forest.plan_order)}
    stood = forest.plan_parent
    moved: set[int] = set()
    for layout in layouts.values():
        stayed = [one for one in layout.ids if one in stood and stood[one] == parent_of[one]]
        if _is_in_order([rank[one] for one in stayed]):
            continue
        for siblings in _families(forest, stayed):
            ranks = [rank[ident] for ident in siblings]
            if not _is_in_order(ranks):
                moved |= _out_of_order(siblings, ranks)
    return moved


def _is_in_order(ranks: Sequence[int]) -> bool:
    return all(map(lt, ranks, islice(ranks, 1, None)))


def _families(forest: Forest, stayed: Iterable[int]) -> Iterable[list[int]]:
    """Group what was in the same plan below the same parent, in its order now."""
    found: dict[tuple[str | None, int | None], list[int]] = {}
    for ident in stayed:
        found.setdefault((forest[ident].plan, forest.plan_parent[ident]), []).append(ident)
    return found.values()


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
