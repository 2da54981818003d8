"""What a person types for a shared field, as a value of the field's type."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, Final

from mlv_tui.domain.milestone import Status
from mlv_tui.errors import MlvError

LONGEST: Final = 500
"""Characters of one value."""


def typed_value(name: str, text: str) -> Any:
    """Understand what was typed.

    Args:
        name: One of `SHARED_FIELDS`.
        text: As typed; blanks around it don't count. Nothing is a value too, of fields that may
            have none: all but title and status.

    Raises:
        MlvError: If the field can't have that value; says what it can have.
        KeyError: If the field isn't shared.
    """
    return _TYPES[name](" ".join(text.split()))


def _title(text: str) -> str:
    if not text:
        raise MlvError("A title has at least one letter.")
    return _text(text) or ""


def _text(text: str) -> str | None:
    if len(text) > LONGEST:
        raise MlvError(f"That is too long: {len(text)} characters, of {LONGEST} at most.")
    return text or None


def _status(text: str) -> Status:
    found = [one for one in Status if text and one.startswith(text.casefold())]
    if not found:
        raise MlvError("A status is open, active, blocked or done.")
    return found[0]


def _priority(text: str) -> int | None:
    number = text.casefold().removeprefix("p")
    if not text:
        return None
    if len(number) != 1 or number not in "0123456789":
        raise MlvError("A priority is a number from 0, the most urgent, to 9; or nothing.")
    return int(number)


def _due(text: str) -> str | None:
    try:
        return date.fromisoformat(text).isoformat() if text else None
    except ValueError:
        raise MlvError("A due date is written 2027-01-31; or nothing.") from None


_TYPES: Final[Mapping[str, Callable[[str], Any]]] = {
    "title": _title,
    "status": _status,
    "priority": _priority,
    "module": _text,
    "anchor": _text,
    "owner": _text,
    "due": _due,
}
