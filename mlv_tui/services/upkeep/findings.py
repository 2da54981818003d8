"""What the doctor finds: a state, a sentence, what to do."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    """How bad it is."""

    OK = "ok"
    WARNING = "warning"
    WRONG = "wrong"


class Mend(StrEnum):
    """What the doctor can mend."""

    MIGRATE = "run the migrations that are missing"
    INDEXES = "make the indexes that are missing"
    COUNTERS = "let the counters go on behind what they count"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at.

    Attributes:
        name: A stable word for scripts.
        state: How bad it is.
        message: One sentence.
        advice: What to do about it, or "".
        mend: What the doctor can do about it itself; None for nothing.
    """

    name: str
    state: State
    message: str
    advice: str = ""
    mend: Mend | None = None


def ok(name: str, message: str) -> Finding:
    """Say that something is as it should be."""
    return Finding(name, State.OK, message)


def warning(name: str, message: str, advice: str = "") -> Finding:
    """Say that something could be better."""
    return Finding(name, State.WARNING, message, advice)


def wrong(name: str, message: str, advice: str = "", mend: Mend | None = None) -> Finding:
    """Say that something has to be mended."""
    return Finding(name, State.WRONG, message, advice, mend)
