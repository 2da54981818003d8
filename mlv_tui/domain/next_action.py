"""What to do next, and why: the first milestone that isn't done, by priority, then plan order."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from mlv_tui.domain.forest import Forest
from mlv_tui.domain.milestone import Milestone, Status

LAST = 10
"""Where milestones without a priority stand: after every number a plan may give (0 to 9)."""


@dataclass(frozen=True, slots=True)
class Skipped:
    """A milestone that isn't next, and why."""

    id: int
    reason: str


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

    Archived, detached and blocked milestones are skipped; a parent yields to what is open below it.
    """
    ready: list[int] = []
    skipped: list[Skipped] = []
    for ident in (*forest.order, *forest.detached_shown):
        one = forest[ident]
        if one.status is Status.DONE:
            continue
        reason = _reason_to_skip(forest, one)
        if reason:
            skipped.append(Skipped(ident, reason))
        else:
            ready.append(ident)
    ready.sort(key=lambda ident: _rank(forest, ident))
    return Agenda(tuple(_action(forest, ready, at) for at in range(len(ready))), tuple(skipped))


def _reason_to_skip(forest: Forest, one: Milestone) -> str:
    if one.is_detached:
        return "detached: its heading is gone"
    if one.is_archived:
        return "archived"
    if one.id in forest.put_away:
        return f"inside {_quoted(forest[forest.put_away[one.id]])}, which is archived"
    if one.status is Status.BLOCKED:
        return "blocked"
    progress = forest.progress[one.id]
    waiting = progress.all - progress.done
    return f"waits for {waiting} below it" if waiting else ""


def _rank(forest: Forest, ident: int) -> int:
    priority = forest.priority[ident]
    return LAST if priority is None else priority


def _action(forest: Forest, ready: list[int], at: int) -> NextAction:
    ident = ready[at]
    priority = forest.priority[ident]
    label = "no priority set" if priority is None else f"P{priority}"
    if at:
        return NextAction(ident, f"{label}, number {at + 1} of {len(ready)} that can be done now")
    if priority is None:
        return NextAction(ident, "first in plan order; nothing that can be done now has a priority")
    return NextAction(ident, f"first in plan order of {label}, the lowest number that can be done")


def _quoted(one: Milestone) -> str:
    return f"“{one.title}”"


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
    return "Nothing can be done now: all that is left is blocked, or waits for what is."
