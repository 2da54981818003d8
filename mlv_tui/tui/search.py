"""Searching titles."""

from __future__ import annotations

from collections.abc import Sequence

from mlv_tui.domain.forest import Forest


def found_titles(forest: Forest, text: str) -> tuple[int, ...]:
    """Find the attached milestones whose title has a text, whatever the case, in tree order."""
    wanted = text.casefold()
    if not wanted:
        return ()
    return tuple(ident for ident in forest.order if wanted in forest[ident].title.casefold())


def nearest(forest: Forest, found: Sequence[int], start: int | None, *, step: int) -> int | None:
    """Choose the hit to go to from a milestone.

    Args:
        forest: Gives the order.
        found: The hits, in tree order.
        start: Where from; None for the top.
        step: 1 for the next, -1 for the one before, 0 for the next or `start` itself. Goes round.
    """
    if not found:
        return None
    rank = {ident: index for index, ident in enumerate(forest.order)}
    at = rank.get(start, -1) if start is not None else -1
    if step < 0:
        return next((one for one in reversed(found) if rank[one] < at), found[-1])
    return next((one for one in found if rank[one] > at - (step == 0)), found[0])
