"""What is wrong with plans, in the words of the screen."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from mlv_tui.domain.change_words import first_few
from mlv_tui.domain.folding import counted
from mlv_tui.domain.forest import Forest, PlanState
from mlv_tui.domain.holding import is_braked, set_aside
from mlv_tui.tui.keys_now import key_for

if TYPE_CHECKING:
    from mlv_tui.services.report import IngestReport, PlanTrouble


def held_plans(forest: Forest) -> tuple[PlanState, ...]:
    """List the plans that the brake holds back; one that was undone is only set aside."""
    return tuple(plan for plan in forest.plans if is_braked(plan))


def troubles_told(report: IngestReport) -> tuple[str, ...]:
    """List what is wrong after a reading, what is held back first, each with the keys for it.

    That a plan was set aside is no news: a person did that.
    """
    held = {one.plan for one in report.held}
    others = (one for one in report.troubles if one.plan not in held and not _is_aside(one))
    shows, ahead = key_for("app.preview", "R"), key_for("app.go_ahead", "!")
    how = f"{shows} shows them, {ahead} goes ahead."
    return (*(f"{one.message} {how}" for one in report.held), *map(str, others))


def _is_aside(one: PlanTrouble) -> bool:
    return one.message == set_aside(PlanState(one.plan, "")).error


def first_of(troubles: Sequence[str]) -> str:
    """Say the first of some troubles, and how many more there are."""
    return " ".join(_first_words(troubles))


def _first_words(troubles: Sequence[str]) -> Iterator[str]:
    yield from troubles[:1]
    more = len(troubles) - 1
    if more > 0:
        yield f"(And {counted(more, 'plan')} more.)"


def done_by(report: IngestReport) -> str:
    """Say in a few words what a reading changed, and what is to be decided since; "" if nothing."""
    said = [report.summary()] if report.changes else []
    if report.again:
        said.append(f"with what was undone of {first_few(report.again)}")
    if report.new_conflicts:
        decide = key_for("go.conflicts", "gc")
        said.append(f"{counted(len(report.new_conflicts), 'new conflict')}: {decide}")
    return " · ".join(said)


def said_of_reading(report: IngestReport) -> str:
    """Say what a reading that a person asked for did, what it left, and how to undo it."""
    said = f"read: {done_by(report) or 'nothing changed'}"
    if report.held:
        said += f" · {counted(len(report.held), 'plan')} still held back"
    shows, undoes = key_for("history.activity", "L"), key_for("history.undo_this", "u")
    return said + (f" · {shows}, then {undoes}, undoes it" if report.change_set else "")
