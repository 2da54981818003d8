"""The ways in which people move milestones: where each of some goes."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from mlv_tui.domain.forest import Forest
from mlv_tui.domain.milestone import Placed, Status
from mlv_tui.domain.moving import Moving
from mlv_tui.domain.placing import Behind
from mlv_tui.domain.refusals import Refusal, Refused, check_in_a_tree

BESIDE_NOTHING: Final = "it is put away, so it stands beside nothing that is shown"
FIRST: Final = "it is the first already"
LAST_ALREADY: Final = "it is the last already"
NOTHING_BEFORE: Final = "nothing stands before it that it could go below"
AT_THE_TOP: Final = "it is at the top level already"
BY_HAND: Final = "it was added by hand, so no plan has a place for it"


@dataclass(slots=True)
class Moved:
    """What a move comes to.

    Attributes:
        asked: The ids that were asked for, each once, in tree order. What stands below another of
            them goes with that.
        placed: Where milestones stand now, also those that only follow another sibling so that
            they stay where they are; None for what stands as its plan has it again.
        refused: Those that can't be moved.
        above: For each that was asked for, those of them that it stands below.
    """

    asked: list[int]
    placed: dict[int, Placed | None]
    refused: list[Refusal] = field(default_factory=list[Refusal])
    above: dict[int, set[int]] = field(default_factory=dict[int, set[int]])


class Moves:
    """Moves some milestones of a forest, in one of these ways."""

    def __init__(self, forest: Forest, ids: Collection[int], number: int) -> None:
        """Choose them.

        Args:
            forest: The project's.
            ids: Each in it.
            number: The project's number of this write.
        """
        self._forest = forest
        self._moving = Moving(forest, number)
        self.result = Moved(in_tree_order(forest, ids), self._moving.placed)
        self._ids = [one for one in self.result.asked if self._tried(one, self._check)]
        wanted = set(self._ids)
        self.result.above = {one: wanted & {*forest.ancestors(one)} for one in self._ids}
        self._tops = [one for one in self._ids if not self.result.above[one]]

    def to(self, parent: int | None, behind: Behind) -> Moved:
        """Put them below another one, one behind the other.

        Args:
            parent: None for roots; not looked at where a sibling is named.
            behind: The sibling that they are to stand behind, or another place.
        """
        return self._chain(*self._moving.place(parent, behind, set(self._tops)))

    def by(self, step: int) -> Moved:
        """Let them change places with the siblings next to them that aren't moved.

        Args:
            step: How many places down; less than 0 for up.
        """
        for siblings in self._families():
            self._step(siblings, step)
        return self.result

    def indented(self) -> Moved:
        """Put each below the sibling before it that isn't moved, as the last there."""
        tops = set(self._tops)
        for siblings in self._families():
            above = None
            for ident in siblings:
                if ident not in tops:
                    above = ident
                elif above is None:
                    self._refuse(ident, NOTHING_BEFORE)
                else:
                    self._put(ident, above, self._moving.last(above))
        return self.result

    def outdented(self) -> Moved:
        """Put each right behind the one above it."""
        latest: dict[int, int] = {}
        for ident in self._tops:
            above = self._forest.parent[ident]
            if above is None:
                self._refuse(ident, AT_THE_TOP)
            elif self._put(ident, self._moving.parent_of(above), latest.get(above, above)):
                latest[above] = ident
        return self.result

    def put_back(self) -> Moved:
        """Let each stand where its plan has it."""
        for ident in self._ids:
            if self._forest[ident].is_by_hand:
                self._refuse(ident, BY_HAND)
        left = [one for one in self._ids if self._has_a_place_by_hand(one)]
        before = len(left) + 1
        while len(left) < before:  # One that goes back may make room for another.
            before = len(left)
            left = [ident for ident in left if not self._goes_back(ident)]
        for ident in left:
            self._tried(ident, self._moving.put_back)
        return self.result

    def _has_a_place_by_hand(self, ident: int) -> bool:
        one = self._forest[ident]
        return one.placed is not None and not one.is_by_hand

    def _goes_back(self, ident: int) -> bool:
        try:
            self._moving.put_back(ident)
        except Refused:
            return False
        return True

    def _chain(self, parent: int | None, behind: int | None) -> Moved:
        gone: set[int] = set()
        for ident in self._ids:
            goes_along = not gone.isdisjoint(self._forest.ancestors(ident))
            if not goes_along and (ident == behind or self._put(ident, parent, behind)):
                gone.add(ident)
                behind = ident
        return self.result

    def _step(self, siblings: Sequence[int], step: int) -> None:
        tops = set(self._tops)
        ahead = list(siblings) if step < 0 else list(reversed(siblings))
        moved = _gone_ahead(ahead, tops, abs(step))
        order = ahead if step < 0 else list(reversed(ahead))
        before: int | None = None
        for ident in order:
            if ident in moved:
                above = self._forest.parent[ident]
                parent = above if before is None else self._moving.parent_of(before)
                self._put(ident, parent, before)
            elif ident in tops:
                self._refuse(ident, FIRST if step < 0 else LAST_ALREADY)
            before = ident

    def _families(self) -> Iterator[list[int]]:
        """Yield the shown siblings of those that are moved, in order; what is put away aside."""
        forest = self._forest
        kept: list[int] = []
        for ident in self._tops:
            if ident in forest.put_away:
                self._refuse(ident, BESIDE_NOTHING)
            else:
                kept.append(ident)
        self._tops = kept
        for above in dict.fromkeys(forest.parent[ident] for ident in kept):
            yield [one for one in forest.children[above] if one not in forest.put_away]

    def _put(self, ident: int, parent: int | None, behind: int | None) -> bool:
        return self._tried(ident, lambda one: self._moving.put(one, parent, behind))

    def _check(self, ident: int) -> None:
        check_in_a_tree(self._forest[ident])

    def _tried(self, ident: int, move: Callable[[int], None]) -> bool:
        try:
            move(ident)
        except Refused as refusal:
            self._refuse(ident, refusal.reason)
            return False
        return True

    def _refuse(self, ident: int, reason: str) -> None:
        self.result.refused.append(Refusal(ident, reason))


