"""Points in time as people speak of them."""

from __future__ import annotations

from typing import Final

_UNITS: Final = (
    (365 * 86_400_000, "y"),
    (86_400_000, "d"),
    (3_600_000, "h"),
    (60_000, "min"),
)


def age(then: int, now: int) -> str:
    """Say how long ago something was.

    Args:
        then: Epoch milliseconds.
        now: The same.
    """
    for size, unit in _UNITS:
        if now - then >= size:
            return f"{(now - then) // size} {unit} ago"
    return "just now"
