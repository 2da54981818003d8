"""Dates as people write them: `2026-12-01`, `fri`, `+2w`, `eom`."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Final

WAYS: Final = "2026-12-01, today, tomorrow, fri, +2w, -3d or eom"
"""How a date may be written, for sentences."""

EOW: Final = "eow"
EOM: Final = "eom"
EOY: Final = "eoy"

_WRITTEN: Final = re.compile(r"([0-9]{4})([-/])([0-9]{1,2})\2([0-9]{1,2})")
_AWAY: Final = re.compile(r"([+-]?)([0-9]{1,6})([dwmy])")
_DAYS: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_SHORTEST_DAY: Final = 3
_DECEMBER: Final = 12


def typed_date(text: str, today: date) -> date:
    """Understand a date.

    Args:
        text: As typed, in any case. A weekday (`fri`, `friday`) is the next one after today;
            `+2w`, `-3d`, `1m` and `1y` count from today, `eow`, `eom` and `eoy` are the last day
            of the week (Sunday), the month and the year.
        today: What those are counted from.

    Raises:
        ValueError: If it is no date.
    """
    word = text.strip().casefold()
    if word in _NAMED:
        return _NAMED[word](today)
    away = _AWAY.fullmatch(word)
    try:
        if away is not None:
            return _away(today, int(f"{away[1]}{away[2]}"), away[3])
        return _weekday(word, today) or _written(word)
    except (OverflowError, ValueError):
        raise ValueError(f"“{text}” is no date; write {WAYS}.") from None


def past_date(text: str, today: date) -> date:
    """Understand a day that was: a weekday is the last one, `3d` is three days ago.

    Args:
        text: As typed, in any case; all else as for `typed_date`.
        today: What it is counted from.

    Raises:
        ValueError: If it is no date.
    """
    word = text.strip().casefold()
    if is_distance(word):
        return typed_date(f"-{word.lstrip('+-')}", today)
    weekday = _weekday(word, today)
    return typed_date(word, today) if weekday is None else weekday - timedelta(days=7)


def is_distance(text: str) -> bool:
    """Tell whether a date is written as a distance from today: `+2w`, `3d`."""
    return _AWAY.fullmatch(text.strip().casefold()) is not None


def _away(today: date, count: int, unit: str) -> date:
    if unit in "dw":
        return today + timedelta(days=count * (7 if unit == "w" else 1))
    return _months_away(today, count * (12 if unit == "y" else 1))


def _months_away(today: date, count: int) -> date:
    """Count months; the 31st becomes the last day of a shorter one."""
    year, month = divmod(today.year * 12 + today.month - 1 + count, 12)
    if not date.min.year <= year <= date.max.year:
        raise OverflowError
    return date(year, month + 1, min(today.day, monthrange(year, month + 1)[1]))


def _weekday(word: str, today: date) -> date | None:
    found = [at for at, name in enumerate(_DAYS) if name.startswith(word)]
    if len(word) < _SHORTEST_DAY or not found:
        return None
    return today + timedelta(days=(found[0] - today.weekday() - 1) % 7 + 1)


def _written(word: str) -> date:
    found = _WRITTEN.fullmatch(word)
    if found is None:
        raise ValueError(word)
    return date(int(found[1]), int(found[3]), int(found[4]))


def _month_end(today: date) -> date:
    return today.replace(day=monthrange(today.year, today.month)[1])


_NAMED: Final[Mapping[str, Callable[[date], date]]] = {
    "today": lambda today: today,
    "tomorrow": lambda today: _away(today, 1, "d"),
    "yesterday": lambda today: _away(today, -1, "d"),
    EOW: lambda today: _away(today, 6 - today.weekday(), "d"),
    EOM: _month_end,
    EOY: lambda today: date(today.year, _DECEMBER, 31),
}
