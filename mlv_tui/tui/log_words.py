"""How a filter of change sets can go on while it is typed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from mlv_tui.domain.change_set import Origin
from mlv_tui.domain.folding import folded
from mlv_tui.domain.log_filter import TERMS
from mlv_tui.domain.milestone import ME
from mlv_tui.domain.query import Candidate, Completions

_BLANK: Final = re.compile(r"\s")
_BARE: Final = re.compile(rf"(?:(?<=\s)|\A)(?:{'|'.join(TERMS)}):(?=\s|\Z)", re.IGNORECASE)


def without_bare(text: str) -> str:
    """Leave out the terms behind which nothing stands yet, such as `by:`."""
    return _BARE.sub("", text)


def completions(text: str, cursor: int, people: Iterable[str]) -> Completions:
    """Tell what may stand where the cursor is.

    Args:
        text: Half typed.
        cursor: From 0 to the text's length.
        people: Who did anything, as far as known.
    """
    start = cursor - len(_BLANK.split(text[:cursor])[-1])
    end = cursor + len(_BLANK.split(text[cursor:])[0])
    name, colon, value = text[start:cursor].partition(":")
    if not colon:
        found = (
            Candidate(f"{one}:", about)
            for one, about in TERMS.items()
            if one[: len(name)] == folded(name)
        )
        return Completions(start, end - start, tuple(found))
    at = start + len(name) + 1
    offers = (one for one in _values(folded(name), people) if folded(one).startswith(folded(value)))
    return Completions(at, end - at, tuple(map(Candidate, offers)))


def _values(name: str, people: Iterable[str]) -> Iterator[str]:
    if name == "by":
        yield from (_quoted(one) for one in dict.fromkeys((ME, *sorted(people))))
    elif name == "origin":
        yield from map(str, Origin)
    elif name == "since":
        yield from ("today", "yesterday", "7d", "30d")


def _quoted(name: str) -> str:
    return f'"{name}"' if " " in name else name
