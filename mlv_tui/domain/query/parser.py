"""A query's words as a tree: `not` before `and` (nothing between) before `or`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from mlv_tui.domain.query.lexer import Kind, Token, tokens
from mlv_tui.domain.query.tree import Every, Negated, Node, Some, Span, Term, Words
from mlv_tui.errors import QueryError

DEEPEST: Final = 50
"""Brackets in brackets."""

Leaf = Callable[[Token], "Words | Term"]
"""Makes what a word, or a term, of the query means."""


def parsed(text: str, leaf: Leaf) -> Node:
    """Read a query.

    Args:
        text: As typed.
        leaf: Gives the words and terms their meaning; may raise `QueryError` itself.

    Raises:
        QueryError: If it can't be understood.
    """
    return _Parser(text, leaf).whole()


class _Parser:
    """Reads one query, one token ahead."""

    def __init__(self, text: str, leaf: Leaf) -> None:
        self._tokens = tokens(text)
        self._leaf = leaf
        self._depth = 0
        self._last = Token(Kind.END, Span(0, 0))
        self._here = next(self._tokens)

    def whole(self) -> Node:
        """Read all of it."""
        if self._is_at(Kind.END):
            return Every((), self._here.span)
        found = self._some()
        if not self._is_at(Kind.END):
            raise _error("A bracket is closed that wasn't opened.", "Take it out.", self._here)
        return found

    def _is_at(self, *kinds: Kind) -> bool:
        return self._here.kind in kinds

    def _advance(self) -> Token:
        self._last = self._here
        self._here = next(self._tokens)
        return self._last

    def _some(self) -> Node:
        """Read parts with `or` between them."""
        parts = [self._every()]
        while self._is_at(Kind.OR):
            self._advance()
            parts.append(self._every())
        return _joined(Some, parts)

    def _every(self) -> Node:
        """Read parts that stand side by side, or with `and` between them."""
        parts = [self._one()]
        while not self._is_at(Kind.OR, Kind.CLOSE, Kind.END):
            if self._is_at(Kind.AND):
                self._advance()
            parts.append(self._one())
        return _joined(Every, parts)

    def _one(self) -> Node:
        """Read one part with the `not`s in front of it."""
        start, is_negated = self._here.span, False
        while self._is_at(Kind.MINUS, Kind.NOT):
            is_negated = not is_negated
            self._advance()
        found = self._plain()
        return _negated(found, start.until(self._last.span)) if is_negated else found

    def _plain(self) -> Node:
        if self._is_at(Kind.OPEN):
            return self._bracket()
        if self._is_at(Kind.WORDS, Kind.TERM):
            return self._leaf(self._advance())
        raise self._nothing_here()

    def _bracket(self) -> Node:
        opened = self._advance()
        self._depth += 1
        if self._depth > DEEPEST:
            said = f"Brackets stand in brackets more than {DEEPEST} deep."
            raise _error(said, "Leave some out.", opened)
        found = self._some()
        if not self._is_at(Kind.CLOSE):
            raise _error("A bracket isn't closed.", "Write “)” where it is to end.", opened)
        self._advance()
        self._depth -= 1
        return found

    def _nothing_here(self) -> QueryError:
        """Say what misses a part."""
        before = self._last
        if before.kind in (Kind.OR, Kind.AND, Kind.NOT):
            hint = f'Write what is to follow; to find the word, write "{before.kind}".'
            return _error(f"Nothing follows “{before.kind}”.", hint, before)
        if self._is_at(Kind.OR, Kind.AND):
            hint = f'Write what is to go before; to find the word, write "{self._here.kind}".'
            return _error(f"Nothing goes before “{self._here.kind}”.", hint, self._here)
        if before.kind is Kind.OPEN:
            return _error("Nothing stands in the bracket.", "Write something in it.", before)
        return _error("A bracket is closed that wasn't opened.", "Take it out.", self._here)


def _joined(kind: type[Every | Some], parts: list[Node]) -> Node:
    """Join parts; those of the same kind become parts of it."""
    if len(parts) == 1:
        return parts[0]
    flat: list[Node] = []
    for part in parts:
        flat += part.parts if isinstance(part, kind) else (part,)
    return kind(tuple(flat), _around(parts))


def _around(parts: list[Node]) -> Span:
    return parts[0].span.until(parts[-1].span)


def _negated(found: Node, span: Span) -> Node:
    return found.part if isinstance(found, Negated) else Negated(found, span)


def _error(message: str, hint: str, token: Token) -> QueryError:
    return QueryError(message, hint, at=token.span.at, length=token.span.length)
