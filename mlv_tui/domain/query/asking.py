"""A query: its text, what it means, and which milestones it holds for."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, date, tzinfo
from functools import partial

from mlv_tui.domain.folding import listed, meant
from mlv_tui.domain.forest import Forest
from mlv_tui.domain.in_sight import in_sight, is_put_away, shown_order, whole_order
from mlv_tui.domain.query.fields import FIELDS, NAMES, Field
from mlv_tui.domain.query.lexer import Kind, Token
from mlv_tui.domain.query.parser import parsed
from mlv_tui.domain.query.states import ARCHIVED
from mlv_tui.domain.query.texts import part
from mlv_tui.domain.query.tree import (
    Check,
    Every,
    Given,
    Negated,
    Node,
    Some,
    Span,
    Term,
    Value,
    Words,
    leaves,
)
from mlv_tui.domain.query.writing import written
from mlv_tui.errors import QueryError


@dataclass(frozen=True, slots=True)
class Query:
    """What a person looks for.

    Attributes:
        text: As typed.
        root: What it means.
        given: What it means without saying it.
    """

    text: str
    root: Node
    given: Given

    def __str__(self) -> str:
        """Write it in one way, whatever way it was typed; that means the same."""
        return written(self.root)

    @property
    def is_empty(self) -> bool:
        """Whether it asks for nothing, and so holds for everything."""
        return self.root == Every((), Span(0, 0))

    @property
    def asks_for_archived(self) -> bool:
        """Whether `is:archived` stands in it; otherwise what is archived is out of sight."""
        return any(
            isinstance(leaf, Term)
            and leaf.name == "is"
            and any(value.text.casefold() == ARCHIVED for value in leaf.values)
            for leaf in leaves(self.root)
        )

    def ids(self, forest: Forest, *, everything: bool = False) -> frozenset[int]:
        """Find the milestones that it holds for.

        Args:
            forest: Where to look.
            everything: Whether to look at archived ones though it doesn't ask for them, and at
                detached ones that nobody put anything on.
        """
        if everything:
            among = whole_order(forest)
        elif self.asks_for_archived:
            among = shown_order(forest)
        else:
            among = in_sight(forest)
        return frozenset(_found(self.root, forest, among))

    def among(self, forest: Forest, ids: Collection[int]) -> frozenset[int]:
        """Find those of some milestones that it holds for, whether in sight or not."""
        return frozenset(_found(self.root, forest, ids))

    def hides(self, forest: Forest, ident: int, *, everything: bool = False) -> str:
        """Say why a milestone is out of sight whatever it has; "" if it isn't.

        Args:
            forest: Where it is.
            ident: The milestone's.
            everything: As for `ids`.
        """
        one = forest[ident]
        if one.is_removed:
            return "it was removed"
        if everything:
            return ""
        if is_put_away(forest, one) and not self.asks_for_archived:
            return "it is put away, and the filter doesn't ask for is:archived"
        if one.is_detached and not one.is_touched:
            return "its heading is gone, and nobody put anything on it"
        return ""


def parse(text: str, today: date, me: str, zone: tzinfo = UTC) -> Query:
    """Understand a query.

    Args:
        text: As typed; nothing but blanks asks for nothing.
        today: What `today`, `fri` and `+2w` are counted from.
        me: The person that `owner:me` means.
        zone: Where `today` is.

    Raises:
        QueryError: If it can't be understood; points at the word.
    """
    given = Given(today, me, zone)
    try:
        return Query(text, parsed(text, partial(_leaf, given=given)), given)
    except QueryError as error:
        error.text = text
        raise


def _leaf(token: Token, given: Given) -> Words | Term:
    if token.kind is Kind.WORDS:
        return _words(token.values[0])
    field = _field(token)
    checks = tuple(_check(field, token, value, given) for value in token.values)
    return Term(field.name, token.values, token.span, checks)


def _words(value: Value) -> Words:
    if not value.text:
        hint = "Write what is to be found between them."
        raise QueryError("The quotes are empty.", hint, at=value.span.at, length=value.span.length)
    is_part = part(value)
    return Words(value, lambda _forest: lambda one: is_part(one.title))


def _check(field: Field, token: Token, value: Value, given: Given) -> Check:
    if value.text:
        return field.read(value, given)
    name = token.field.casefold()
    behind = "the colon" if len(token.values) == 1 else "colon and comma"
    said = f"“{name}:” needs a value right behind {behind}."
    raise QueryError(said, f"That is {field.about}.", at=token.span.at, length=token.span.length)


def _field(token: Token) -> Field:
    name = token.field.casefold()
    if name in NAMES:
        return NAMES[name]
    fields = f"There are {listed((one.name for one in FIELDS), 'and')}."
    hint = f"{meant(name, NAMES)} {fields} To find the text itself, put it in quotes.".lstrip()
    said = f"There is no field “{token.field}”."
    raise QueryError(said, hint, at=token.span.at, length=len(token.field))


def _found(node: Node, forest: Forest, among: Collection[int]) -> set[int]:
    """Find those for which a part holds; each part looks only at what the others leave."""
    if isinstance(node, Every):
        left = set(among)
        for part_ in node.parts:
            left = _found(part_, forest, left)
        return left
    if isinstance(node, Some):
        found: set[int] = set()
        for part_ in node.parts:
            found |= _found(part_, forest, set(among) - found)
        return found
    if isinstance(node, Negated):
        return set(among) - _found(node.part, forest, among)
    checks = (node.check,) if isinstance(node, Words) else node.checks
    return _checked(checks, forest, among)


def _checked(checks: Collection[Check], forest: Forest, among: Collection[int]) -> set[int]:
    by_id = forest.by_id
    found: set[int] = set()
    for check in checks:
        holds = check(forest)
        found |= {ident for ident in among if ident not in found and holds(by_id[ident])}
    return found
