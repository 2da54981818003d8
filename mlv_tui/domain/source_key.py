"""Source keys: the occurrence-based address of a heading within its project."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from typing import Final

SLUG_LIMIT: Final = 80
"""Characters; unique indexes stay well under what every engine takes."""

_SIGNS: Final = "✅☑✔✓🚧⏳❌🟢🟡🟥🔴⬜️\ufe0f"
_MARKS: Final = re.compile(
    rf"""
      ^\[[ xX~/!-]?\]                # [x] in front
    | [\[(](?:DONE|WIP|TODO)[\])]    # (DONE), [WIP]
    | ^(?:DONE|WIP|TODO)\b[ ]?[:–—-]*[ ]?(?=\S)
    | (?:[:–—-][ ]?)?\b(?:DONE|WIP|TODO)[ ]?[!.]*[ ]?$
    | [{_SIGNS}]+
    | ~~
    """,
    re.VERBOSE,
)
_MAY_HOLD_A_MARK: Final = re.compile(rf"[\[~DWT{_SIGNS}]")
"""Rules out most titles, many times faster than `_MARKS` does."""
_REMEMBERED: Final = 131_072
"""Titles; a plan of 50,000 headings is read again and again."""
_NOT_A_WORD: Final = re.compile(r"\W+")
_SIGNS_OF_WORDS: Final = frozenset({"Mn", "Mc"})
"""The vowels and accents that many scripts write as marks; `\\w` doesn't know them."""
_EMOJI_STYLE: Final = frozenset("\ufe0e\ufe0f")


def without_marks(title: str) -> str:
    """Drop status marks (`[x]`, ✅, ~~, DONE) from a title, unless nothing else is in it."""
    folded = " ".join(title.split())
    if _MAY_HOLD_A_MARK.search(folded) is None:
        return folded or title
    return " ".join(_MARKS.sub(" ", folded).split()) or title


@lru_cache(maxsize=_REMEMBERED)
def slug(title: str) -> str:
    """Normalise a title: NFKC, case folded, status marks off, words joined by `-`.

    Returns:
        1 to `SLUG_LIMIT` characters; a longer one ends in a digest of the whole.
    """
    folded = unicodedata.normalize("NFKC", without_marks(title)).casefold()
    plain = unicodedata.normalize("NFKC", folded)
    spaced = _NOT_A_WORD.sub(" " if plain.isascii() else _signs_of_words, plain)
    words = "-".join(spaced.split()).strip("-_") or "untitled"
    if len(words) <= SLUG_LIMIT:
        return words
    digest = hashlib.blake2b(words.encode("utf-8", "surrogatepass"), digest_size=4).hexdigest()
    return f"{words[: SLUG_LIMIT - 9]}-{digest}"


def _signs_of_words(between: re.Match[str]) -> str:
    """Keep of what stands between letters the marks that belong to them."""
    return "".join(char if _is_sign_of_word(char) else " " for char in between[0])


def _is_sign_of_word(char: str) -> bool:
    return unicodedata.category(char) in _SIGNS_OF_WORDS and char not in _EMOJI_STYLE


def addresses(titles: Iterable[str]) -> list[tuple[str, int]]:
    """Give each heading of one plan its slug and occurrence, from 1, in file order."""
    seen: dict[str, int] = {}
    found: list[tuple[str, int]] = []
    for name in map(slug, titles):
        seen[name] = seen.get(name, 0) + 1
        found.append((name, seen[name]))
    return found
