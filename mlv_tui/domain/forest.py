"""The frozen milestones of one project at one moment, as trees."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from mlv_tui.domain.milestone import Milestone, Status
from mlv_tui.domain.outline import parents


@dataclass(frozen=True, slots=True)
class Layout:
    """Where one plan's milestones stand.

    Attributes:
        plan: The plan's path.
        ids: The milestones of its headings, in file order.
        lines: The 1-based line of each.
    """

    plan: str
    ids: tuple[int, ...] = ()
    lines: tuple[int, ...] = ()


class Hold(StrEnum):
    """Why a plan isn't followed though it could be read.

    The brake holds it back until a person agrees; a reading that was undone is set aside until
    the plan says something else.
    """

    BRAKE = "brake"
    UNDONE = "undone"


@dataclass(frozen=True, slots=True)
class PlanState:
    """What is known of one plan file.

    Attributes:
        path: Relative to its root.
        file: Absolute.
        digest: Of the bytes read last; "" if never read.
        error: Why it could not be read last time, or "".
        hint: What to do about that, or "".
        error_line: 1-based, or None.
        is_gone: Whether the file is missing.
        hold: Why it isn't followed though it could be read; None where it is.
    """

    path: str
    file: str
    digest: str = ""
    error: str = ""
    hint: str = ""
    error_line: int | None = None
    is_gone: bool = False
    hold: Hold | None = None


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


class Forest:
    """One project's milestones, their parents, order, lines and roll-ups.

    Attached milestones stand where their plan puts them; detached ones stand apart, as roots of
    their own, at the end. Never changed once made.
    """

    def __init__(
        self,
        milestones: Iterable[Milestone] = (),
        layouts: Sequence[Layout] = (),
        plans: Sequence[PlanState] = (),
        number: int = 0,
    ) -> None:
        """Build the trees.

        Args:
            milestones: All of the project's, in any order.
            layouts: In the order in which the plans are to be shown.
            plans: Every plan of the project, read or not.
            number: The project's number of the last write seen.
        """
        self.by_id: dict[int, Milestone] = {one.id: one for one in milestones}
        self.layouts: tuple[Layout, ...] = tuple(layouts)
        self.plans: tuple[PlanState, ...] = tuple(plans)
        self.number = number
        self.parent: dict[int, int | None] = {}
        self.line: dict[int, int] = {}
        self._attached: list[int] = []
        for layout in self.layouts:
            self._place(layout)

    def _place(self, layout: Layout) -> None:
        levels = [self.by_id[ident].level for ident in layout.ids]
        for ident, line, above in zip(layout.ids, layout.lines, parents(levels), strict=True):
            self.parent[ident] = None if above is None else layout.ids[above]
            self.line[ident] = line
            self._attached.append(ident)

    def __len__(self) -> int:
        """Count the milestones, detached and archived ones too."""
        return len(self.by_id)

    def __getitem__(self, ident: int) -> Milestone:
        """Return a milestone by id.

        Raises:
            KeyError: If there is none.
        """
        return self.by_id[ident]

    def __contains__(self, ident: object) -> bool:
        """Tell whether there is a milestone with this id."""
        return ident in self.by_id

    @cached_property
    def order(self) -> tuple[int, ...]:
        """The attached milestones' ids in tree order: every parent before what is below it."""
        return tuple(self._attached)

    @cached_property
    def detached(self) -> tuple[int, ...]:
        """The detached milestones' ids, the last gone first."""
        gone = [one for one in self.by_id.values() if one.is_detached]
        gone.sort(key=lambda one: (-(one.detached_at or 0), one.id))
        return tuple(one.id for one in gone)

    @cached_property
    def detached_shown(self) -> tuple[int, ...]:
        """The detached milestones that a person touched, the last gone first.

        The others come back by themselves with their heading, or are forgotten; nobody needs to
        look at them.
        """
        return tuple(ident for ident in self.detached if self.by_id[ident].is_touched)

    @cached_property
    def children(self) -> dict[int | None, tuple[int, ...]]:
        """The ids right below each id, in order; below None the roots."""
        found: dict[int | None, list[int]] = {}
        for ident in self._attached:
            found.setdefault(self.parent[ident], []).append(ident)
        return {above: tuple(below) for above, below in found.items()}

    @cached_property
    def depth(self) -> dict[int, int]:
        """How many ancestors each attached milestone has; 0 for a root."""
        found: dict[int, int] = {}
        for ident in self._attached:
            above = self.parent[ident]
            found[ident] = 0 if above is None else found[above] + 1
        return found

    @cached_property
    def priority(self) -> dict[int, int | None]:
        """The priority of each attached milestone: its own, else its nearest ancestor's."""
        found: dict[int, int | None] = {}
        for ident in self._attached:
            own: int | None = self.by_id[ident].shown("priority")
            above = self.parent[ident]
            found[ident] = found[above] if own is None and above is not None else own
        return found

    def priority_of(self, ident: int) -> int | None:
        """Return a milestone's priority, inherited where it has none of its own."""
        if ident in self.priority:
            return self.priority[ident]
        return self.by_id[ident].shown("priority")

    @cached_property
    def put_away(self) -> dict[int, int]:
        """For each attached milestone that is archived or below one: the nearest archived one."""
        found: dict[int, int] = {}
        for ident in self._attached:
            above = self.parent[ident]
            if self.by_id[ident].is_archived:
                found[ident] = ident
            elif above is not None and above in found:
                found[ident] = found[above]
        return found

    @cached_property
    def progress(self) -> dict[int, Progress]:
        """For each attached milestone, what stands of everything below it, itself aside.

        What is archived doesn't count, nor what is below it, but for the archived one itself.
        """
        counts: dict[int, dict[Status, int]] = {ident: {} for ident in self._attached}
        for ident in reversed(self._attached):
            above, one = self.parent[ident], self.by_id[ident]
            if above is not None and one.is_live:
                _add(counts[above], counts[ident])
                _add(counts[above], {one.status: 1})
        return {ident: Progress.of(count) for ident, count in counts.items()}

    @cached_property
    def total(self) -> Progress:
        """What stands of the whole project."""
        counts: dict[Status, int] = {}
        for one in self.by_id.values():
            if one.is_live and one.id not in self.put_away:
                _add(counts, {one.status: 1})
        return Progress.of(counts)

    def ancestors(self, ident: int) -> Iterator[int]:
        """Yield the ids above a milestone, the nearest first."""
        above = self.parent.get(ident)
        while above is not None:
            yield above
            above = self.parent[above]

    def plan_error_count(self) -> int:
        """Count the plans that could not be read last time."""
        return sum(1 for plan in self.plans if plan.error)


def _add(into: dict[Status, int], counts: Mapping[Status, int]) -> None:
    for status, count in counts.items():
        into[status] = into.get(status, 0) + count
