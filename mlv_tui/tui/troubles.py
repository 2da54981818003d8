"""What is wrong with plans, in the words of the screen."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from mlv_tui.domain.forest import Forest, PlanState
from mlv_tui.domain.holding import set_aside

if TYPE_CHECKING:
    from mlv_tui.services.report import IngestReport, PlanTrouble

AHEAD = "R shows them, ! goes ahead."


def is_held(plan: PlanState) -> bool:
    """Tell whether the brake holds a plan back; one that was undone is only set aside."""
    return plan.hold is not None and plan != set_aside(plan)


def held_plans(forest: Forest) -> tuple[PlanState, ...]:
    """List the plans that the brake holds back."""
    return tuple(plan for plan in forest.plans if is_held(plan))


def troubles_told(report: IngestReport) -> tuple[str, ...]:
    """List what is wrong after a reading, what is held back first, each with the keys for it.

    That a plan was set aside is no news: a person did that.
    """
    held = {one.plan for one in report.held}
    others = (one for one in report.troubles if one.plan not in held and not _is_aside(one))
    return (*(f"{one.message} {AHEAD}" for one in report.held), *map(str, others))


def _is_aside(one: PlanTrouble) -> bool:
    return one.message == set_aside(PlanState(one.plan, "")).error


def first_of(troubles: Sequence[str]) -> str:
    """Say the first of some troubles, and how many more there are."""
    return " ".join(_first_words(troubles))


def _first_words(troubles: Sequence[str]) -> Iterator[str]:
    yield from troubles[:1]
    more = len(troubles) - 1
    if more > 0:
        yield f"(And {_plans(more)} more.)"


def said_of_reading(report: IngestReport) -> str:
    """Say what a reading that a person asked for did, what it left, and how to undo it."""
    said = f"read: {report.summary() or 'nothing changed'}"
    if report.held:
        said += f" · {_plans(len(report.held))} still held back"
    return said + (" · L, then u, undoes it" if report.change_set else "")


def _plans(count: int) -> str:
    return "1 plan" if count == 1 else f"{count} plans"
