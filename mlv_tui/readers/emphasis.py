"""Runs of `*`, `_` and `~~`: which of them are markup."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import Final

_STRIKE: Final = 2


@dataclass(slots=True)
class Run:
    """A run of one mark.

    Attributes:
        at: Where it stands among the pieces of the text.
        mark: `*`, `_` or `~`.
        length: How long it is written.
        left: How many of its marks are not used up as markup.
        opens: Whether it may begin emphasis.
        closes: Whether it may end emphasis.
    """

    at: int
    mark: str
    length: int
    left: int
    opens: bool
    closes: bool


def read_run(text: str, start: int, end: int, at: int) -> Run:
    """Judge the run `text[start:end]` by the characters on its sides."""
    mark, length = text[start], end - start
    before, after = text[start - 1 : start], text[end : end + 1]
    is_left = _is_flanking(after, before)
    is_right = _is_flanking(before, after)
    if mark == "~" and length != _STRIKE:
        is_left = is_right = False
    if mark != "_":
        return Run(at, mark, length, length, is_left, is_right)
    opens = is_left and (not is_right or _is_punctuation(before))
    closes = is_right and (not is_left or _is_punctuation(after))
    return Run(at, mark, length, length, opens, closes)


def pair(runs: list[Run]) -> None:
    """Use up the marks that are markup; CommonMark's algorithm, linear in the runs."""
    openers: list[int] = []
    bottoms: dict[tuple[str, bool, int], int] = {}
    for index, run in enumerate(runs):
        if run.closes:
            _close(runs, index, openers, bottoms)
        if run.opens and run.left:
            openers.append(index)


def _close(
    runs: list[Run],
    index: int,
    openers: list[int],
    bottoms: dict[tuple[str, bool, int], int],
) -> None:
    closer = runs[index]
    key = (closer.mark, closer.opens, closer.length % 3)
    while closer.left:
        found = _opener(runs, closer, openers, bottoms.get(key, -1))
        if found is None:
            # No opener before this run will ever do for such a closer: don't look there again.
            bottoms[key] = index - 1
            return
        opener = runs[openers[found]]
        used = min(2, opener.left, closer.left)
        opener.left -= used
        closer.left -= used
        del openers[found + (opener.left > 0) :]


def _opener(runs: list[Run], closer: Run, openers: list[int], bottom: int) -> int | None:
    for place in range(len(openers) - 1, -1, -1):
        if openers[place] <= bottom:
            return None
        opener = runs[openers[place]]
        if opener.mark == closer.mark and _may_pair(opener, closer):
            return place
    return None


def _may_pair(opener: Run, closer: Run) -> bool:
    if not (opener.closes or closer.opens):
        return True
    both = opener.length + closer.length
    return both % 3 != 0 or (opener.length % 3 == 0 and closer.length % 3 == 0)


def _is_flanking(inner: str, outer: str) -> bool:
    if not inner or inner.isspace():
        return False
    return not _is_punctuation(inner) or not outer or outer.isspace() or _is_punctuation(outer)


def _is_punctuation(char: str) -> bool:
    return bool(char) and unicodedata.category(char)[0] in "PS"
