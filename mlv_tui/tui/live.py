"""How the screen is connected to plans and database."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class LiveState(StrEnum):
    """Whether what is shown is what is there."""

    OPENING = "opening"
    LIVE = "live"
    POLLING = "polling"
    STALE = "stale"
    OFFLINE = "offline"


@dataclass(frozen=True, slots=True)
class Live:
    """The state, and one sentence on what is wrong, or ""."""

    state: LiveState = LiveState.OPENING
    trouble: str = ""


def live_of(*, is_polling: bool, trouble: str) -> Live:
    """Judge what following tells: polling says why it polls, otherwise trouble makes it stale."""
    if is_polling:
        return Live(LiveState.POLLING, trouble)
    return Live(LiveState.STALE if trouble else LiveState.LIVE, trouble)
