"""What an ingest would change, milestone by milestone, each with where it stands and stood."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from mlv_tui.domain.change_set import Change
from mlv_tui.domain.change_words import preview_group
from mlv_tui.domain.disagreements import conflicts_made
from mlv_tui.domain.forest import Forest
from mlv_tui.domain.project import Plan, Snapshot
from mlv_tui.domain.reconcile import Reconciliation
from mlv_tui.domain.three_way import ThreeWay


@dataclass(frozen=True, slots=True)
class Place:
    """Where an attached milestone stands.

    Attributes:
        title: What the plan calls it; "" for a heading without a text.
        plan: The plan's path.
        line: 1-based.
        level: 1 to 3.
        source_key: Its address.
        parent_id: Of the one above it, negative while that isn't stored; None for a root.
        parent_title: What the plan calls that; None for a root.
    """

    title: str
    plan: str
    line: int
    level: int
    source_key: str
    parent_id: int | None
    parent_title: str | None


@dataclass(frozen=True, slots=True)
class Foreseen:
    """One change that an ingest would make.

    Attributes:
        change: What was and what is; its id is negative where the milestone would be new.
        before: Where it stands; None where it is new, or detached.
        after: Where it would stand; None where it would be detached.
        title: What people see it called now; for a new one what the plan calls it.
        is_held: Whether the brake holds it back.
        is_archived: Whether a person put the milestone away.
        conflicts: The fields that somebody has to decide once it is applied, and hadn't before.
    """

    change: Change
    before: Place | None
    after: Place | None
    title: str
    is_held: bool
    is_archived: bool = False
    conflicts: tuple[ThreeWay, ...] = ()

    @property
    def group(self) -> str:
        """The key of its group in `PREVIEW_GROUPS`."""
        return preview_group(self.change.kind, is_archived=self.is_archived)


def foreseen_snapshot(before: Snapshot, plans: Iterable[Plan], result: Reconciliation) -> Snapshot:
    """Return what would be stored; new milestones and plans have negative ids there.

    Args:
        before: What is stored.
        plans: The new and the changed ones.
        result: What the milestones would be.
    """
    by_path = {plan.state.path: plan for plan in before.plans}
    by_path |= {plan.state.path: plan for plan in plans}
    after = {one.id: one for one in result.milestones}
    return replace(before, plans=tuple(by_path.values()), milestones={**before.milestones, **after})


def foreseen_changes(
    before: Snapshot, after: Snapshot, changes: Iterable[Change], *, are_held: bool
) -> Iterator[Foreseen]:
    """Tell of each change where its milestone stands and would stand."""
    forest, new = before.forest(), after.forest()
    for change in changes:
        ident = change.milestone_id
        known = forest.by_id.get(ident) or new[ident]
        places = (_place(forest, ident), _place(new, ident))
        conflicts = conflicts_made(forest, new, ident)
        yield Foreseen(change, *places, known.title, are_held, known.is_archived, conflicts)


def _place(forest: Forest, ident: int) -> Place | None:
    one = forest.by_id.get(ident)
    if one is None or one.plan is None or ident not in forest.plan_parent:
        return None
    above = forest.plan_parent[ident]
    return Place(
        title=one.says.title,
        plan=one.plan,
        line=forest.line[ident],
        level=one.level,
        source_key=one.source_key or "",
        parent_id=above,
        parent_title=None if above is None else forest[above].says.title,
    )
