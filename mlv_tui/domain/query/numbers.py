"""Numbers and dates within bounds: `<=2`, `1-3`, `>=2026-12-01`, `today..fri`."""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Mapping
from typing import Any, Final, TypeVar

from mlv_tui.domain.query.tree import Value
from mlv_tui.errors import QueryError

Bound = TypeVar("Bound")
Within = Callable[[Any], bool]
"""Tells whether a number, or a date, is within the bounds."""

_OPERATORS: Final[Mapping[str, Callable[[Any, Any], bool]]] = {
    "": operator.eq,
    "=": operator.eq,
    "<": operator.lt,
    "<=": operator.le,
    "=<": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "=>": operator.ge,
}
_SIGNS: Final = "|".join(sorted(_OPERATORS, key=len, reverse=True))
_COMPARED: Final = re.compile(rf"({_SIGNS})(.*)", re.DOTALL)
_NUMBER: Final = re.compile(r"[0-9]{1,18}")
_HYPHENED: Final = re.compile(r"([^-.]+)-([^-.]+)")


def parts_of(text: str) -> tuple[str, str]:
    """Part a comparison from what is compared with: `<=2` → `<=` and `2`."""
    found = _COMPARED.fullmatch(text)
    return (found[1], found[2]) if found else ("", text)


def compared(sign: str, bound: Any) -> Within:
    """Compare with a bound; nothing that isn't there is within it."""
    holds = _OPERATORS[sign]
    return lambda given: given is not None and holds(given, bound)


def within(text: str, read: Callable[[str], Bound]) -> Within:
    """Understand bounds: a comparison, a range `first..last`, or one value.

    Args:
        text: As typed.
        read: Understands one number, or date.

    Raises:
        ValueError: If it isn't one; as `read` says it.
    """
    if ".." in text:
        first, _, last = text.partition("..")
        return _between(read(first), read(last))
    sign, bound = parts_of(text)
    return compared(sign, read(bound))


def number_within(value: Value, name: str, mark: str = "") -> Within:
    """Understand the bounds of a number.

    Args:
        value: As typed: `2`, `<=2`, `1-3`, `1..3`.
        name: What the number is, for the sentence.
        mark: What may stand in front of it: the `p` of `p1`.

    Raises:
        QueryError: If it isn't one.
    """

    def read(text: str) -> int:
        digits = text.removeprefix(mark)
        if _NUMBER.fullmatch(digits) is None:
            raise ValueError(text)
        return int(digits)

    word = value.word
    try:
        return within(_HYPHENED.sub(r"\1..\2", word), read)
    except ValueError:
        hint = f"Write {name}:2, {name}:<=2 or {name}:1-3."
        raise wrong(value, f"“{value.text}” is no number.", hint) from None


def wrong(value: Value, message: str, hint: str) -> QueryError:
    """Make the error that points at a value."""
    return QueryError(message, hint, at=value.span.at, length=value.span.length)


def _between(first: Any, last: Any) -> Within:
    low, high = min(first, last), max(first, last)
    return lambda given: given is not None and low <= given <= high
