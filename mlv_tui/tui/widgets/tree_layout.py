"""Laying a forest out as rows: filtered, grouped, sorted, narrowed to what is below one."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from hashlib import blake2b
from typing import Final

from mlv_tui.domain.forest import Forest
from mlv_tui.domain.grouping import Group, GroupBy, group
from mlv_tui.domain.milestone import Status
from mlv_tui.domain.query import Query
from mlv_tui.domain.sorting import Sort, sorted_ids
from mlv_tui.tui.widgets.tree_shape import (
    ARCHIVED_GROUP,
    DETACHED_GROUP,
    GROUPS,
    Head,
    Shape,
    is_head,
    shape_from_depths,
)


@dataclass(frozen=True, slots=True)
class Arrangement:
    """What of a forest is shown, and in which order.

    Attributes:
        query: What milestones have to be; None for all of them.
        group: What they are put together by.
        sort: The order of siblings, and within groups; nothing for the forest's own.
        root: The row that is shown with all below it, be it a group's head; None for all rows.
    """

    query: Query | None = None
    group: GroupBy = GroupBy.TREE
    sort: Sort = ()
    root: int | None = None


TREE: Final = Arrangement()
"""Everything, as it stands."""


@dataclass(slots=True)
class _Rows:
    """Rows on their way to a shape."""

    ids: list[int] = field(default_factory=list)
    depths: list[int] = field(default_factory=list)

    def add_group(self, head: int, below: _Rows) -> None:
        """Add rows below a head; no head where there are none."""
        if below.ids:
            self.ids += (head, *below.ids)
            self.depths += (0, *(depth + 1 for depth in below.depths))


def shape_of(forest: Forest, arrangement: Arrangement = TREE) -> Shape:
    """Lay a forest out: the live trees or groups, then the detached, then what is put away."""
    query, root, sort = arrangement.query, arrangement.root, arrangement.sort
    matching = None if query is None else query.ids(forest)
    if arrangement.group is GroupBy.TREE:
        rows, heads, kept = _tree(forest, sort, matching), dict[int, Head](), matching
    else:
        kept = _in_subtree(forest, root, matching)
        rows, heads = _groups(forest, arrangement, kept)
        root = root if root is not None and is_head(root) else None
    _add_detached(rows, forest, sort, kept)
    _add_archived(rows, forest, sort, kept)
    whole = shape_from_depths(rows.ids, rows.depths)
    shape = whole if root is None else whole.below(root) if root in whole.places else Shape()
    return replace(shape, heads=heads, matching=matching)


def _in_subtree(
    forest: Forest, root: int | None, matching: frozenset[int] | None
) -> frozenset[int] | None:
    """Keep what matches and is, or is below, a milestone that is to be grouped alone."""
    if root is None or is_head(root):
        return matching
    below = [root]
    for ident in below:
        below += forest.children.get(ident, ())
    return frozenset(below) if matching is None else matching.intersection(below)


def _tree(forest: Forest, sort: Sort, matching: Collection[int] | None) -> _Rows:
    away, depth_of = forest.put_away, forest.depth
    order: Sequence[int] = _order(forest, sort)
    if away:
        order = [ident for ident in order if ident not in away]
    order = _with_context(order, matching, forest.parent)
    return _Rows(list(order), [depth_of[ident] for ident in order])


def _with_context(
    order: Sequence[int], matching: Collection[int] | None, parent: Mapping[int, int | None]
) -> Sequence[int]:
    """Keep what matches and what is above it.

    Args:
        order: Every parent before what is below it.
        matching: None to keep all.
        parent: What is above each; may lead out of the order.
    """
    if matching is None:
        return order
    kept: set[int | None] = set()
    for ident in reversed(order):
        if ident in matching or ident in kept:
            kept.add(ident)
            kept.add(parent[ident])
    return [ident for ident in order if ident in kept]


def _groups(
    forest: Forest, arrangement: Arrangement, kept: frozenset[int] | None
) -> tuple[_Rows, dict[int, Head]]:
    by, away = arrangement.group, forest.put_away
    live = [one for one in forest.order if one not in away] if away else forest.order
    rows, heads = _Rows(), dict[int, Head]()
    for each in group(forest, live if kept is None else kept.intersection(live), by):
        head = head_id(by, each.name, is_none=each.is_none)
        heads[head] = Head(_title(each, by), each.progress, _state(each, by), each.unanchored)
        rows.add_group(head, _nested(_sorted(forest, each.ids, arrangement.sort), forest.parent))
    return rows, heads


def head_id(by: GroupBy, name: str, *, is_none: bool = False) -> int:
    """Number a group's head, the same for ever: its fold is remembered by it."""
    written = f"{by}:{is_none:d}:{name.casefold()}"
    number = int.from_bytes(blake2b(written.encode("utf-8", "replace"), digest_size=4).digest())
    return min(GROUPS) - 1 - number


