"""What happened in a change set, in the words that hooks are asked for with."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from mlv_tui.domain.change_set import Change, ChangeKind, Origin
from mlv_tui.domain.milestone import Milestone, Status
from mlv_tui.domain.project_changes import is_of_project
from mlv_tui.domain.transfers import is_transfer
from mlv_tui.domain.undoing import is_settling, with_values

INGESTED: Final = "ingested"

EVENTS: Final = (
    "created",
    "done",
    "status",
    "archived",
    "restored",
    "removed",
    "detached",
    "reattached",
    "conflict",
    "linked",
    "moved",
    "edited",
    INGESTED,
)
"""All there are, the more telling first."""

_BY_KIND: Final[Mapping[ChangeKind, str]] = {
    ChangeKind.NEW: "created",
    ChangeKind.DETACHED: "detached",
    ChangeKind.AMBIGUOUS: "detached",
    ChangeKind.REATTACHED: "reattached",
    ChangeKind.MOVED: "moved",
}
_PLACES: Final = frozenset({"parent", "order", "placed"})
_TOLD_OTHERWISE: Final = _PLACES | {
    "status",
    "my_status",
    "archived_at",
    "removed_at",
    "detached_at",
    "links",
    "links_by_hand",
    "source_key",
    "plan",
    "level",
    "project",
}
"""What is changed by something that has an event of its own, or follows from it."""


@dataclass(frozen=True, slots=True)
class Happened:
    """One event of a change set.

    Attributes:
        event: One of `EVENTS`.
        milestones: The ids of those that it happened to, in the order of the change set.
    """

    event: str
    milestones: tuple[int, ...]


def happened(
    origin: Origin, changes: Iterable[Change], after: Mapping[int, Milestone]
) -> tuple[Happened, ...]:
    """Tell what a change set did, in the order of `EVENTS`.

    Args:
        origin: What made it.
        changes: What it changed; what it did to the project itself is no event.
        after: The milestones as it left them, by id; those that went since may be missing.
    """
    found: dict[str, dict[int, None]] = {}
    for change in changes:
        if is_of_project(change):
            continue
        for event in events_of(change, after.get(change.milestone_id)):
            found.setdefault(event, {})[change.milestone_id] = None
        if origin is Origin.INGEST:
            found.setdefault(INGESTED, {})[change.milestone_id] = None
    if origin is Origin.INGEST:
        found.setdefault(INGESTED, {})
    return tuple(Happened(one, tuple(found[one])) for one in EVENTS if one in found)


def events_of(change: Change, after: Milestone | None) -> frozenset[str]:
    """Name what happened to one milestone.

    Args:
        change: What was and what is.
        after: The milestone as the change left it; None if it isn't known any more.
    """
    return frozenset(_events(change, after))


def _events(change: Change, after: Milestone | None) -> Iterator[str]:
    if change.kind in _BY_KIND:
        yield _BY_KIND[change.kind]
    if change.kind is ChangeKind.NEW:
        if after is not None and after.status is Status.DONE:
            yield "done"
        return
    if is_transfer(change) or (_PLACES & change.after.keys() and not is_settling(change)):
        yield "moved"
    if change.after.keys() - _TOLD_OTHERWISE:
        yield "edited"
    if after is not None:
        yield from _between(with_values(after, change.before), after)


def _between(before: Milestone, after: Milestone) -> Iterator[str]:
    """Tell what only both sides of a change together show."""
    if before.status is not after.status:
        yield "status"
        if after.status is Status.DONE:
            yield "done"
    yield from (event for event, has_come in _COME.items() if has_come(before, after))


_COME: Final[Mapping[str, Callable[[Milestone, Milestone], bool]]] = {
    "archived": lambda was, now: now.is_archived and not was.is_archived,
    "removed": lambda was, now: now.is_removed and not was.is_removed,
    "restored": lambda was, now: _is_away(was) and not _is_away(now),
    "conflict": lambda was, now: not set(now.conflicts) <= set(was.conflicts),
    "linked": lambda was, now: not set(now.links) <= set(was.links),
    "edited": lambda was, now: not set(was.links) <= set(now.links),
}
"""Tells of each event whether it lies between a milestone before and after."""


def _is_away(one: Milestone) -> bool:
    return one.is_archived or one.is_removed


def before_all(known: dict[int, Milestone], changes: Iterable[Change]) -> None:
    """Put milestones back, in place, as they were before a change set.

    Args:
        known: The milestones as the change set left them, by id.
        changes: Its changes.
    """
    for change in changes:
        one = known.get(change.milestone_id)
        if one is not None and change.kind is not ChangeKind.NEW:
            known[one.id] = with_values(one, change.before)
