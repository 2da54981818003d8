"""What people put on milestones: pure edits of one milestone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from mlv_tui.domain.milestone import SHARED_FIELDS, Milestone, Mine, Status


def with_shared(one: Milestone, name: str, value: Any) -> Milestone:
    """Set a person's own value of a shared field.

    A value equal to what is shown without it is no value of their own: the field then follows
    the plan again.

    Args:
        one: The milestone.
        name: One of `SHARED_FIELDS`.
        value: The person's.
    """
    if name not in SHARED_FIELDS:
        raise KeyError(name)
    mine: Mapping[str, Mine] = {key: own for key, own in one.mine.items() if key != name}
    said = getattr(one.says, name)
    if name == "status":
        value, default = value or Status.OPEN, said or Status.OPEN
    else:
        default = said
    if value != default:
        mine = {**mine, name: Mine(value, said)}
    return replace(one, mine=mine)


def with_notes(one: Milestone, notes: str) -> Milestone:
    """Set the notes."""
    return replace(one, notes=notes)


def with_archived(one: Milestone, now: int) -> Milestone:
    """Put a milestone away; one that is away already keeps its day.

    Args:
        one: The milestone.
        now: Epoch milliseconds.
    """
    return one if one.is_archived else replace(one, archived_at=now)


def restored(one: Milestone) -> Milestone:
    """Bring an archived milestone back."""
    return replace(one, archived_at=None)
