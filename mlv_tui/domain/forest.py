"""The frozen milestones of one project at one moment, as trees."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from mlv_tui.domain.anchor_rules import ONLY_BUILT_IN, AnchorRules
from mlv_tui.domain.deriving import NOTHING, Derived, derived_anchors, derived_modules
from mlv_tui.domain.milestone import Milestone, Status
from mlv_tui.domain.outline import parents
from mlv_tui.domain.placing import Places, is_as_planned, places_of
from mlv_tui.domain.plan_state import PlanState
from mlv_tui.domain.rollups import Progress, counts_below, counts_of, number_below


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


class Forest:
    """One project's milestones, their parents, order, lines and roll-ups.

    Attached milestones stand where a person put them, else where their plan has them; detached
    ones stand apart, as roots of their own, at the end; removed ones nowhere. What the plans alone
    say stays known: `plan_parent`, `plan_order`. Never changed once made.
    """

    def __init__(
        self,
        milestones: Iterable[Milestone] = (),
        layouts: Sequence[Layout] = (),
        plans: Sequence[PlanState] = (),
        number: int = 0,
        rules: AnchorRules = ONLY_BUILT_IN,
    ) -> None:
        """Build the trees.

        Args:
            milestones: All of the project's, in any order.
            layouts: In the order in which the plans are to be shown.
            plans: Every plan of the project, read or not.
            number: The project's number of the last write seen.
            rules: Which give milestones their anchors and modules, where nobody says them.
        """
        self.by_id: dict[int, Milestone] = {one.id: one for one in milestones}
        self.layouts: tuple[Layout, ...] = tuple(layouts)
        self.plans: tuple[PlanState, ...] = tuple(plans)
        self.number = number
        self.rules = rules
        self.plan_parent: dict[int, int | None] = {}
        self.line: dict[int, int] = {}
        for layout in self.layouts:
            self._place(layout)

    def _place(self, layout: Layout) -> None:
        levels = [self.by_id[ident].level for ident in layout.ids]
        for ident, line, above in zip(layout.ids, layout.lines, parents(levels), strict=True):
            self.plan_parent[ident] = None if above is None else layout.ids[above]
            self.line[ident] = line

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
    def plan_order(self) -> tuple[int, ...]:
        """The ids of all that has a heading, removed or not, in the order of the plans."""
        return tuple(self.plan_parent)

    @cached_property
    def places(self) -> Places:
        """The trees with what was removed, where people put it too."""
        return places_of(self.by_id, self.plan_parent)

    @cached_property
    def parent(self) -> dict[int, int | None]:
        """The id above each milestone that stands in a tree, as people see them."""
        if is_as_planned(self.by_id.values()):
            return self.plan_parent
        return self.places.shown(self.by_id)

    @cached_property
    def order(self) -> tuple[int, ...]:
        """Their ids in tree order: every parent before what is below it."""
        return self.plan_order if self.parent is self.plan_parent else tuple(self.parent)

    @cached_property
    def detached(self) -> tuple[int, ...]:
        """The detached milestones' ids, removed or not, the last gone first."""
        gone = [one for one in self.by_id.values() if one.is_detached]
        gone.sort(key=lambda one: (-(one.detached_at or 0), one.id))
        return tuple(one.id for one in gone)

    @cached_property
    def detached_shown(self) -> tuple[int, ...]:
        """The detached milestones that a person touched, and didn't remove, the last gone first.

        The others come back by themselves with their heading, or are forgotten.
        """
        ones = (self.by_id[ident] for ident in self.detached)
        return tuple(one.id for one in ones if one.is_touched and not one.is_removed)

    @cached_property
    def children(self) -> dict[int | None, tuple[int, ...]]:
        """The ids right below each id, in order; below None the roots."""
        found: dict[int | None, list[int]] = {}
        for ident, above in self.parent.items():
            found.setdefault(above, []).append(ident)
        return {above: tuple(below) for above, below in found.items()}

    @cached_property
    def depth(self) -> dict[int, int]:
        """How many ancestors each milestone in a tree has; 0 for a root."""
        found: dict[int, int] = {}
        for ident, above in self.parent.items():
            found[ident] = 0 if above is None else found[above] + 1
        return found

    @cached_property
    def priority(self) -> dict[int, int | None]:
        """The priority of each milestone in a tree: its own, else its nearest ancestor's."""
        found: dict[int, int | None] = {}
        for ident, above in self.parent.items():
            own: int | None = self.by_id[ident].shown("priority")
            found[ident] = found[above] if own is None and above is not None else own
        return found

    def priority_of(self, ident: int) -> int | None:
        """Return a milestone's priority, inherited where it has none of its own."""
        if ident in self.priority:
            return self.priority[ident]
        return self.by_id[ident].shown("priority")

    @cached_property
    def anchors(self) -> dict[int, Derived]:
        """The anchor of each milestone that has one, with where it comes from."""
        return derived_anchors(self.by_id.values(), self.rules)

    def anchor_of(self, ident: int) -> Derived:
        """Return a milestone's anchor: a person's, the plan's, or by a rule."""
        return self.anchors.get(ident, NOTHING)

    def without_anchor(self, ids: Iterable[int]) -> list[int]:
        """Choose those that have no anchor; none of them where no milestone has one."""
        anchors = self.anchors
        return [ident for ident in ids if ident not in anchors] if anchors else []

    @cached_property
    def modules(self) -> dict[int, Derived]:
        """The module of each milestone that has one, with where it comes from."""
        return derived_modules(self.by_id, self.parent, self.rules)

    def module_of(self, ident: int) -> Derived:
        """Return a milestone's module: its own, by a rule, or that of the nearest one above."""
        return self.modules.get(ident, NOTHING)

    @cached_property
    def unanchored(self) -> dict[int, int]:
        """How many below each milestone in a tree have no anchor; none where nothing has one."""
        without = set(self.without_anchor(self.order))
        return number_below(self.by_id, self.parent, self.order, without) if without else {}

    @cached_property
    def put_away(self) -> dict[int, int]:
        """For each milestone that is archived or below one: the nearest archived one."""
        found: dict[int, int] = {}
        for ident, above in self.parent.items():
            if self.by_id[ident].is_archived:
                found[ident] = ident
            elif above is not None and above in found:
                found[ident] = found[above]
        return found

    @cached_property
    def progress(self) -> dict[int, Progress]:
        """For each milestone in a tree, what stands of everything below it, itself aside.

        What is archived doesn't count, nor what is below it, but for the archived one itself.
        """
        counts = counts_below(self.by_id, self.parent, self.order)
        return {ident: Progress.of(count) for ident, count in counts.items()}

    @cached_property
    def left_below(self) -> frozenset[int]:
        """The ids in a tree that have something below them that counts and isn't done."""
        found: set[int] = set()
        for ident in reversed(self.order):
            one = self.by_id[ident]
            above = self.parent[ident]
            is_left = ident in found or one.status is not Status.DONE
            if above is not None and is_left and one.is_live:
                found.add(above)
        return frozenset(found)

    @cached_property
    def total(self) -> Progress:
        """What stands of the whole project."""
        ones = (one for one in self.by_id.values() if one.is_live)
        return Progress.of(counts_of(one for one in ones if one.id not in self.put_away))

    def ancestors(self, ident: int) -> Iterator[int]:
        """Yield the ids above a milestone, the nearest first."""
        above = self.parent.get(ident)
        while above is not None:
            yield above
            above = self.parent[above]
