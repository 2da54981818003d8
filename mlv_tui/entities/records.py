"""Records of plain data, CSV or JSON, told one after the other."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator, Mapping
from typing import Any, Final, NoReturn

from mlv_tui.entities.plain_file import PlainFile
from mlv_tui.errors import SourceInvalid

_DELIMITERS: Final = ",;\t"
_BETWEEN: Final = re.compile(r"[ \t\r\n]*")
_WANTED: Final = "It has a line or an object each, with kind, id, label, state, updated."
_PLAIN: Final = (str, int, float)

Record = Mapping[str, str]
"""The values by the name of their column, in lower case."""


def records(file: PlainFile) -> Iterator[Record]:
    """Read the records of a file, one at a time: whoever waits for the processor gets it between.

    Raises:
        SourceAway: If it can't be read now.
        SourceInvalid: If it can't be understood, when that is come upon.
    """
    try:
        text = file.content().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise SourceInvalid(f"{file.path} is not UTF-8.", "Save it as UTF-8.") from error
    return _of_json(file.path, text) if file.is_json else _of_csv(file.path, text)


def _of_csv(name: str, text: str) -> Iterator[Record]:
    header = text.partition("\n")[0]
    lines = csv.reader(
        iter(text.splitlines(keepends=True)), delimiter=max(_DELIMITERS, key=header.count)
    )
    try:
        columns = [one.strip().lower() for one in next(lines, [])]
        blank = [""] * len(columns)
        for values in lines:
            yield dict(zip(columns, [*values, *blank], strict=False))
    except csv.Error as error:
        raise SourceInvalid(f"{name}:{lines.line_num} is no CSV: {error}.", _WANTED) from error


def _of_json(name: str, text: str) -> Iterator[Record]:
    decoder = json.JSONDecoder()
    at = _after(text, 0)
    if text[at : at + 1] != "[":
        raise SourceInvalid(f"{name} is no list of entities.", _WANTED)
    at = _after(text, at + 1)
    while text[at : at + 1] != "]":
        try:
            one, at = decoder.raw_decode(text, at)
        except (ValueError, RecursionError) as error:
            _refuse(name, text, at, error)
        if isinstance(one, dict):
            yield {str(key).lower(): _word(value) for key, value in one.items()}
        at = _after(text, at)
        if text[at : at + 1] == ",":
            at = _after(text, at + 1)
        elif text[at : at + 1] != "]":
            _refuse(name, text, at, "there is neither a comma nor the end of the list")


def _after(text: str, at: int) -> int:
    found = _BETWEEN.match(text, at)
    return found.end() if found else at


def _word(value: Any) -> str:
    return str(value) if isinstance(value, _PLAIN) else ""


def _refuse(name: str, text: str, at: int, why: object) -> NoReturn:
    where = at if not isinstance(why, json.JSONDecodeError) else why.pos
    said = why.msg if isinstance(why, json.JSONDecodeError) else str(why)
    line = text.count("\n", 0, where) + 1
    raise SourceInvalid(f"{name}:{line} is no JSON: {said}.", _WANTED)
