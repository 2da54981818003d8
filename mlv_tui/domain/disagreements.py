"""Which milestones of a forest a plan and a person disagree on."""

from __future__ import annotations

from functools import lru_cache

from mlv_tui.domain.forest import Forest


@lru_cache(maxsize=2)
def in_conflict(forest: Forest) -> tuple[int, ...]:
    """Return the ids of all that somebody has to decide; remembered by forest.

    In tree order, then the detached ones; what is archived, or below it, waits until it is back.
    """
    away = forest.put_away
    return tuple(
        ident
        for ident in (*forest.order, *forest.detached_shown)
        if (one := forest[ident]).mine and not one.is_archived and ident not in away
        if one.conflicts
    )
