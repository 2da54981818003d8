r"""Shared fields three ways: what the plan said, what it says now, what a person says.

The table, for a field whose base is what the plan said when the person's value was set:

| plan \\ mine | none of one's own | a value | cleared |
|---|---|---|---|
| as it was | the plan's | mine | mine: nothing |
| another value | the plan's | equal: the plan's; else a conflict | a conflict |
| says nothing | nothing | mine | nothing |

In a conflict `mine` is shown until somebody decides. Equal values are no value of one's own any
more: the field follows the plan again.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from mlv_tui.domain.milestone import NOTHING_MINE, SHARED_FIELDS, Milestone, Mine, PlanValues


class Take(StrEnum):
    """Whose value of a field in conflict is to stand."""

    MINE = "mine"
    PLAN = "plan"


@dataclass(frozen=True, slots=True)
class ThreeWay:
    """One shared field side by side; None where somebody says nothing.

    Attributes:
        name: One of `SHARED_FIELDS`.
        base: What the plan said when the person's value was set.
        plan: What the plan says now.
        mine: The person's value, which is shown.
        is_conflict: Whether plan and person both moved away from the base, apart.
    """

    name: str
    base: Any
    plan: Any
    mine: Any
    is_conflict: bool


def three_ways(one: Milestone) -> tuple[ThreeWay, ...]:
    """Lay out every shared field that has a person's own value, in the order of the fields."""
    conflicts = one.conflicts
    return tuple(
        ThreeWay(name, own.base, getattr(one.says, name), own.value, name in conflicts)
        for name in SHARED_FIELDS
        if (own := one.mine.get(name)) is not None
    )


def conflicts_of(one: Milestone) -> tuple[ThreeWay, ...]:
    """Lay out the shared fields that somebody has to decide."""
    return tuple(each for each in three_ways(one) if each.is_conflict)


def following(one: Milestone, says: PlanValues) -> Milestone:
    """Let a milestone hear what its plan says now."""
    return replace(one, says=says, mine=unsettled(one.mine, says))


def unsettled(mine: Mapping[str, Mine], says: PlanValues) -> Mapping[str, Mine]:
    """Drop the own values that the plan says as well; return the very same where none is."""
    agreed = {name for name, own in mine.items() if own.value == getattr(says, name)}
    return _without(mine, agreed) if agreed else mine


def resolved(one: Milestone, take: Take, fields: Collection[str] | None = None) -> Milestone:
    """Decide the conflicts of a milestone.

    Args:
        one: The milestone.
        take: `MINE` keeps the person's value on top of what the plan says now; `PLAN` drops it.
        fields: The shared fields to decide; None for all that are in conflict. What isn't in
            conflict stays as it is.

    Returns:
        The very same milestone where there is nothing to decide.

    Raises:
        KeyError: If one of the fields isn't shared.
    """
    unknown = set(fields or ()).difference(SHARED_FIELDS)
    if unknown:
        raise KeyError(min(unknown))
    names = {name for name in one.conflicts if fields is None or name in fields}
    if not names:
        return one
    if take is Take.PLAN:
        return replace(one, mine=_without(one.mine, names))
    rebased = {name: Mine(one.mine[name].value, getattr(one.says, name)) for name in names}
    return replace(one, mine={**one.mine, **rebased})


def _without(mine: Mapping[str, Mine], names: Collection[str]) -> Mapping[str, Mine]:
    return {name: own for name, own in mine.items() if name not in names} or NOTHING_MINE
