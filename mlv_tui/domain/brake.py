"""The brake: which plans would lose so many milestones that a person has to agree first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from mlv_tui.domain.change_set import ChangeKind
from mlv_tui.domain.folding import counted
from mlv_tui.domain.forest import Forest
from mlv_tui.domain.milestone import Milestone
from mlv_tui.domain.reconcile import Reconciliation

FEW: Final = 5
"""So many milestones may go whatever their share."""

SHARE_PERCENT: Final = 30
"""More than this share of the live milestones may not go unasked."""

_LOSSES: Final = (ChangeKind.DETACHED, ChangeKind.AMBIGUOUS)


@dataclass(frozen=True, slots=True)
class Held:
    """A plan that the brake holds back.

    Attributes:
        plan: Its path.
        detaching: How many of its live milestones it would detach: of those that are attached and
            not archived. What a person put away counts on neither side.
        live: How many live milestones it has.
        among: How many all plans together would detach, and have, if only that is too many;
            else None.
        beside: The plan it exchanges milestones with, if it is held only for that; else "".
    """

    plan: str
    detaching: int
    live: int
    among: tuple[int, int] | None = None
    beside: str = ""

    @property
    def message(self) -> str:
        """Say in one sentence why it is held."""
        if self.beside:
            return (
                f"{self.plan} exchanges milestones with {self.beside}, which is held back; "
                "neither was applied."
            )
        own = f"{self.plan} would detach {self.detaching} of its {counted(self.live, 'milestone')}"
        if self.among is None:
            return f"{own}, so it is held back."
        lost, live = self.among
        return f"{own}, and all plans together {lost} of {live}, so it is held back."


@dataclass(frozen=True, slots=True)
class Returning:
    """The plans that go back to where they were, as after a checkout there and back.

    Attributes:
        restored: Those in a state that they had before: of these bytes, or gone.
        gone: Those whose files are gone.
    """

    restored: Collection[str] = ()
    gone: Collection[str] = ()


NOWHERE: Final = Returning()
"""No plan goes back."""


def held_back(
    forest: Forest, result: Reconciliation, returning: Returning = NOWHERE
) -> tuple[Held, ...]:
    """Find the plans to hold back, sorted by path.

    A plan is held if it would lose more than 5 and more than 30 % of its live milestones; if all
    plans together would lose as much of the project's, each that loses any is. Live is what is
    attached and not archived, as a preview counts too (`preview_group`); untouched milestones count
    as well, but where their plan goes back to where it was. What exchanges milestones with a held
    plan is held with it.

    Args:
        forest: What is stored.
        result: What would be stored.
        returning: The plans that go back to where they were; what they lose by that, and nobody
            touched, counts on neither side.
    """
    losses = tuple(_losses(forest, result))
    lost = Counter(plan for plan, _ in losses)
    free = Counter(_goes_freely(forest, losses, returning))
    live = Counter(one.plan for one in forest.by_id.values() if one.is_live and one.plan)
    held: dict[str, Held] = {}
    for plan, count in lost.items():
        if is_too_much(count - free[plan], live[plan] - free[plan]):
            held[plan] = Held(plan, count, live[plan])
    total = (lost.total() - free.total(), live.total() - free.total())
    if is_too_much(*total):
        losing = (plan for plan in lost if lost[plan] > free[plan])
        held = {plan: Held(plan, lost[plan], live[plan], total) for plan in losing} | held
    for plan, beside in _partners(held, list(_exchanges(forest, result))):
        held[plan] = Held(plan, lost[plan], live[plan], beside=beside)
    return tuple(held[plan] for plan in sorted(held))


def is_too_much(lost: int, live: int) -> bool:
    """Tell whether so many milestones of so many live ones may not go unasked."""
    return lost > FEW and lost * 100 > live * SHARE_PERCENT


def _losses(forest: Forest, result: Reconciliation) -> Iterator[tuple[str, Milestone]]:
    """Yield each live milestone that would be detached, with its plan.

    An untouched one whose heading goes to a milestone from another plan is no loss: it came with
    a copy of the file, and gives way to the original.
    """
    heirs = _arrivals(forest, result)
    for change in result.changes:
        one = forest.by_id.get(change.milestone_id)
        if one is None or one.plan is None or not one.is_live or change.kind not in _LOSSES:
            continue
        place = (one.plan, one.slug)
        if not one.is_touched and heirs[place]:
            heirs[place] -= 1
        else:
            yield one.plan, one


def _goes_freely(
    forest: Forest, losses: Iterable[tuple[str, Milestone]], returning: Returning
) -> Iterator[str]:
    """Yield, for each loss that doesn't count, its plan.

    Of a plan that is gone for the first time only what came after the project's first reading
    doesn't: the project was once without it.
    """
    first = min((one.created_at for one in forest.by_id.values() if one.plan), default=0)
    for plan, one in losses:
        came_later = plan in returning.gone and one.created_at > first
        if not one.is_touched and (came_later or plan in returning.restored):
            yield plan


def _arrivals(forest: Forest, result: Reconciliation) -> Counter[tuple[str, str]]:
    """Count, by plan and slug, the milestones that would come from other plans."""
    after = _attached(result.milestones)
    return Counter((new, after[ident].slug) for ident, _, new in _moves(forest, after))


def _exchanges(forest: Forest, result: Reconciliation) -> Iterator[tuple[str, str]]:
    """Yield the pairs of plans that a milestone would go from and to."""
    yield from {(old, new) for _, old, new in _moves(forest, _attached(result.milestones))}


def _attached(ones: Iterable[Milestone]) -> dict[int, Milestone]:
    return {one.id: one for one in ones if not one.is_detached}


def _moves(forest: Forest, after: Mapping[int, Milestone]) -> Iterator[tuple[int, str, str]]:
    for ident, one in after.items():
        before = forest.by_id.get(ident)
        if before is None or before.is_detached or before.plan is None or one.plan is None:
            continue
        if before.plan != one.plan:
            yield ident, before.plan, one.plan


def _partners(
    held: Iterable[str], exchanges: Iterable[tuple[str, str]]
) -> Iterator[tuple[str, str]]:
    """Yield each plan that exchanges with a held one, or with such a one, and with which."""
    beside: dict[str, set[str]] = {}
    for old, new in exchanges:
        beside.setdefault(old, set()).add(new)
        beside.setdefault(new, set()).add(old)
    waiting, seen = sorted(held), set(held)
    for plan in waiting:
        for partner in sorted(beside.get(plan, ())):
            if partner not in seen:
                seen.add(partner)
                waiting.append(partner)
                yield partner, plan
