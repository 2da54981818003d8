"""What the keys of a structured plan may have: each shape reads a value, and has its schema."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from mlv_tui.domain.folding import listed, meant
from mlv_tui.domain.milestone import Status
from mlv_tui.domain.outline import PromptStarter
from mlv_tui.readers.explicit_ids import ID
from mlv_tui.readers.field_values import PRIORITY_WORDS, SEVERAL_LIMIT, VALUE_LIMIT
from mlv_tui.readers.record_values import (
    Kind,
    Misread,
    Several,
    Table,
    Value,
    Word,
    shortened,
    whole,
)
from mlv_tui.readers.titles import TITLE_LIMIT

Schema = Mapping[str, Any]
Read = Callable[[Value, str], Any]
"""Takes a value and its path; gives None where it says nothing; raises `Misread`."""

_TEXT: Final[Schema] = {"type": ["string", "number", "null"]}
_NOTHING: Final[Schema] = {"type": "null"}
_LINK: Final = r"[A-Za-z][A-Za-z0-9_.-]*:[^\s,]+"
_DAY: Final = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
_FORMAT: Final = 1
"""The version of the format that is read here."""


@dataclass(frozen=True, slots=True)
class Shape:
    """What a key may have.

    Attributes:
        schema: As JSON Schema; the same as `read` takes.
        read: Reads it.
    """

    schema: Schema
    read: Read


def _no_text(value: Value, path: str) -> Misread:
    if isinstance(value, Word):
        return Misread(
            f"{path}: {value.text} is no text.", f'Write "{value.text}" for the word.', value.line
        )
    what = "a list" if isinstance(value, Several) else "a table"
    return Misread(f"{path}: {what} is no text.", "Write one text.", value.line)


def _text(value: Value, path: str) -> str | None:
    if not isinstance(value, Word) or value.kind is Kind.TRUTH:
        raise _no_text(value, path)
    return None if value.kind is Kind.NOTHING or not value.text.strip() else value.text


def _short(limit: int) -> Read:
    def read(value: Value, path: str) -> str | None:
        text = _text(value, path)
        if text is not None and len(text) > limit:
            raise Misread(
                f"{path}: {len(text):,} characters are too many.",
                f"Write {limit:,} at most.",
                value.line,
            )
        return None if text is None else " ".join(text.split())

    return read


def _matching(pattern: str, what: str, hint: str) -> Read:
    fits = re.compile(pattern).fullmatch

    def read(value: Value, path: str) -> str | None:
        text = _text(value, path)
        if text is not None and (not fits(text) or len(text) > VALUE_LIMIT):
            raise Misread(f"{path}: {shortened(text)} is not {what}.", hint, value.line)
        return text

    return read


def _day(value: Value, path: str) -> str | None:
    text = _matching(_DAY, "a date", "Write it as 2027-01-31.")(value, path)
    try:
        return None if text is None else date.fromisoformat(text).isoformat()
    except ValueError:
        raise Misread(
            f"{path}: {text} is not a day of the calendar.", "Write it as 2027-01-31.", value.line
        ) from None


def _one_of(choices: Mapping[str, Any], what: str, names: Iterable[str]) -> Shape:
    hint = f"Write {listed(names)}."

    def read(value: Value, path: str) -> Any:
        text = _text(value, path)
        if text is None or not isinstance(value, Word):
            return None
        word = whole(value).casefold()
        if word not in choices:
            near = meant(text, [one for one in choices if one.isalpha()])
            raise Misread(f"{path}: {shortened(text)} is not {what}.", near or hint, value.line)
        return choices[word]

    # Editors complete from the list; the pattern takes other cases.
    words = [{"enum": list(choices)}, {"type": "string", "pattern": _in_any_case(choices)}]
    numbers = [int(one) for one in choices if one.isdecimal()]
    return Shape({"anyOf": [*([{"enum": numbers}] if numbers else []), *words, _NOTHING]}, read)


def _in_any_case(words: Iterable[str]) -> str:
    every = ("".join(_both_cases(char) for char in word) for word in words)
    return f"^(?:{'|'.join(every)}|\\s*)$"


def _both_cases(char: str) -> str:
    return f"[{char.upper()}{char}]" if char.isalpha() else char


def _several(one: Schema, read_one: Read) -> Shape:
    """Take one value, or a list of them."""

    def read(value: Value, path: str) -> tuple[Any, ...] | None:
        if isinstance(value, Word):
            only = read_one(value, path)
            return None if only is None else (only,)
        if isinstance(value, Table):
            raise _no_text(value, path)
        if len(value.items) > SEVERAL_LIMIT:
            raise Misread(
                f"{path}: {len(value.items):,} are too many.",
                f"Write {SEVERAL_LIMIT} at most.",
                value.line,
            )
        found = (read_one(item, f"{path}[{at}]") for at, item in enumerate(value.items))
        return tuple(item for item in found if item is not None) or None

    listing = {"type": "array", "items": one, "maxItems": SEVERAL_LIMIT}
    return Shape({"anyOf": [one, listing]}, read)


def _title(value: Value, path: str) -> str:
    title = _short(TITLE_LIMIT)(value, path)
    if title is None:
        raise Misread(f"{path}: there is no text.", "Write what it is called.", value.line)
    return title


def _prompt(value: Value, path: str) -> PromptStarter | None:
    text = _text(value, path)
    return None if text is None else PromptStarter(text.strip("\n"), value.line)


def _version(value: Value, path: str) -> bool | None:
    text = whole(value).casefold() if isinstance(value, Word) else ""
    if text not in {"false", str(_FORMAT)}:
        raise Misread(
            f"{path}: this version of the format is unknown.",
            f"Write {_FORMAT}, or false to opt out; a newer mlv may read others.",
            value.line,
        )
    return text != "false"


def _records(value: Value, path: str) -> Several | None:
    if isinstance(value, Word) and value.kind is Kind.NOTHING:
        return None
    if not isinstance(value, Several):
        raise Misread(f"{path}: this is no list.", "Write a list of milestones.", value.line)
    return value


def _blank_or(pattern: str) -> str:
    return f"^(?:{pattern}|\\s*)$"


_PRIORITIES: Final = (
    {str(number): number for number in range(10)}
    | {f"p{number}": number for number in range(10)}
    | PRIORITY_WORDS
)
_STATUSES: Final = {status.value: status for status in Status}

BODY: Final = Shape(_TEXT, _text)
TITLE: Final = Shape(
    {"type": ["string", "number"], "pattern": r"\S", "maxLength": TITLE_LIMIT}, _title
)
LONG_NAME: Final = Shape({**_TEXT, "maxLength": TITLE_LIMIT}, _short(TITLE_LIMIT))
NAME: Final = Shape({**_TEXT, "maxLength": VALUE_LIMIT}, _short(VALUE_LIMIT))
IDENT: Final = Shape(
    {"type": ["string", "integer", "null"], "pattern": _blank_or(ID), "minimum": 0},
    _matching(ID, "an id", "An id is 1 to 64 letters, digits, `_`, `-`, `.` or `:`."),
)
DUE: Final = Shape({"type": ["string", "null"], "pattern": _blank_or(_DAY)}, _day)
STATUS: Final = _one_of(_STATUSES, "a status", _STATUSES)
PRIORITY: Final = _one_of(
    _PRIORITIES, "a number from 0 to 9", ["0, the most urgent, to 9", "P0 to P9", *PRIORITY_WORDS]
)
LINKS: Final = _several(
    {"type": ["string", "null"], "pattern": _blank_or(_LINK), "maxLength": VALUE_LIMIT},
    _matching(_LINK, "a link", "A link is written kind:id, such as trip:TR-42."),
)
AFTER: Final = _several(NAME.schema, NAME.read)
PROMPTS: Final = _several(_TEXT, _prompt)
VERSION: Final = Shape({"enum": [_FORMAT, str(_FORMAT), False, "false"]}, _version)
RECORDS: Final = Shape({"type": ["array", "null"]}, _records)
