"""The terms about days: when something is due, and when it changed last."""

from __future__ import annotations

from datetime import date, datetime
from functools import cache
from typing import Final

from mlv_tui.domain.dates import EOM, EOW, EOY, WAYS, is_distance, typed_date
from mlv_tui.domain.milestone import NONE, Milestone, Status
from mlv_tui.domain.query.numbers import Within, parts_of, within, wrong
from mlv_tui.domain.query.tree import Check, Given, Value
from mlv_tui.errors import QueryError

OVERDUE: Final = "overdue"
_TURNED: Final = str.maketrans("<>", "><")
"""An age compares the other way round."""
_UP_TO: Final = ">="
"""How the day of an age without a sign compares: `3d` is up to three days."""


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

    @cache
    def is_within(milliseconds: int) -> bool:
        return bounds(day_of(milliseconds, given))

    return lambda _forest: lambda one: is_within(one.updated_at)


def day_of(milliseconds: int, given: Given) -> date:
    """Return the day of a moment, where the person is."""
    return datetime.fromtimestamp(milliseconds / 1000, given.zone).date()


def _age(value: Value, given: Given) -> Within | None:
    """Understand an age such as `<3d`, or a range of them; None for anything else."""
    sign, distance = parts_of(value.word)
    ages = distance.split("..")
    is_age = all(is_distance(one) and one[0].isdecimal() for one in ages)
    if not is_age or (sign and len(ages) > 1):
        return None
    text = "..".join(f"-{one}" for one in ages)
    turned = text if len(ages) > 1 else f"{sign.translate(_TURNED) or _UP_TO}{text}"
    return _bounds_of(value, turned, given, "changed:<3d")


def _bounds(value: Value, given: Given, example: str) -> Within:
    if ".." in value.word:
        return _range(value, given, example)
    return _bounds_of(value, value.word, given, example)


def _range(value: Value, given: Given, example: str) -> Within:
    """Understand the first and the last day; `eom` is that of the first day, once that is ahead.

    Raises:
        QueryError: If one of them is no date, or the last is before the first.
    """
    begun, _, ended = value.word.partition("..")
    try:
        first = typed_date(begun, given.today)
        is_end = ended in (EOW, EOM, EOY)
        last = typed_date(ended, max(first, given.today) if is_end else given.today)
    except ValueError:
        raise _no_date(value, example) from None
    if last < first:
        said = f"“{value.text}” ends before it begins."
        raise wrong(value, said, f"It would be from {first} to {last}.")
    return lambda day: day is not None and first <= day <= last


def _bounds_of(value: Value, text: str, given: Given, example: str) -> Within:
    try:
        return within(text, lambda word: typed_date(word, given.today))
    except ValueError:
        raise _no_date(value, example) from None


def _no_date(value: Value, example: str) -> QueryError:
    hint = f"Write {WAYS}, or compare: {example}."
    return wrong(value, f"“{value.text}” is no date.", hint)
