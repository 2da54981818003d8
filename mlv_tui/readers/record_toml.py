"""TOML read into values with lines."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from typing import Any, Final

from mlv_tui.readers.record_values import Entry, Kind, Misread, Several, Table, Value, Word
from mlv_tui.readers.text import safe_text
from mlv_tui.readers.toml_lines import Path, TomlLines

_PLACE: Final = re.compile(r" \(at (?:line ([0-9]+), column [0-9]+|end of document)\)\Z")


class _Number(str):
    """A number with a point, as it is written."""

    __slots__ = ()


def parse_toml(text: str) -> Value | None:
    """Read a TOML text, every scalar as a word.

    Raises:
        Misread: It is broken.
    """
    # Looked at first: it refuses what the standard reader would recurse into, or copy for hours.
    lines = TomlLines(text)
    try:
        found = tomllib.loads(text, parse_float=_Number)
        return _placed(found, (), 1, lines) if found else None
    except ValueError as error:
        raise _broken(str(error), text) from None


def _placed(value: Any, path: Path, above: int, lines: TomlLines) -> Value:
    line = lines.of.get(path, above)
    if isinstance(value, dict):
        return Table(dict(_entries(value, path, line, lines)), line)
    if isinstance(value, list):
        items = [_placed(one, (*path, at), line, lines) for at, one in enumerate(value)]
        return Several(items, line)
    if isinstance(value, bool):
        return Word(str(value).lower(), Kind.TRUTH, line)
    kind = Kind.NUMBER if isinstance(value, int | _Number) else Kind.TEXT
    return Word(safe_text(str(value)), kind, lines.of_text.get(path, line))


def _entries(
    table: Mapping[str, Any], path: Path, above: int, lines: TomlLines
) -> list[tuple[str, Entry]]:
    found: list[tuple[str, Entry]] = []
    for key, value in table.items():
        below = (*path, key)
        line = lines.of.get(below, above)
        found.append((safe_text(key), Entry(line, _placed(value, below, line, lines))))
    return found


def _broken(message: str, text: str) -> Misread:
    place = _PLACE.search(message)
    if place is None:
        # A number of more digits than Python reads or writes.
        return Misread("this is no valid TOML: a number is too long.", "Put it in quotes.", None)
    line = int(place[1]) if place[1] else text.rstrip("\n").count("\n") + 1
    problem = message[: place.start()][:200]
    return Misread(f"this is no valid TOML: {problem}.", "Mend it there or right above.", line)
