"""Milestones in groups: by module, status, priority, anchor, entity, plan or owner."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any, Final, TypeAlias

from mlv_tui.domain.anchors import kind_key
from mlv_tui.domain.folding import folded
from mlv_tui.domain.forest import Forest, Progress
from mlv_tui.domain.milestone import NONE, Milestone, Status
from mlv_tui.domain.sorting import Sort, natural, plan_places, sorted_ids


class GroupBy(StrEnum):
    """What milestones are put together by; `TREE` leaves them where they stand."""

    TREE = "tree"
    MODULE = "module"
    STATUS = "status"
    PRIORITY = "priority"
    ANCHOR = "anchor"
    ENTITY = "entity"
    PLAN = "plan"
    OWNER = "owner"


@dataclass(frozen=True, slots=True)
class Group:
    """Milestones that have something in common.

    Attributes:
        name: What that is: `Trips`, `P1`, `blocked`; `none` where they have nothing.
        ids: Sorted.
        progress: How far they are; archived and detached ones don't count.
        is_none: Whether they have nothing in common but that.
        unanchored: How many of those that count have no anchor; 0 where nothing has one.
    """

    name: str
    ids: tuple[int, ...]
    progress: Progress
    is_none: bool = False
    unanchored: int = 0


def group(forest: Forest, ids: Iterable[int], by: GroupBy, sort: Sort = ()) -> tuple[Group, ...]:
    """Put milestones into groups, each into one: a milestone with several links into its first's.

    Args:
        forest: Theirs.
        ids: In any order.
        by: What they are put together by.
        sort: The order within each group.

    Returns:
        Statuses, priorities and plans in their own order, others by name, `none` last; nothing
        for `TREE`.
    """
    if by is GroupBy.TREE:
        return ()
    name_of, key_of = _NAMES[by], _KEYS.get(by, folded)
    found: dict[str, list[int]] = {}
    names: dict[str, str] = {}
    for ident in sorted_ids(forest, ids, sort):
        name = name_of(forest, forest.by_id[ident]) or ""
        names.setdefault(key_of(name), name)
        found.setdefault(key_of(name), []).append(ident)
    places = _SPREADS.get(by, _by_name)(forest, names)
    order = sorted(names, key=lambda key: (not key, places.get(key, ())))
    groups = tuple(_group(forest, names[key], found[key]) for key in order)
    if by is not GroupBy.ANCHOR:
        return groups
    return tuple(replace(one, unanchored=0) for one in groups)  # the groups tell it already


def _group(forest: Forest, name: str, ids: list[int]) -> Group:
    away, by_id = forest.put_away, forest.by_id
    counting = [ident for ident in ids if by_id[ident].is_live and ident not in away]
    progress = Progress.of(Counter(by_id[ident].status for ident in counting))
    unanchored = len(forest.without_anchor(counting))
    return Group(name or NONE, tuple(ids), progress, not name, unanchored)


_Name: TypeAlias = Callable[[Forest, Milestone], "str | None"]


def _shown(name: str) -> _Name:
    return lambda _forest, one: one.shown(name)


def _priority(forest: Forest, one: Milestone) -> str | None:
    found = forest.priority_of(one.id)
    return None if found is None else f"P{found}"


def _module(forest: Forest, one: Milestone) -> str | None:
    return forest.module_of(one.id).text


def _anchor(forest: Forest, one: Milestone) -> str | None:
    """Return the anchor's kind: all gates of a Trip stand together."""
    derived = forest.anchor_of(one.id)
    return derived.anchor.kind if derived.anchor else derived.text


def _entity(_forest: Forest, one: Milestone) -> str | None:
    return one.links[0].kind if one.links else None


_NAMES: Final[Mapping[GroupBy, _Name]] = {
    GroupBy.MODULE: _module,
    GroupBy.STATUS: lambda _forest, one: str(one.status),
    GroupBy.PRIORITY: _priority,
    GroupBy.ANCHOR: _anchor,
    GroupBy.ENTITY: _entity,
    GroupBy.PLAN: lambda _forest, one: one.plan,
    GroupBy.OWNER: _shown("owner"),
}

_Places: TypeAlias = Mapping[str, Any]
"""What each group, by its key, is sorted by."""


def _by_name(_forest: Forest, names: Mapping[str, str]) -> _Places:
    return {key: natural(name) for key, name in names.items()}


_SPREADS: Final[Mapping[GroupBy, Callable[[Forest, Mapping[str, str]], _Places]]] = {
    GroupBy.STATUS: lambda _forest, _names: {str(one): at for at, one in enumerate(Status)},
    GroupBy.PLAN: lambda forest, _names: plan_places(forest),
}

_KEYS: Final[Mapping[GroupBy, Callable[[str], str]]] = {
    GroupBy.PLAN: str,
    GroupBy.ANCHOR: lambda name: kind_key(name) or folded(name),
}
"""What groups are told apart by, where not the case alone makes no difference."""
