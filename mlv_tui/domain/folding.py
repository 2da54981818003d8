"""Words compared, counted and listed the way people mean them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from typing import Final

HUMP: Final = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
"""Where a word begins in another, as in `LineItems`."""

_LONGEST_COMPARED: Final = 40
_CLOSE: Final = 3
_REMEMBERED: Final = 32_768


def folded(text: str) -> str:
    """Drop what doesn't count: case, and how accents and wide letters are encoded."""
    return text.casefold() if text.isascii() else _folded_signs(text)


@lru_cache(maxsize=_REMEMBERED)
def _folded_signs(text: str) -> str:
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())


def nearest(word: str, names: Iterable[str]) -> list[str]:
    """Name those that were probably meant, the likeliest first; three at most."""
    from difflib import get_close_matches  # noqa: PLC0415 - only for what was misspelt

    by_folded: dict[str, str] = {}
    for name in names:
        by_folded.setdefault(folded(name), name)
    wanted = folded(word[:_LONGEST_COMPARED])
    begun = [name for key, name in by_folded.items() if wanted and key.startswith(wanted)]
    close = [by_folded[key] for key in get_close_matches(wanted, by_folded, n=_CLOSE)]
    return list(dict.fromkeys((*begun[:_CLOSE], *close)))[:_CLOSE]


def meant(word: str, names: Iterable[str]) -> str:
    """Ask whether one of the nearest was meant; "" where none is near."""
    near = nearest(word, names)
    return f"Did you mean {listed(near)}?" if near else ""


def counted(count: int, word: str) -> str:
    """Write how many there are of something: `1 plan`, `3 plans`."""
    return f"{count} {word}" if count == 1 else f"{count} {word}s"


def listed(words: Iterable[str], last: str = "or") -> str:
    """Write a list of at least one: `a, b or c`."""
    *first, end = words
    return f"{', '.join(first)} {last} {end}" if first else end
