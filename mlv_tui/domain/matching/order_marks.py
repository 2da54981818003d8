"""The numbers in titles that say where a section stands: `2.1 Design`, `Phase 2`, `Step 4`."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from mlv_tui.domain.matching.titles import bare_title

_NUMBER: Final = re.compile(r"\d+(?:\.\d+)*")
_DIGIT: Final = re.compile(r"\d")
_REMEMBERED: Final = 131_072


@lru_cache(maxsize=_REMEMBERED)
def stem(title: str) -> str:
    """Return what is said of a section besides its first number, "" where there is no number."""
    if _DIGIT.search(title) is None:
        return ""
    bare = bare_title(title)
    said = _NUMBER.sub("#", bare, count=1)
    return "" if said == bare else said


def number(title: str) -> str:
    """Return the first number of a title, with those of the levels above it: `2.1`."""
    found = _NUMBER.search(bare_title(title))
    return found[0] if found else ""


def rank(title: str) -> str:
    """Return the part of the number that counts among the headings beside it: `1` of `2.1`."""
    return number(title).rpartition(".")[2]
