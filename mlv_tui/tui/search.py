"""Searching titles."""

from __future__ import annotations

from collections.abc import Sequence

from mlv_tui.domain.forest import Forest


def found_titles(forest: Forest, ids: Sequence[int], text: str) -> tuple[int, ...]:
    """Find the milestones whose title has a text, whatever the case.

    Args:
        forest: Theirs.
        ids: Where to look, in the order in which they are shown; what is no milestone's is left
            out.
        text: What to look for; nothing is found for "".
    """
    wanted = text.casefold()
    if not wanted:
        return ()
    by_id = forest.by_id
    return tuple(one for one in ids if one in by_id and wanted in by_id[one].title.casefold())


def nearest(
    ids: Sequence[int], found: Sequence[int], start: int | None, *, step: int
) -> int | None:
    """Choose the hit to go to from a milestone.

    Args:
        ids: Give the order.
        found: The hits, in that order.
        start: Where from; None for the top.
        step: 1 for the next, -1 for the one before, 0 for the next or `start` itself. Goes round.
    """
    if not found:
        return None
    rank = {ident: index for index, ident in enumerate(ids)}
    at = rank.get(start, -1) if start is not None else -1
    if step < 0:
        return next((one for one in reversed(found) if rank[one] < at), found[-1])
    return next((one for one in found if rank[one] > at - (step == 0)), found[0])
