"""Which milestones of a forest a plan and a person disagree on."""

from __future__ import annotations

from functools import lru_cache

from mlv_tui.domain.forest import Forest
from mlv_tui.domain.three_way import ThreeWay, conflicts_of


@lru_cache(maxsize=2)
def in_conflict(forest: Forest) -> tuple[int, ...]:
    """Return the same as `disagreements`; remembered by forest."""
    return disagreements(forest)


def disagreements(forest: Forest) -> tuple[int, ...]:
    """Return the ids of all that somebody has to decide.

    In tree order, then the detached ones; what is archived, or below it, waits until it is back.
    """
    return tuple(
        ident
        for ident in (*forest.order, *forest.detached_shown)
        if forest[ident].mine and _is_to_decide(forest, ident)
    )


def conflicts_made(before: Forest, after: Forest, ident: int) -> tuple[ThreeWay, ...]:
    """Lay out the fields of a milestone that are to be decided after a reading, and weren't before.

    Args:
        before: What was stored.
        after: What is, or would be, stored.
        ident: The milestone's.
    """
    if ident not in after or not after[ident].mine or not _is_to_decide(after, ident):
        return ()
    known = before[ident].conflicts if ident in before else ()
    return tuple(each for each in conflicts_of(after[ident]) if each.name not in known)


def _is_to_decide(forest: Forest, ident: int) -> bool:
    one = forest[ident]
    return bool(one.conflicts) and not one.is_archived and ident not in forest.put_away
