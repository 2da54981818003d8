"""Templates: plans with variables, and what people give for these."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from mlv_tui.domain.dates import WAYS, typed_date
from mlv_tui.domain.folding import folded, listed, meant
from mlv_tui.domain.typed_values import LONGEST
from mlv_tui.errors import MlvError, ValuesWrong

_NUMBER: Final = re.compile(r"[+-]?[0-9]{1,6}")
_YES: Final = frozenset({"yes", "y", "true", "on", "1"})
_NO: Final = frozenset({"no", "n", "false", "off", "0", ""})
# A line end, or a sign that a terminal would obey.
_UNUSABLE: Final = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")


class Kind(StrEnum):
    """What can be given for a variable."""

    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    CHOICE = "choice"
    YESNO = "yesno"


class Exact(str):
    """A value that can only be what the template foresees: it stands in a plan as it is."""

    __slots__ = ()


Value = str | int | bool


@dataclass(frozen=True, slots=True)
class Variable:
    """What a template asks for.

    Attributes:
        name: A word in lower case.
        kind: What can be given for it.
        default: What it is where nothing is given, as typed; "" for nothing.
        choices: Of a choice: what there is to choose from; else none.
        about: What it is for, in a few words; may be "".
        is_required: Whether something must be given, or be there by default.
    """

    name: str
    kind: Kind = Kind.TEXT
    default: str = ""
    choices: tuple[str, ...] = ()
    about: str = ""
    is_required: bool = False

    @property
    def wanted(self) -> str:
        """Say in a few words what can be given."""
        if self.kind is Kind.CHOICE:
            return listed(self.choices)
        return _WANTED[self.kind]

    def value_of(self, text: str, today: date) -> Value:
        """Understand what was given.

        Args:
            text: As typed; blanks around it don't count.
            today: What days such as `fri` and `+2w` are counted from.

        Raises:
            MlvError: If it can't have that value; says what it can have.
        """
        typed = text.strip()
        if not typed and self.is_required:
            raise MlvError(f"Something is needed here: {self.wanted}.")
        if not typed and self.kind is not Kind.YESNO:
            return ""
        return _READ[self.kind](self, typed, today)


@dataclass(frozen=True, slots=True)
class Template:
    """A plan with variables.

    Attributes:
        name: What it is called by: its file's name without `.md`.
        place: Where it is from, for people: a file's path, or `built in`.
        title: What people call it.
        about: A sentence; may be "".
        variables: In the order in which they are asked for.
        body: The plan with its marks, as written.
        line: The 1-based line of the file where that begins.
    """

    name: str
    place: str
    title: str
    about: str
    variables: tuple[Variable, ...]
    body: str
    line: int

    def values_of(self, given: Mapping[str, str], today: date) -> dict[str, Value]:
        """Understand what was given for the variables; the others are as by default.

        Args:
            given: As typed, by name.
            today: What days are counted from.

        Raises:
            ValuesWrong: Tells everything that is missing, misspelt or can't be, at once.
        """
        wrong = {name: self._unknown(name) for name in given if name not in self._names}
        missing: list[str] = []
        values: dict[str, Value] = {}
        for one in self.variables:
            text = given.get(one.name, one.default)
            try:
                values[one.name] = one.value_of(text, today)
            except MlvError as error:
                wrong[one.name] = error.message
                missing += [] if text.strip() else [one.name]
        if wrong:
            raise ValuesWrong(*self._told(wrong, missing), wrong)
        return values

    @property
    def _names(self) -> Sequence[str]:
        return [one.name for one in self.variables]

    def _unknown(self, name: str) -> str:
        there = f"There are: {', '.join(self._names)}." if self.variables else "It has none."
        return f"“{name}” is no variable of {self.name}. {meant(name, self._names) or there}"

    def _told(self, wrong: Mapping[str, str], missing: Sequence[str]) -> tuple[str, str]:
        """Word everything in one message, and how to mend it."""
        told = [f"{self.name} needs {listed(missing, 'and')}."] if missing else []
        for name, why in wrong.items():
            if name not in missing:
                told.append(f"{name}: {why}" if name in self._names else why)
        return " ".join(told), f"`mlv template show {self.name}` tells what it asks for."


def _text(one: Variable, typed: str, today: date) -> Value:
    del one, today
    if len(typed) > LONGEST:
        raise MlvError(f"That is too long: {len(typed)} characters, of {LONGEST} at most.")
    if _UNUSABLE.search(typed):
        raise MlvError("A text is one line, without control characters.")
    return " ".join(typed.split())


def _number(one: Variable, typed: str, today: date) -> Value:
    del today
    if not _NUMBER.fullmatch(typed):
        raise MlvError(f"It is {one.wanted}.")
    return int(typed)


def _day(one: Variable, typed: str, today: date) -> Value:
    try:
        return Exact(typed_date(typed, today).isoformat())
    except ValueError:
        raise MlvError(f"It is {one.wanted}.") from None


def _choice(one: Variable, typed: str, today: date) -> Value:
    del today
    found = [choice for choice in one.choices if folded(choice) == folded(typed)]
    begun = [choice for choice in one.choices if folded(choice).startswith(folded(typed))]
    if not found and len(begun) != 1:
        raise MlvError(f"It is {one.wanted}.")
    return Exact((found or begun)[0])


def _yes_or_no(one: Variable, typed: str, today: date) -> Value:
    del today
    word = folded(typed)
    if word not in _YES and word not in _NO:
        raise MlvError(f"It is {one.wanted}.")
    return word in _YES


_READ: Final[Mapping[Kind, Callable[[Variable, str, date], Value]]] = MappingProxyType(
    {
        Kind.TEXT: _text,
        Kind.NUMBER: _number,
        Kind.DATE: _day,
        Kind.CHOICE: _choice,
        Kind.YESNO: _yes_or_no,
    }
)
_WANTED: Final[Mapping[Kind, str]] = MappingProxyType(
    {
        Kind.TEXT: "a text of one line",
        Kind.NUMBER: "a whole number of at most six digits",
        Kind.DATE: f"a day, such as {WAYS}",
        Kind.YESNO: "yes or no",
    }
)
