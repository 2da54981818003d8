"""The terms about days: when something is due, and when it changed last."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from functools import cache
from typing import Final

from mlv_tui.domain.dates import WAYS, is_distance, typed_date
from mlv_tui.domain.milestone import Milestone, Status
from mlv_tui.domain.query.numbers import Within, parts_of, within, wrong
from mlv_tui.domain.query.texts import NONE
from mlv_tui.domain.query.tree import Check, Given, Value

OVERDUE: Final = "overdue"
_DAY: Final = 86_400_000
_EPOCH: Final = date(1970, 1, 1).toordinal()
_TURNED: Final = {
    "<": ">",
    "<=": ">=",
    "=<": ">=",
    ">": "<",
    ">=": "<=",
    "=>": "<=",
    "=": "=",
    "": ">=",
}
"""An age compares the other way round; `3d` alone is up to three days."""


def is_overdue(one: Milestone, today: date) -> bool:
    """Tell whether a milestone should have been done before today."""
    due: str | None = one.shown("due")
    return due is not None and due < today.isoformat() and one.status is not Status.DONE


def due_check(value: Value, given: Given) -> Check:
    """Read `due:<+7d`, `due:none`, `due:overdue`."""
    if value.word == NONE:
        return lambda _forest: lambda one: not one.shown("due")
    if value.word == OVERDUE:
        return lambda _forest: lambda one: is_overdue(one, given.today)
    bounds = _bounds(value, given, "due:<+7d")

    @cache
    def is_within(due: str | None) -> bool:
        return due is not None and bounds(date.fromisoformat(due))

    return lambda _forest: lambda one: is_within(one.shown("due"))


def changed_check(value: Value, given: Given) -> Check:
    """Read `changed:<3d`, less than three days ago, or `changed:>=2026-12-01`, since that day."""
    bounds = _age(value, given) or _bounds(value, given, "changed:<3d")
    offset = _offset(given)

    @cache
    def is_within(ordinal: int) -> bool:
        return bounds(date.fromordinal(ordinal))

    def test(one: Milestone) -> bool:
        return is_within(_EPOCH + (one.updated_at + offset) // _DAY)

    return lambda _forest: test


def day_of(milliseconds: int, given: Given) -> date:
    """Return the day of a moment, where the person is."""
    return date.fromordinal(_EPOCH + (milliseconds + _offset(given)) // _DAY)


def _offset(given: Given) -> int:
    """Return how far the person's clock is before UTC today, in milliseconds."""
    ahead = datetime.combine(given.today, time(), given.zone).utcoffset() or timedelta()
    return ahead // timedelta(milliseconds=1)


def _age(value: Value, given: Given) -> Within | None:
    """Understand an age such as `<3d`, or a range of them; None for anything else."""
    sign, distance = parts_of(value.word)
    ages = distance.split("..")
    if not all(is_distance(one) and one[0].isdecimal() for one in ages):
        return None
    text = "..".join(f"-{one}" for one in ages)
    turned = text if len(ages) > 1 else f"{_TURNED[sign]}{text}"
    return _bounds_of(value, turned, given, "changed:<3d")


def _bounds(value: Value, given: Given, example: str) -> Within:
    return _bounds_of(value, value.word, given, example)


def _bounds_of(value: Value, text: str, given: Given, example: str) -> Within:
    try:
        return within(text, lambda word: typed_date(word, given.today))
    except ValueError:
        hint = f"Write {WAYS}, or compare: {example}."
        raise wrong(value, f"“{value.text}” is no date.", hint) from None
