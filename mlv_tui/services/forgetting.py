"""What is forgotten after a while: detached milestones that nobody ever touched."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Final

from mlv_tui.domain.milestone import Milestone
from mlv_tui.domain.project import Snapshot
from mlv_tui.storage.writing import Writing

DAY: Final = 24 * 60 * 60 * 1000
"""Milliseconds."""


def forget(
    writing: Writing, snapshot: Snapshot, before: int, kept: Collection[int] = ()
) -> tuple[int, ...]:
    """Delete what was detached too long ago, in the transaction of an ingest.

    What a person touched stays, however old; so does what is attached, and all history.

    Args:
        writing: Writes to the project.
        snapshot: What is stored of it.
        before: Epoch milliseconds; what was detached earlier goes.
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
    return (
        one
        for one in snapshot.milestones.values()
        if one.detached_at is not None and one.detached_at < before and not one.is_touched
    )
