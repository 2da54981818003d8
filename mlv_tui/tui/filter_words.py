"""Filters while they are typed: what of one makes sense, and why it shows a milestone."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from mlv_tui.domain.forest import Forest
from mlv_tui.domain.query import Candidate, Completions, Query, QueryError, explain
from mlv_tui.services.asking import asked
from mlv_tui.tui.sentences import named
from mlv_tui.tui.widgets.hints import Reason, Reasons

MOST_COUNTED: Final = 20
"""Offers, where each has to be counted for itself."""

FIELD_BEFORE: Final = re.compile(r'[a-z]+:(?:"[^"]*"|[^\s"()])*\Z', re.IGNORECASE)
OR: Final = re.compile(r"\bor\b", re.IGNORECASE)
REST_OF_WORD: Final = re.compile(r"\A[^\s()]+")


def reasons_for(query: Query, forest: Forest, ident: int | None) -> Reasons:
    """Say of each part of a filter whether it holds for a milestone; None for none at all."""
    if ident is None:
        return Reasons((Reason("No milestone is under the cursor."),))
    found = explain(query, forest, ident)
    said = f"{named(forest, [ident])} is {'in' if found.holds else 'out'}"
    parts = (
        Reason(f"{part.text}  {part.has}".rstrip(), part.holds, part.depth) for part in found.parts
    )
    return Reasons((Reason(said), *parts))


def counted_among(found: Completions, text: str, forest: Forest, me: str) -> Completions:
    """Count offers among what the other words of a filter leave.

    Args:
        found: What is offered, counted in the whole project.
        text: As typed.
        forest: Where they are counted.
        me: Who asks.
    """
    begun = FIELD_BEFORE.search(text[: found.at])
    start, field = (begun.start(), begun[0]) if begun else (found.at, "")
    rest = f"{text[:start].rstrip('-')} {text[found.at + found.length :]}"
    if not rest.strip() or OR.search(rest):
        return found
    query = without_words(rest, None, me)
    left = query.ids(forest)
    name = field.partition(":")[0]
    return replace(
        found,
        candidates=tuple(
            one if one.count is None else replace(one, count=_count(name, one, forest, left, me))
            for one in found.candidates[:MOST_COUNTED]
        ),
    )


def _count(name: str, one: Candidate, forest: Forest, left: frozenset[int], me: str) -> int:
    term = f"{name}:{one.text}" if name else one.text
    return len(asked(term, me).among(forest, left))


def without_words(text: str, error: QueryError | None, me: str) -> Query:
    """Understand a filter without the words that make no sense yet.

    Args:
        text: As typed.
        error: Why it can't be understood, if that is known.
        me: Who asks.
    """
    while text:
        if error is not None:
            at = min(error.at, len(text) - 1)
            rest = text[at + max(error.length, 1) :]
            text = text[:at] + (rest if text[at] in "()" else REST_OF_WORD.sub("", rest))
        try:
            return asked(text, me)
        except QueryError as found:
            error = found
    return asked("", me)
