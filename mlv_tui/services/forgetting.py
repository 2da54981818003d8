"""What is forgotten after a while: detached milestones nobody touched, and removed ones."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import Final

from mlv_tui.domain.milestone import Milestone
from mlv_tui.domain.project import Snapshot
from mlv_tui.storage.writing import Writing

DAY: Final = 24 * 60 * 60 * 1000
"""Milliseconds."""


def forget(
    writing: Writing, snapshot: Snapshot, before: int, kept: Collection[int] = ()
) -> tuple[int, ...]:
    """Delete what was detached or removed too long ago, in the transaction of an ingest.

    What a person touched stays, however old, unless they removed it; so does what has a heading,
    what something else stands below, behind or waits for, and all history.

    Args:
        writing: Writes to the project.
        snapshot: What is stored of it.
        before: Epoch milliseconds; what was detached, or removed, earlier goes.
        kept: The ids that the ingest itself writes: they may be back just now.

    Returns:
        The ids that are gone.
    """
    ids = tuple(one.id for one in _outlived(snapshot, before) if one.id not in kept)
    writing.delete(ids)
    return ids


def is_overdue(snapshot: Snapshot, before: int) -> bool:
    """Tell whether something should have gone a day ago, so that it is worth a write of its own.

    Args:
        snapshot: What is stored of a project.
        before: As for `forget`.
    """
    return any(True for _ in _outlived(snapshot, before - DAY))


def _outlived(snapshot: Snapshot, before: int) -> Iterable[Milestone]:
    old = [one for one in snapshot.milestones.values() if _is_old(one, before)]
    if not old:
        return ()
    named = set(_named(snapshot.milestones.values()))
    return [one for one in old if one.id not in named]


def _is_old(one: Milestone, before: int) -> bool:
    if not one.is_detached and not one.is_by_hand:
        return False
    if one.is_touched and not one.is_removed:
        return False
    return max(one.detached_at or 0, one.removed_at or 0) < before


def _named(ones: Iterable[Milestone]) -> Iterator[int | None]:
    """Yield what others stand below or behind, or wait for."""
    for one in ones:
        if not one.is_removed:
            yield from one.waits_for
            if one.placed is not None:
                yield from (one.placed.parent, one.placed.behind)
