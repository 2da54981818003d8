"""How many of some milestones have each status."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from mlv_tui.domain.milestone import Milestone, Status

Counts = dict[Status, int]


def counts_of(ones: Iterable[Milestone]) -> Counts:
    """Count milestones by status."""
    counts: Counts = {}
    for one in ones:
        counts[one.status] = counts.get(one.status, 0) + 1
    return counts


def counts_below(
    ones: Mapping[int, Milestone], parent: Mapping[int, int | None], order: Sequence[int]
) -> dict[int, Counts]:
    """Count by status what is below each milestone, itself aside.

    What doesn't count itself, nothing below it counts further up.

    Args:
        ones: By id.
        parent: The id above each.
        order: Every parent before what is below it.
    """
    counts: dict[int, Counts] = {ident: {} for ident in order}
    for ident in reversed(order):
        above, one = parent[ident], ones[ident]
        if above is not None and one.is_live:
            _add(counts[above], counts[ident])
            _add(counts[above], {one.status: 1})
    return counts


def _add(into: Counts, counts: Mapping[Status, int]) -> None:
    for status, count in counts.items():
        into[status] = into.get(status, 0) + count
