"""What stands of the milestones of each entity, for the people who look at the entity."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from mlv_tui.domain.entities import EntityRef
from mlv_tui.domain.forest import Forest, Progress
from mlv_tui.domain.milestone import Milestone, Status
from mlv_tui.domain.next_action import ranked
from mlv_tui.domain.rollups import counts_of


@dataclass(frozen=True, slots=True)
class NextStep:
    """What is to be done next.

    Attributes:
        id: The milestone's.
        title: The milestone's.
    """

    id: int
    title: str


@dataclass(frozen=True, slots=True)
class EntityState:
    """What stands of the milestones that are linked to one entity.

    Attributes:
        ref: The entity.
        progress: How many of them have each status; what is archived or detached doesn't count.
        next: The first of what can be done now that is one of them, or stands below one; None if
            there is none.
        updated_at: When one of them was written last, epoch milliseconds.
    """

    ref: EntityRef
    progress: Progress
    next: NextStep | None
    updated_at: int


def linked(forest: Forest) -> dict[EntityRef, tuple[Milestone, ...]]:
    """Return what counts of the milestones that are linked to each entity, in tree order."""
    found: dict[EntityRef, list[Milestone]] = {}
    for ident in forest.order:
        one = forest.by_id[ident]
        refs = one.links if one.says.links or one.links_by_hand else ()
        if refs and one.is_live and ident not in forest.put_away:
            for ref in refs:
                found.setdefault(ref, []).append(one)
    return {ref: tuple(ones) for ref, ones in found.items()}


def entity_states(forest: Forest) -> dict[EntityRef, EntityState]:
    """Work out what stands of each entity that a milestone which counts is linked to."""
    found = linked(forest)
    steps = _next_steps(forest, found)
    return {
        ref: EntityState(
            ref,
            Progress.of(counts_of(ones)),
            steps.get(ref),
            max(one.updated_at for one in ones),
        )
        for ref, ones in found.items()
    }


def oldest_open(ones: Sequence[Milestone]) -> Milestone | None:
    """Return what was begun first of some milestones and isn't done; None if all is."""
    left = (one for one in ones if one.status is not Status.DONE)
    return min(left, key=lambda one: (one.created_at, one.id), default=None)


def _next_steps(
    forest: Forest, found: Mapping[EntityRef, Sequence[Milestone]]
) -> dict[EntityRef, NextStep]:
    """Find each entity's first step among its milestones and what stands below them."""
    inside: dict[int, set[EntityRef]] = {}
    for ref, ones in found.items():
        for one in ones:
            inside.setdefault(one.id, set()).add(ref)
    for ident, above in forest.parent.items() if inside else ():
        if above in inside:
            inside.setdefault(ident, set()).update(inside[above])
    steps: dict[EntityRef, NextStep] = {}
    for ident in ranked(forest, (ident for ident in forest.order if ident in inside)):
        for ref in inside[ident]:
            steps.setdefault(ref, NextStep(ident, forest[ident].title))
    return steps
