"""Any text written so that Markdown reads it as just that text."""

from __future__ import annotations

import re
from typing import Final

_SPECIAL: Final = re.compile(r"[\\`*_\[\]<>~&{}#|!:=+-]")
_NUMBERED: Final = re.compile(r"\A([0-9]+)([.)])")


def escaped(text: str) -> str:
    """Put a backslash before every sign that may mean something in Markdown."""
    return _NUMBERED.sub(r"\1\\\2", _SPECIAL.sub(r"\\\g<0>", text))
