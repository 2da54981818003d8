"""What to do next, and why: the first milestone that isn't done, by priority, then plan order."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache

from mlv_tui.domain.forest import Forest
from mlv_tui.domain.milestone import Status
from mlv_tui.domain.reasons import cause_to_skip, reason_to_skip
from mlv_tui.domain.waiting import waiting
from mlv_tui.domain.waiting_words import is_knotted, quoted, waits_told

UNRANKED = 10
"""Where milestones without a priority stand: after every number a plan may give (0 to 9)."""


@dataclass(frozen=True, slots=True)
class Skipped:
    """A milestone that can't be done now, and why.

    Attributes:
        id: The milestone's.
        forest: It is in; the reason is worded only when somebody asks.
    """

    id: int
    forest: Forest = field(repr=False)

    @property
    def reason(self) -> str:
        """Why, in a few words."""
        return reason_to_skip(self.forest, self.id)


@dataclass(frozen=True, slots=True)
class NextAction:
    """A milestone that can be done now.

    Attributes:
        id: The milestone's.
        why: One sentence.
    """

    id: int
    why: str


@dataclass(frozen=True, slots=True)
class Agenda:
    """Everything that can be done now, the next one first, and all that can't.

    Attributes:
        actions: By priority, then in plan order.
        skipped: In tree order, detached ones last; done ones aren't listed, nor detached
            ones that nobody touched.
    """

    actions: tuple[NextAction, ...]
    skipped: tuple[Skipped, ...]


@lru_cache(maxsize=2)
def agenda(forest: Forest) -> Agenda:
    """Order what can be done now by priority number, then plan order; remembered by forest.

    A parent yields to what is open below it; see `cause_to_skip` for what else is skipped.
    """
    left = [
        ident
        for ident in (*forest.order, *forest.detached_shown)
        if forest[ident].status is not Status.DONE
    ]
    ready = ranked(forest, left)
    able = set(ready)
    skipped = tuple(Skipped(ident, forest) for ident in left if ident not in able)
    return Agenda(tuple(_action(forest, ready, at) for at in range(len(ready))), skipped)


def ranked(forest: Forest, ids: Iterable[int]) -> list[int]:
    """Return what can be done now of some milestones in tree order, the next one first."""
    able = (ident for ident in ids if forest[ident].status is not Status.DONE)
    ready = [ident for ident in able if cause_to_skip(forest, ident) is None]
    return sorted(ready, key=lambda ident: _rank(forest, ident))


def _rank(forest: Forest, ident: int) -> int:
    priority = forest.priority[ident]
    return UNRANKED if priority is None else priority


def _action(forest: Forest, ready: list[int], at: int) -> NextAction:
    ident = ready[at]
    label = priority_told(forest, ident)
    if at:
        return NextAction(ident, f"{label}, number {at + 1} of {len(ready)} that can be done now")
    if forest.priority[ident] is None:
        return NextAction(ident, "first in plan order; nothing that can be done now has a priority")
    return NextAction(ident, f"first in plan order of {label}, the lowest number that can be done")


def priority_told(forest: Forest, ident: int) -> str:
    """Say by which priority a milestone is ranked."""
    priority = forest.priority_of(ident)
    return "no priority set" if priority is None else f"P{priority}"


def why_not(forest: Forest, ident: int) -> str:
    """Say of any milestone why it is next, or why it isn't."""
    one = forest[ident]
    if one.is_removed:
        return "removed"
    if one.status is Status.DONE:
        return "done"
    return reason_to_skip(forest, ident) or _why_not_first(forest, ident)


def _why_not_first(forest: Forest, ident: int) -> str:
    actions = agenda(forest).actions
    why = next(one.why for one in actions if one.id == ident)
    first = actions[0].id
    return why if ident == first else f"{why}; {quoted(forest, first)} comes first"


def why_nothing(forest: Forest) -> str:
    """Say why there is no next action."""
    total = forest.total
    if not len(forest):
        return "There are no milestones yet."
    if not total.all:
        return "Nothing is left: all milestones are archived or detached."
    if total.done == total.all:
        return (
            "The milestone is done." if total.all == 1 else f"All {total.all} milestones are done."
        )
    knotted = next((ident for ident in waiting(forest) if is_knotted(forest, ident)), None)
    if knotted is not None:
        return f"Nothing can be done now: {quoted(forest, knotted)} {waits_told(forest, knotted)}."
    return "Nothing can be done now: all that is left is blocked, or waits for what is."
