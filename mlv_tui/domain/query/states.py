"""The words of `is:` and `has:`, each with its check and what it says of a milestone."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from mlv_tui.domain.forest import Forest
from mlv_tui.domain.milestone import Status
from mlv_tui.domain.next_action import agenda
from mlv_tui.domain.query.days import is_overdue
from mlv_tui.domain.query.tree import Check, Given, Test
from mlv_tui.domain.waiting import waiting

ARCHIVED: Final = "archived"


@dataclass(frozen=True, slots=True)
class State:
    """A word that holds for some milestones.

    Attributes:
        check: Whether it holds.
        yes: What is so where it does.
        no: What is so where it doesn't.
    """

    check: Callable[[Given], Check]
    yes: str
    no: str


def _always(test: Test) -> Callable[[Given], Check]:
    """Make a check that needs no forest."""
    return lambda _given: lambda _forest: test


def _of(check: Check) -> Callable[[Given], Check]:
    """Make a check that needs nothing given."""
    return lambda _given: check


def _status(status: Status) -> State:
    said = f"it is {status}"
    return State(_always(lambda one: one.status is status), said, f"it isn't {status}")


def _overdue(given: Given) -> Check:
    return lambda _forest: lambda one: is_overdue(one, given.today)


def _archived(forest: Forest) -> Test:
    away = forest.put_away
    return lambda one: one.archived_at is not None or one.id in away


def _next(forest: Forest) -> Test:
    first = next((one.id for one in agenda(forest).actions), None)
    return lambda one: one.id == first


def _ready(forest: Forest) -> Test:
    ready = {one.id for one in agenda(forest).actions}
    return lambda one: one.id in ready


def _leaf(forest: Forest) -> Test:
    above = forest.children
    return lambda one: one.id not in above


def _parent(forest: Forest) -> Test:
    above = forest.children
    return lambda one: one.id in above


def _root(forest: Forest) -> Test:
    above = forest.parent
    return lambda one: above.get(one.id) is None


def _waiting(forest: Forest) -> Test:
    waits = waiting(forest)
    return lambda one: one.id in waits


def _touched() -> State:
    yes, no = "somebody put something on it", "nobody put anything on it"
    return State(_always(lambda one: one.is_touched), yes, no)


def _shown(name: str, words: str) -> State:
    return State(_always(lambda one: bool(one.shown(name))), f"it has {words}", f"it has no {name}")


def _anchored(forest: Forest) -> Test:
    anchors = forest.anchors
    return lambda one: one.id in anchors


def _unanchored(forest: Forest) -> Test:
    anchors = forest.anchors
    return lambda one: one.id not in anchors


def _has_module(forest: Forest) -> Test:
    modules = forest.modules
    return lambda one: one.id in modules


def _has_priority(forest: Forest) -> Test:
    priority = forest.priority_of
    return lambda one: priority(one.id) is not None


IS: Final[Mapping[str, State]] = {
    **{str(status): _status(status) for status in Status},
    "detached": State(
        _always(lambda one: one.is_detached), "its heading is gone", "it isn't detached"
    ),
    ARCHIVED: State(_of(_archived), "it is put away", "it isn't archived"),
    "conflict": State(
        _always(lambda one: bool(one.mine) and bool(one.conflicts)),
        "its plan and a person disagree",
        "it isn't in conflict",
    ),
    "next": State(_of(_next), "it is the next action", "it isn't the next action"),
    "ready": State(_of(_ready), "it can be done now", "it can't be done now"),
    "waiting": State(_of(_waiting), "it waits for others", "it waits for no other"),
    "overdue": State(_overdue, "its due date is over", "it isn't overdue"),
    "leaf": State(_of(_leaf), "nothing is below it", "others are below it"),
    "parent": State(_of(_parent), "others are below it", "nothing is below it"),
    "root": State(_of(_root), "nothing is above it", "it is below another"),
    "mine": _touched(),
    "touched": _touched(),
    "manual": State(
        _always(lambda one: one.plan is None or one.placed is not None),
        "it was made or moved by hand",
        "it stands where its plan puts it",
    ),
    "anchored": State(_of(_anchored), "it has an anchor", "it has no anchor"),
    "unanchored": State(_of(_unanchored), "it has no anchor", "it has an anchor"),
}
"""In the order in which they are told."""

HAS: Final[Mapping[str, State]] = {
    "notes": State(_always(lambda one: bool(one.notes)), "it has notes", "it has no notes"),
    "links": State(_always(lambda one: bool(one.links)), "it has links", "it has no links"),
    "prompt": State(
        _always(lambda one: one.prompt_starters > 0),
        "it has a prompt starter",
        "it has no prompt starter",
    ),
    "due": _shown("due", "a due date"),
    "owner": _shown("owner", "an owner"),
    "module": State(_of(_has_module), "it has a module", "it has no module"),
    "anchor": State(_of(_anchored), "it has an anchor", "it has no anchor"),
    "priority": State(_of(_has_priority), "it has a priority", "it has no priority"),
    "after": State(
        _always(lambda one: bool(one.says.after or one.waits_for)),
        "it is to come after others",
        "it is to come after no other",
    ),
}
