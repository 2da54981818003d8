"""JSON read into values with lines."""

from __future__ import annotations

import json
import re
from typing import Final

from mlv_tui.readers.record_values import (
    Building,
    Kind,
    Lines,
    Misread,
    Several,
    Table,
    Value,
    Word,
    too_deep,
)
from mlv_tui.readers.text import safe_text

_PIECE: Final = re.compile(r'"(?:[^"\\]|\\.)*+"|[{}\[\]]|[^\s{}\[\],:"]+')
_KINDS: Final = {"null": Kind.NOTHING, "true": Kind.TRUTH, "false": Kind.TRUTH}

_NO_JSON: Final = frozenset({"NaN", "Infinity", "-Infinity"})


def parse_json(text: str) -> Value | None:
    """Read a JSON text, every scalar as the word that is written.

    Raises:
        Misread: It is broken.
    """
    _refuse_broken(text)
    lines, building = Lines(text), Building()
    # The standard reader tells no lines. It has found the text valid, so that its pieces alone tell
    # what is what.
    for found in _PIECE.finditer(text):
        piece, line = found[0], lines.at(found.start())
        if piece == "{":
            building.begin(Table({}, line))
        elif piece == "[":
            building.begin(Several([], line))
        elif piece in {"}", "]"}:
            building.end()
        else:
            building.word(_word(piece, line))
    return building.top


def _refuse_broken(text: str) -> None:
    try:
        json.loads(text, parse_int=str, parse_float=str)
    except json.JSONDecodeError as error:
        raise _broken(error, text) from None
    except RecursionError:
        raise too_deep(1) from None


def _broken(error: json.JSONDecodeError, text: str) -> Misread:
    before, at = text[: error.pos].rstrip(), text[error.pos : error.pos + 1]
    told = f"a comma before {at}" if before.endswith(",") and at in "]}" and at else error.msg
    # A file of one line tells little by its line.
    column = f" in column {error.colno}" if "\n" not in text.strip() else ""
    return Misread(
        f"this is no valid JSON{column}: {told}.", "Mend it there or right above.", error.lineno
    )


def _word(piece: str, line: int) -> Word:
    if not piece.startswith('"'):
        if piece in _NO_JSON:
            raise Misread(f"{piece} is no JSON.", "Write a number, or null.", line)
        return Word(piece, _KINDS.get(piece, Kind.NUMBER), line)
    text = json.loads(piece) if "\\" in piece else piece[1:-1]
    return Word(safe_text(text), Kind.TEXT, line)