def below(forest: Forest, ids: Iterable[int]) -> tuple[int, ...]:
    """Return what is shown below some milestones, in tree order, themselves aside."""
    wanted = set(ids)
    found: dict[int, None] = {}
    for ident, above in forest.parent.items():
        if above in wanted or above in found:
            found[ident] = None
    return tuple(ident for ident in found if ident not in wanted)


def open_below(forest: Forest, ids: Iterable[int]) -> tuple[int, ...]:
    """Return what isn't done below some milestones, themselves and what is put away aside."""
    return tuple(
        ident
        for ident in below(forest, ids)
        if ident not in forest.put_away and forest[ident].status is not Status.DONE
    )


def in_tree_order(forest: Forest, ids: Iterable[int]) -> list[int]:
    """Sort milestones as they are shown, each once: the detached behind all that stands."""
    once = list(dict.fromkeys(ids))
    if len(once) == 1:
        return once
    rank = {ident: at for at, ident in enumerate((*forest.order, *forest.detached))}
    return sorted(once, key=lambda ident: rank.get(ident, len(rank)))


def _gone_ahead(order: list[int], some: Collection[int], steps: int) -> set[int]:
    """Let some go ahead in an order, in place, each step past one that doesn't go.

    Returns:
        Those that got anywhere.
    """
    moved: set[int] = set()
    for _ in range(min(steps, len(order))):
        for at in range(1, len(order)):
            if order[at] in some and order[at - 1] not in some:
                moved.add(order[at])
                order[at - 1 : at + 1] = order[at], order[at - 1]
    return moved
