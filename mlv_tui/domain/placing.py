"""Where milestones stand: as their plans have them, and as people put them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Final

from mlv_tui.domain.milestone import Milestone, Placed


class End(Enum):
    """A place among siblings that has no sibling's name."""

    LAST = "last"


LAST: Final = End.LAST
"""The last place below a parent."""


@dataclass(frozen=True, slots=True)
class Before:
    """The place right before a sibling."""

    sibling: int


Behind = int | None | End | Before
"""The sibling to stand right behind; None for the first place, `LAST` for the last."""


@dataclass(frozen=True, slots=True)
class Places:
    """The trees of all that stands in one: what has a heading or was added by hand.

    Removed ones are in them as well: what stands behind or below one stays where it is.

    Attributes:
        parent: The id above each.
        children: The ids right below each id, in order; below None the roots.
        ignored: Those whose place by hand can't be for now: they would stand below themselves.
    """

    parent: dict[int, int | None]
    children: Mapping[int | None, Sequence[int]]
    ignored: frozenset[int]

    def shown(self, ones: Mapping[int, Milestone]) -> dict[int, int | None]:
        """Leave the removed ones out; what is below one comes below the nearest shown ancestor.

        Returns:
            The id above each that is shown, in tree order.
        """
        found: dict[int, int | None] = {}
        roots = reversed(self.children.get(None, ()))
        waiting: list[tuple[int, int | None]] = [(ident, None) for ident in roots]
        while waiting:
            ident, above = waiting.pop()
            if not ones[ident].is_removed:
                found[ident] = above
                above = ident
            below = self.children.get(ident)
            if below:
                waiting.extend((child, above) for child in reversed(below))
        return found


def is_as_planned(ones: Iterable[Milestone]) -> bool:
    """Tell whether all stands, and is shown, just as the plans have it."""
    return not any(one.placed or one.removed_at is not None or one.plan is None for one in ones)


def places_of(ones: Mapping[int, Milestone], plan_parent: Mapping[int, int | None]) -> Places:
    """Put milestones where people want them, the others where their plans have them.

    Args:
        ones: All of a project's, by id.
        plan_parent: The id above each that has a heading, in plan order.
    """
    by_hand = {one.id for one in ones.values() if one.is_by_hand and not one.is_detached}
    standing = plan_parent.keys() | by_hand
    put = {ident: at for ident in standing if (at := ones[ident].placed) is not None}
    put = {ident: at for ident, at in put.items() if at.parent is None or at.parent in standing}
    parent = {**plan_parent, **dict.fromkeys(sorted(by_hand - plan_parent.keys()))}
    parent |= {ident: at.parent for ident, at in put.items()}
    ignored = _open_circles(parent, plan_parent, put)
    for ident in ignored:
        del put[ident]
    return Places(parent, _children(parent, put), frozenset(ignored))


def is_above(parent: Mapping[int, int | None], ident: int, other: int | None) -> bool:
    """Tell whether a milestone is another one, or stands above it.

    Args:
        parent: The id above each.
        ident: The milestone's.
        other: The other one's; None for nothing.
    """
    seen: set[int] = set()
    while other is not None and other not in seen:
        if other == ident:
            return True
        seen.add(other)
        other = parent.get(other)
    return False


def _open_circles(
    parent: dict[int, int | None], plan_parent: Mapping[int, int | None], put: Mapping[int, Placed]
) -> set[int]:
    """Let one of each circle stand as its plan has it, that which was put there last.

    Plans make no circles, so each has one that a person put there.
    """
    ignored: set[int] = set()
    safe: set[int] = set()
    for ident in sorted(put):
        while circle := _circle_above(ident, parent, safe):
            by_hand = (one for one in circle if one in put and one not in ignored)
            last = max(by_hand, key=lambda one: (put[one].number, one))
            parent[last] = plan_parent.get(last)
            ignored.add(last)
    return ignored


def _circle_above(ident: int, parent: Mapping[int, int | None], safe: set[int]) -> list[int]:
    """Go up from a milestone; return the circle that leads into, if any, else note it is safe."""
    path: dict[int, int] = {}
    at: int | None = ident
    while at is not None and at not in safe:
        if at in path:
            return list(path)[path[at] :]
        path[at] = len(path)
        at = parent[at]
    safe.update(path)
    return []


def _children(
    parent: Mapping[int, int | None], put: Mapping[int, Placed]
) -> dict[int | None, Sequence[int]]:
    found: dict[int | None, list[int]] = {}
    added: dict[int | None, list[int]] = {}
    for ident, above in parent.items():
        (added if ident in put else found).setdefault(above, []).append(ident)
    for above, ids in added.items():
        found[above] = _siblings(found.get(above, []), {ident: put[ident] for ident in ids})
    return dict(found)


def _siblings(planned: Sequence[int], put: Mapping[int, Placed]) -> list[int]:
    """Put some among the siblings that stand as planned, each right behind its own.

    Of several behind the same, the one that was put there last comes first. Those behind none of
    these, or behind each other in a circle, come at the end.
    """
    known = {*planned, *put}
    followers: dict[int | None, list[int]] = {}
    lost: list[int] = []
    in_turn = sorted(put, key=lambda ident: (put[ident].number, ident))
    for ident in in_turn:
        behind = put[ident].behind
        is_lost = behind is not None and behind not in known
        (lost if is_lost else followers.setdefault(behind, [])).append(ident)
    first = [*reversed(followers.pop(None, ())), *planned, *lost]
    return list(dict.fromkeys([*_unrolled(first, followers), *_unrolled(in_turn, followers)]))


def _unrolled(ids: Sequence[int], followers: dict[int | None, list[int]]) -> Iterator[int]:
    """Yield some, each followed by what is behind it, which is used up."""
    waiting = list(reversed(ids))
    while waiting:
        ident = waiting.pop()
        yield ident
        waiting.extend(followers.pop(ident, ()))
