"""Text from plans and people made safe to show: nothing in it reaches the terminal as a command."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

_PICTURES: Final = {code: chr(0x2400 + code) for code in range(0x20)} | {0x7F: "␡"}
_BIDI: Final = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
_REPLACED: Final = re.compile(rf"[\x80-\x9f\ud800-\udfff\ufff9-\ufffb\u2028\u2029{_BIDI}]")
_DROPPED: Final = re.compile("[\u200b\u2060-\u2064\ufeff\u00ad\U000e0000-\U000e007f]")
_PLAIN: Final = re.compile(r"[\x20-\x7e]*")
_WITHOUT_WIDTH: Final = frozenset({"Mn", "Me", "Cf"})
_MARKS_KEPT: Final = 3


def visible(text: str) -> str:
    """Return one line of text in which nothing is hidden and nothing is obeyed.

    Control characters become their pictures (`␛`), C1 controls, bidirectional overrides and lone
    surrogates `�`; zero-width characters go, except the joiners that emoji and scripts need;
    a letter keeps at most three signs without a width of their own (marks and joiners).
    """
    if _PLAIN.fullmatch(text):
        return text
    text = _DROPPED.sub("", _REPLACED.sub("\ufffd", text.translate(_PICTURES)))
    return text if text.isascii() else _with_few_marks(text)


def visible_lines(text: str) -> list[str]:
    """Return the lines of a longer text, each made visible, tabs as four blanks."""
    return [visible(line.expandtabs(4)) for line in text.split("\n")]


def _with_few_marks(text: str) -> str:
    kept: list[str] = []
    marks = 0
    for char in text:
        marks = marks + 1 if unicodedata.category(char) in _WITHOUT_WIDTH else 0
        if marks <= _MARKS_KEPT:
            kept.append(char)
    return "".join(kept)
