"""Orders of milestones: by several fields, and within the tree."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final, TypeAlias

from mlv_tui.domain.anchors import place_of
from mlv_tui.domain.folding import folded, listed, meant
from mlv_tui.domain.forest import Forest
from mlv_tui.domain.in_sight import whole_order
from mlv_tui.domain.milestone import Milestone, Status
from mlv_tui.errors import QueryError

_DIGITS: Final = re.compile(r"([0-9]{1,18})")
_REMEMBERED: Final = 32_768
_KEY: Final = re.compile(r"[^,\s]+")


@dataclass(frozen=True, slots=True)
class SortKey:
    """A field to sort by.

    Attributes:
        field: One of `SORT_FIELDS`.
        descending: Whether the largest stands first. What has no value stands last either way.
    """

    field: str
    descending: bool = False

    def __str__(self) -> str:
        """Write it as it is typed."""
        return f"{'-' if self.descending else ''}{self.field}"


Sort: TypeAlias = tuple[SortKey, ...]
"""The first key decides, then the next; none at all leaves milestones in tree order."""

_Rank: TypeAlias = Callable[[Milestone], Any]
"""Gives what a milestone is compared by; None where it has nothing."""
_Ranks: TypeAlias = Callable[[Forest], _Rank]
"""Prepares that, once for a forest."""


@lru_cache(maxsize=_REMEMBERED)
def natural(text: str) -> tuple[tuple[int, int, str], ...]:
    """Compare texts as people count: `Step 2` before `Step 10`, whatever the case."""
    pieces = _DIGITS.split(folded(text))
    return tuple(
        (0, int(one), "") if at % 2 else (1, 0, one) for at, one in enumerate(pieces) if one
    )


def plan_places(forest: Forest) -> dict[str, int]:
    """Number the plans in the order in which they are shown; those that lost all headings last."""
    names = dict.fromkeys(layout.plan for layout in forest.layouts)
    others = {one.plan for one in forest.by_id.values() if one.plan} - names.keys()
    return {name: at for at, name in enumerate((*names, *sorted(others)))}


def _text(name: str) -> _Ranks:
    def rank(one: Milestone) -> Any:
        value: str | None = one.shown(name)
        return natural(value) if value else None

    return lambda _forest: rank


def _plan(forest: Forest) -> _Rank:
    places = plan_places(forest)
    return lambda one: places.get(one.plan or "")


def _priority(forest: Forest) -> _Rank:
    return lambda one: forest.priority_of(one.id)


def _module(forest: Forest) -> _Rank:
    modules = forest.modules
    return lambda one: natural(modules[one.id].text) if one.id in modules else None


def _anchor(forest: Forest) -> _Rank:
    """Sort anchors as they follow each other: by kind along the chain, then by the first gate."""
    anchors = forest.anchors
    return lambda one: place_of(anchors[one.id].text) if one.id in anchors else None


_STATUSES: Final = {status: at for at, status in enumerate(Status)}
_RANKS: Final[Mapping[str, _Ranks]] = {
    "priority": _priority,
    "due": lambda _forest: lambda one: one.shown("due"),
    "title": lambda _forest: lambda one: natural(one.title) or None,
    "status": lambda _forest: lambda one: _STATUSES[one.status],
    "changed": lambda _forest: lambda one: one.updated_at,
    "created": lambda _forest: lambda one: one.created_at,
    "plan": _plan,
    "module": _module,
    "anchor": _anchor,
    "owner": _text("owner"),
    "id": lambda _forest: lambda one: one.id,
}
_ALIASES: Final = {"prio": "priority"}
SORT_FIELDS: Final = tuple(_RANKS)
"""What can be sorted by, in the order in which it is told."""


def parse_sort(text: str) -> Sort:
    """Understand an order such as `prio,due,-title`; nothing is the order of the tree.

    Raises:
        QueryError: If it can't be understood; points at the word.
    """
    keys: dict[str, SortKey] = {}
    try:
        for found in _KEY.finditer(text):
            key = _key(found[0], found.start())
            keys.setdefault(key.field, key)
    except QueryError as error:
        error.text = text
        raise
    return tuple(keys.values())


def _key(word: str, at: int) -> SortKey:
    name = word.removeprefix("-").casefold()
    field = _ALIASES.get(name, name)
    if field in _RANKS:
        return SortKey(field, descending=word.startswith("-"))
    near = meant(name, (*_RANKS, *_ALIASES))
    hint = f"{near} Sort by {listed(SORT_FIELDS)}; “-” in front turns it round.".lstrip()
    raise QueryError(f"“{word}” is nothing to sort by.", hint, at=at, length=len(word))


def sort_text(sort: Sort) -> str:
    """Write an order as it is typed."""
    return ",".join(map(str, sort))


def sorted_ids(forest: Forest, ids: Iterable[int], sort: Sort) -> tuple[int, ...]:
    """Sort some milestones as a flat list; equal ones stay in the order of the tree.

    Args:
        forest: Theirs.
        ids: In any order.
        sort: Missing values stand last, whatever the direction.
    """
    wanted = set(ids)
    found = [ident for ident in whole_order(forest) if ident in wanted]
    return tuple(_sorted(forest, found, _bound(forest, sort)))


def tree_order(forest: Forest, sort: Sort) -> tuple[int, ...]:
    """Return the attached milestones with siblings sorted: parents before what is below them."""
    if not sort:
        return forest.order
    bound = _bound(forest, sort)
    below = {above: _sorted(forest, ids, bound) for above, ids in forest.children.items()}
    found: list[int] = []
    left = list(reversed(below.get(None, [])))
    while left:
        ident = left.pop()
        found.append(ident)
        left += reversed(below.get(ident, ()))
    return tuple(found)


_Bound: TypeAlias = Sequence[tuple[_Rank, bool]]
"""What decides last stands first, each with whether the largest goes first."""


def _bound(forest: Forest, sort: Sort) -> _Bound:
    return [(_RANKS[key.field](forest), key.descending) for key in reversed(sort)]


def _sorted(forest: Forest, ids: Sequence[int], bound: _Bound) -> list[int]:
    """Sort by the last key first: equal ones keep the order that they have."""
    found = list(ids)
    for rank, is_descending in bound if len(found) > 1 else ():
        ranks = {ident: rank(forest.by_id[ident]) for ident in found}
        having = [ident for ident in found if ranks[ident] is not None]
        without = [ident for ident in found if ranks[ident] is None]
        having.sort(key=ranks.__getitem__, reverse=is_descending)
        found = having + without
    return found
