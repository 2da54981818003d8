"""The states of plans that could be read, and aren't followed for now."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from mlv_tui.domain.brake import Held
from mlv_tui.domain.plan_state import Hold, PlanState

_BRAKED: Final = "`mlv ingest --preview` shows them, `mlv ingest --force` goes ahead."


def braked(state: PlanState, held: Held) -> PlanState:
    """Hold a plan back: what was read last stays known, so that it is news until it is applied.

    A reading that was undone stays set aside, whatever the brake holds back after it.
    """
    return replace(
        state,
        error=held.message,
        hint=_BRAKED,
        error_line=None,
        is_gone=False,
        hold=state.hold if state.hold is Hold.UNDONE else Hold.BRAKE,
    )


def is_braked(state: PlanState) -> bool:
    """Tell whether the brake holds a plan back, be it one of which a reading was undone."""
    return state.hold is Hold.BRAKE or (state.hold is Hold.UNDONE and state.hint == _BRAKED)


def set_aside(state: PlanState) -> PlanState:
    """Set an undone reading aside: its bytes stay known, so that they are no news."""
    return replace(
        state,
        error=f"The last reading of {state.path} was undone; its milestones are as before.",
        hint="It is read again when it changes, or with `mlv ingest`.",
        error_line=None,
        hold=Hold.UNDONE,
    )


def followed(state: PlanState, digest: str) -> PlanState:
    """Let a plan that could be read be followed again."""
    return replace(
        state, digest=digest, error="", hint="", error_line=None, is_gone=False, hold=None
    )


def unreadable(state: PlanState, message: str, hint: str, line: int | None) -> PlanState:
    """Note that a plan can't be read; its last good state stays, and what was undone of it."""
    return replace(
        state,
        error=message,
        hint=hint,
        error_line=line,
        is_gone=False,
        hold=state.hold if state.hold is Hold.UNDONE else None,
    )
