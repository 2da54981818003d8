"""What is known of one plan file."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


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
