"""Finding by a few letters of the words that one remembers."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final

LEAST: Final = 72
"""Of 100: how like a typed word must be to some part of a text."""

MOST: Final = 50
"""Texts that are offered; who wants others types more."""

_AT_WORD: Final = 160
_LITERAL: Final = 140
_SHORTENED: Final = 110
"""What it counts that a text has a word at the start of one of its own, within one, or its
letters in order within one; being like it counts up to 100."""


def ranked(wanted: str, texts: Sequence[str], most: int = MOST) -> list[int]:
    """Choose the texts that fit what was typed.

    Args:
        wanted: As typed: words, in any order and case, shortened (`nxt`) or misspelt a little.
        texts: What there is.
        most: How many to return at most.

    Returns:
        Their indices, the best first, else in their order; with nothing typed the first ones.
    """
    folded = {at: text.casefold() for at, text in enumerate(texts)}
    scores = dict.fromkeys(folded, 0.0)
    for word in wanted.casefold().split():
        found = _scores(word, {at: folded[at] for at in scores})
        scores = {at: score + found[at] for at, score in scores.items() if at in found}
    return sorted(scores, key=lambda at: (-scores[at], at))[:most]


def _scores(word: str, texts: Mapping[int, str]) -> dict[int, float]:
    """Score the texts that have a word, or what is like it."""
    from rapidfuzz import fuzz, process  # noqa: PLC0415 - after the first frame

    alike = process.extract(word, texts, scorer=fuzz.partial_ratio, score_cutoff=LEAST, limit=None)
    found = {at: score for _, score, at in alike}
    letters = re.compile(r"\w*".join(map(re.escape, word)))
    for at, text in texts.items():
        if word in text:
            found[at] = _AT_WORD if f" {word}" in f" {text}" else _LITERAL
        elif letters.search(text):
            found[at] = _SHORTENED
    return found