def _title(each: Group, by: GroupBy) -> str:
    return f"no {by}" if each.is_none else each.name


def _state(each: Group, by: GroupBy) -> Status | None:
    return Status(each.name) if by is GroupBy.STATUS else None


def _nested(ids: Sequence[int], parent: Mapping[int, int | None]) -> _Rows:
    """Put each below the nearest of its ancestors that is among them, siblings as they stand."""
    among = set(ids)
    below: dict[int | None, list[int]] = {}
    for ident in ids:
        above = parent.get(ident)
        while above is not None and above not in among:
            above = parent[above]
        below.setdefault(above, []).append(ident)
    rows = _Rows()
    left = [(ident, 0) for ident in reversed(below.get(None, ()))]
    while left:
        ident, depth = left.pop()
        rows.ids.append(ident)
        rows.depths.append(depth)
        if ident in below:
            left += [(one, depth + 1) for one in reversed(below[ident])]
    return rows


@lru_cache(maxsize=1)
def _ranks(forest: Forest, sort: Sort) -> Mapping[int, int]:
    """Number all milestones as they are sorted: while a filter is typed, that stays the same."""
    return {ident: rank for rank, ident in enumerate(sorted_ids(forest, forest.by_id, sort))}


def _sorted(forest: Forest, ids: Sequence[int], sort: Sort) -> Sequence[int]:
    return sorted(ids, key=_ranks(forest, sort).__getitem__) if sort else ids


@lru_cache(maxsize=1)
def _order(forest: Forest, sort: Sort) -> Sequence[int]:
    """Return the attached ones in tree order, siblings sorted."""
    if not sort:
        return forest.order
    return tuple(_nested(_sorted(forest, forest.order, sort), forest.parent).ids)


def _add_detached(
    rows: _Rows, forest: Forest, sort: Sort, matching: Collection[int] | None
) -> None:
    ids = [one for one in forest.detached_shown if not forest[one].is_archived]
    if matching is not None:
        ids = [ident for ident in ids if ident in matching]
    loose = list(_sorted(forest, ids, sort))
    rows.add_group(DETACHED_GROUP, _Rows(loose, [0] * len(loose)))


def _add_archived(
    rows: _Rows, forest: Forest, sort: Sort, matching: Collection[int] | None
) -> None:
    """Add what is archived with what is below it, then those that have no heading any more."""
    away = forest.put_away
    order = [ident for ident in _order(forest, sort) if ident in away] if away else []
    kept = _with_context(order, matching, forest.parent)
    stored = [one for one in forest.detached_shown if forest[one].is_archived]
    if matching is not None:
        stored = [ident for ident in stored if ident in matching]
    depths: dict[int, int] = {}
    for ident in kept:
        depths[ident] = depths.get(forest.parent[ident] or 0, -1) + 1
    rows.add_group(
        ARCHIVED_GROUP, _Rows([*kept, *stored], [*depths.values(), *([0] * len(stored))])
    )
