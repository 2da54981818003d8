"""A query's words, each with the place where it stands."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from mlv_tui.domain.query.tree import Span, Value
from mlv_tui.errors import QueryError

LONGEST: Final = 2000
"""Characters of a query."""

IN_QUOTES: Final = r'(?:[^"\\]|\\.)*+'
"""What stands between two quotes, as a pattern in which a dot is any sign."""

FIELD: Final = re.compile(r"([^\W\d_]+):")
"""A word that a colon follows."""

_BLANKS: Final = re.compile(r"\s+")
_QUOTED: Final = re.compile(f'"({IN_QUOTES})"', re.DOTALL)
_WORD: Final = re.compile(r'[^\s()"]+')
_VALUE: Final = re.compile(r'[^\s()",]*')
_ESCAPED: Final = re.compile(r'\\(["\\])')


class Kind(StrEnum):
    """What a token is."""

    OPEN = "("
    CLOSE = ")"
    MINUS = "-"
    NOT = "not"
    AND = "and"
    OR = "or"
    WORDS = "words"
    TERM = "term"
    END = "end"


_SIGNS: Final = {"(": Kind.OPEN, ")": Kind.CLOSE}
_KEYWORDS: Final = {"not": Kind.NOT, "and": Kind.AND, "or": Kind.OR}


@dataclass(frozen=True, slots=True)
class Token:
    """One piece of a query.

    Attributes:
        kind: What it is.
        span: Where it stands.
        values: The words searched for, or a term's values.
        field: The word before a term's colon, as typed.
    """

    kind: Kind
    span: Span
    values: tuple[Value, ...] = ()
    field: str = ""


def tokens(text: str) -> Iterator[Token]:
    """Yield a query's tokens, `END` last; every character is looked at a fixed number of times.

    Raises:
        QueryError: If a quote isn't closed, a minus stands alone, or words are stuck together.
    """
    if len(text) > LONGEST:
        said = f"The filter is too long: {len(text)} characters, of {LONGEST} at most."
        raise QueryError(said, "Leave some of it out.", at=LONGEST, length=len(text) - LONGEST)
    at = _after_blanks(text, 0)
    while at < len(text):
        token = _token(text, at)
        yield token
        at = _after_blanks(text, token.span.end)
    yield Token(Kind.END, Span(len(text), 0))


def needs_quotes(text: str) -> bool:
    """Tell whether a value can't be written without quotes."""
    return re.search(r'[\s()",]', text) is not None or not text


def quoted(text: str) -> str:
    """Write a text in quotes."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _after_blanks(text: str, at: int) -> int:
    found = _BLANKS.match(text, at)
    return found.end() if found else at


def _token(text: str, at: int) -> Token:
    sign = text[at]
    if sign in _SIGNS:
        return Token(_SIGNS[sign], Span(at, 1))
    if sign == "-":
        return _minus(text, at)
    field = FIELD.match(text, at)
    if field is not None:
        return _term(text, field)
    return _quoted_words(text, at) if sign == '"' else _bare_word(text, at)


def _minus(text: str, at: int) -> Token:
    after = text[at + 1 : at + 2]
    if not after or after.isspace() or after == ")":
        said = "A minus stands alone."
        hint = 'Put it right in front of what is to be left out; to find a minus, write "-".'
        raise QueryError(said, hint, at=at, length=1)
    return Token(Kind.MINUS, Span(at, 1))


def _bare_word(text: str, at: int) -> Token:
    found = _WORD.match(text, at)
    word = found[0] if found else ""
    span = Span(at, len(word))
    keyword = _KEYWORDS.get(word.casefold())
    if keyword is not None:
        return Token(keyword, span)
    _check_alone(text, span)
    return Token(Kind.WORDS, span, (Value(word, is_quoted=False, span=span),))


def _quoted_words(text: str, at: int) -> Token:
    value = _quoted_value(text, at)
    _check_alone(text, value.span)
    return Token(Kind.WORDS, value.span, (value,))


def _quoted_value(text: str, at: int) -> Value:
    found = _QUOTED.match(text, at)
    if found is None:
        said, hint = "The quote isn't closed.", "Write another where it is to end."
        raise QueryError(said, hint, at=at, length=len(text) - at)
    return Value(_ESCAPED.sub(r"\1", found[1]), is_quoted=True, span=Span(at, len(found[0])))


def _term(text: str, field: re.Match[str]) -> Token:
    """Read a field and its values, an empty one where a comma has none beside it."""
    values = [_value(text, field.end())]
    while text.startswith(",", values[-1].span.end):
        values.append(_value(text, values[-1].span.end + 1))
    span = Span(field.start(), values[-1].span.end - field.start())
    _check_alone(text, span)
    return Token(Kind.TERM, span, tuple(values), field[1])


def _value(text: str, at: int) -> Value:
    if text.startswith('"', at):
        return _quoted_value(text, at)
    found = _VALUE.match(text, at)
    word = found[0] if found else ""
    return Value(word, is_quoted=False, span=Span(at, len(word)))


def _check_alone(text: str, span: Span) -> None:
    after = text[span.end : span.end + 1]
    if after and not after.isspace() and after != ")":
        said = f"“{after}” is stuck to the word before it."
        hint = "Write a blank between them, or put all of it in quotes."
        raise QueryError(said, hint, at=span.at, length=span.length + 1)
