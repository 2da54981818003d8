"""How many of some milestones have each status, and what is below each."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from mlv_tui.domain.milestone import Milestone, Status

Counts = dict[Status, int]


@dataclass(frozen=True, slots=True)
class Progress:
    """How many of some milestones have each status; archived and detached ones don't count."""

    open: int = 0
    active: int = 0
    blocked: int = 0
    done: int = 0

    @property
    def all(self) -> int:
        """How many there are."""
        return self.open + self.active + self.blocked + self.done

    @property
    def share(self) -> float:
        """The done share, 0 to 1; 0 where there is nothing to do."""
        return self.done / self.all if self.all else 0.0

    @classmethod
    def of(cls, statuses: Mapping[Status, int]) -> Progress:
        """Make one from counts by status."""
        return cls(*(statuses.get(status, 0) for status in Status))


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


def number_below(
    ones: Mapping[int, Milestone],
    parent: Mapping[int, int | None],
    order: Sequence[int],
    among: Collection[int],
) -> dict[int, int]:
    """Count how many of some milestones are below each one, itself aside; 0 is left out.

    Args:
        ones: By id.
        parent: The id above each.
        order: Every parent before what is below it.
        among: Those that are counted, as far as they count at all.
    """
    counts: dict[int, int] = {}
    for ident in reversed(order):
        above = parent[ident]
        count = counts.get(ident, 0) + (ident in among)
        if above is not None and count and ones[ident].is_live:
            counts[above] = counts.get(above, 0) + count
    return counts


def _add(into: Counts, counts: Mapping[Status, int]) -> None:
    for status, count in counts.items():
        into[status] = into.get(status, 0) + count
