"""What people put on milestones: pure edits of one milestone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from mlv_tui.domain.milestone import ME, SHARED_FIELDS, Milestone, Mine, Status
from mlv_tui.domain.refusals import Refused


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


def without_me(values: Mapping[str, Any], me: str) -> Mapping[str, Any]:
    """Put a person's name where they wrote `me` for an owner, as a filter understands it.

    Args:
        values: As `with_values` takes them.
        me: The person.
    """
    owner = values.get("owner")
    is_me = isinstance(owner, str) and owner.casefold() == ME
    return {**values, "owner": me} if is_me else values


def with_plans_own(one: Milestone, name: str) -> Milestone:
    """Drop a person's own value of a shared field: it follows the plan again.

    Args:
        one: The milestone.
        name: One of `SHARED_FIELDS`.

    Raises:
        Refused: If nothing would be left of it: what was added by hand has its title from people.
    """
    if name not in one.mine:
        return one
    if name == "title" and one.is_by_hand:
        raise Refused("it was added by hand, so no plan has a title for it")
    return replace(one, mine={key: own for key, own in one.mine.items() if key != name})


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


def with_values(one: Milestone, values: Mapping[str, Any]) -> Milestone:
    """Set several values that people put on milestones.

    Args:
        one: The milestone.
        values: By the names of shared fields, `notes` or `waits_for`; None for none.

    Raises:
        KeyError: If people set no such value.
    """
    for name, value in values.items():
        one = _with_value(one, name, value)
    return one


def _with_value(one: Milestone, name: str, value: Any) -> Milestone:
    if name == "notes":
        return with_notes(one, value or "")
    if name == "waits_for":
        return replace(one, waits_for=tuple(value or ()))
    return with_shared(one, name, value)


def with_removed(one: Milestone, now: int) -> Milestone:
    """Remove a milestone; one that was removed already keeps its day.

    Args:
        one: The milestone.
        now: Epoch milliseconds.
    """
    return one if one.is_removed else replace(one, removed_at=now)
