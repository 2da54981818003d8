"""A parsed query as a frozen tree; where its words stood doesn't count when two are compared."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, tzinfo
from typing import TypeAlias

from mlv_tui.domain.forest import Forest
from mlv_tui.domain.milestone import Milestone

Test: TypeAlias = Callable[[Milestone], bool]
"""Tells whether something holds for a milestone of one forest."""

Check: TypeAlias = Callable[[Forest], Test]
"""Prepares, once for a forest, what tells whether something holds for its milestones."""


@dataclass(frozen=True, slots=True)
class Given:
    """What a query may mean without saying it.

    Attributes:
        today: The day that `today` and `+2w` are counted from.
        me: The person that `owner:me` means.
        zone: Where that day is.
    """

    today: date
    me: str
    zone: tzinfo = UTC


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of the query's text."""

    at: int
    length: int

    @property
    def end(self) -> int:
        """The place behind it."""
        return self.at + self.length

    def until(self, other: Span) -> Span:
        """Return the piece from here to the end of another."""
        return Span(self.at, other.end - self.at)


@dataclass(frozen=True, slots=True)
class Value:
    """A word, or something in quotes.

    Attributes:
        text: Without the quotes.
        is_quoted: Whether it was in quotes: then it means itself, never `none` or `me`.
        span: Where it stands, quotes and all.
    """

    text: str
    is_quoted: bool
    span: Span = field(compare=False)

    @property
    def word(self) -> str:
        """The word to be understood, in lower case; "" for something in quotes."""
        return "" if self.is_quoted else self.text.casefold()


@dataclass(frozen=True, slots=True)
class Words:
    """A text that the title holds."""

    value: Value
    check: Check = field(compare=False, repr=False)

    @property
    def span(self) -> Span:
        """Where it stands."""
        return self.value.span


@dataclass(frozen=True, slots=True)
class Term:
    """A field that has any of some values.

    Attributes:
        name: The field's full name.
        values: At least one.
        span: Where it stands.
        checks: One for each value.
    """

    name: str
    values: tuple[Value, ...]
    span: Span = field(compare=False)
    checks: tuple[Check, ...] = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Every:
    """All of its parts hold; so does none at all, for everything. No part is an `Every`."""

    parts: tuple[Node, ...]
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Some:
    """One of its parts holds, at least; there are two or more. No part is a `Some`."""

    parts: tuple[Node, ...]
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Negated:
    """Its part doesn't hold; that is no `Negated`."""

    part: Node
    span: Span = field(compare=False)


Node: TypeAlias = "Words | Term | Every | Some | Negated"


def leaves(node: Node) -> Iterator[Words | Term]:
    """Yield the words and terms of a query, in the order written."""
    if isinstance(node, Words | Term):
        yield node
    elif isinstance(node, Negated):
        yield from leaves(node.part)
    else:
        for part in node.parts:
            yield from leaves(part)
