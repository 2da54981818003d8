"""What standard output is: how wide, with which colours, and which characters it takes."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

PLAIN: Final[Mapping[str, str]] = MappingProxyType({})
COLOURS: Final[Mapping[str, str]] = MappingProxyType(
    {"strong": "1", "dim": "2", "blocked": "31", "done": "32", "active": "33", "link": "36"}
)
"""By style, the parameters of the escape sequence; from the terminal's own sixteen colours."""

_STAND_INS: Final = str.maketrans(
    {"…": "...", "→": "->", "–": "-", "—": "-", "·": "-", "›": ">", "│": "|"}
    | dict.fromkeys("“”„", '"')
    | dict.fromkeys("‘’", "'")
)


@dataclass(frozen=True, slots=True)
class Terminal:
    """What can be shown.

    Attributes:
        width: In cells; None if nobody looks at it: then nothing is cut.
        styles: The parameters of the escape sequence of each style; none without colours.
        encoding: Of what is written.
    """

    width: int | None
    styles: Mapping[str, str]
    encoding: str

    def can_print(self, text: str) -> bool:
        """Tell whether the encoding has all these characters."""
        try:
            text.encode(self.encoding)
        except (UnicodeEncodeError, LookupError):
            return False
        return True

    def printable(self, text: str) -> str:
        """Put `->` for `→` and the like, and `?` for whatever else the encoding hasn't."""
        if self.can_print(text):
            return text
        bare = "".join(one if self.can_print(one) else one.translate(_STAND_INS) for one in text)
        return bare.encode(self.encoding, "replace").decode(self.encoding)


def standard_output(environment: Mapping[str, str] = os.environ) -> Terminal:
    """Look at standard output, `NO_COLOR`, `TERM` and `COLUMNS`."""
    encoding = getattr(sys.stdout, "encoding", None) or "ascii"
    if sys.stdout is None or not sys.stdout.isatty():
        return Terminal(None, PLAIN, encoding)
    is_plain = bool(environment.get("NO_COLOR")) or environment.get("TERM", "dumb") == "dumb"
    width = shutil.get_terminal_size().columns
    return Terminal(width, PLAIN if is_plain else COLOURS, encoding)
