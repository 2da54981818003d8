"""Priorities, one step up or down."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

MOST_URGENT: Final = 0
LEAST_URGENT: Final = 9
FIRST: Final = 3
"""What a milestone without a priority gets first."""


def stepped(priorities: Sequence[int | None], step: int) -> int | None:
    """Return the one priority that some milestones are to have after a step.

    Args:
        priorities: As they are; None for none. Where they differ, the step makes all of them as
            urgent as the one that is most so, or least.
        step: -1 for more urgent, 1 for less.

    Returns:
        None where there is nothing to lower.
    """
    known = [one for one in priorities if one is not None]
    if not known:
        return FIRST if step < 0 else None
    end = min(known) if step < 0 else max(known)
    if len(known) < len(priorities) or len(set(known)) > 1:
        return end
    return max(MOST_URGENT, min(end + step, LEAST_URGENT))
