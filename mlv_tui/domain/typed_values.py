"""What a person types for a field, as a value of the field's type."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, Final

from mlv_tui.domain.anchors import parse_anchor
from mlv_tui.domain.dates import WAYS, typed_date
from mlv_tui.domain.milestone import NONE, Status
from mlv_tui.errors import MlvError

LONGEST: Final = 500
"""Characters of one value."""

_ID: Final = re.compile(r"[0-9]{1,18}")


def typed_value(name: str, text: str, today: date | None = None) -> Any:
    """Understand what was typed.

    Args:
        name: One of `SHARED_FIELDS`, `notes` or `waits_for`.
        text: As typed; blanks around it don't count, but in notes. Nothing is a value too, of
            fields that may have none: all but title and status.
        today: What days such as `fri` and `+2w` are counted from; None for none of these.

    Raises:
        MlvError: If the field can't have that value; says what it can have.
        KeyError: If people set no such field.
    """
    if name == "notes":
        return text
    if name == "due" and today is not None and text.strip():
        return _day(text, today)
    return _TYPES[name](" ".join(text.split()))


def _title(text: str) -> str:
    if not text:
        raise MlvError("A title has at least one letter.")
    return _text(text) or ""


def _text(text: str) -> str | None:
    if len(text) > LONGEST:
        raise MlvError(f"That is too long: {len(text)} characters, of {LONGEST} at most.")
    return text or None


def _anchor(text: str) -> str | None:
    if text and text.casefold() != NONE and parse_anchor(text) is None:
        raise MlvError("An anchor is a kind and its gates, such as Trip (G2); or nothing.")
    return _text(text) if text.casefold() != NONE else None


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


def _day(text: str, today: date) -> str:
    try:
        return typed_date(text, today).isoformat()
    except ValueError:
        raise MlvError(f"A due date is written {WAYS}; or nothing.") from None


def _ids(text: str) -> tuple[int, ...]:
    words = text.replace(",", " ").split()
    if not all(map(_ID.fullmatch, words)):
        raise MlvError("What it waits for is a list of ids, such as 12, 15; or nothing.")
    return tuple(dict.fromkeys(map(int, words)))


_TYPES: Final[Mapping[str, Callable[[str], Any]]] = {
    "title": _title,
    "status": _status,
    "priority": _priority,
    "module": _text,
    "anchor": _anchor,
    "owner": _text,
    "due": _due,
    "waits_for": _ids,
}
