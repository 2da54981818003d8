"""Why a milestone is in or out: what each part of a query says of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from mlv_tui.domain.folding import listed
from mlv_tui.domain.forest import Forest
from mlv_tui.domain.milestone import Milestone
from mlv_tui.domain.query.asking import Query
from mlv_tui.domain.query.fields import NAMES, STATES
from mlv_tui.domain.query.saying import title
from mlv_tui.domain.query.tree import Every, Given, Negated, Node, Some, Span, Term, Words
from mlv_tui.domain.query.writing import written


@dataclass(frozen=True, slots=True)
class Part:
    """What one part of a query says of a milestone.

    Attributes:
        text: The part, as it is written in one way.
        holds: Whether it holds.
        has: What the milestone has; "" for a part that is made of those after it.
        depth: How many parts it is inside.
        at: Where it begins in the query's text.
        length: How long it is there.
    """

    text: str
    holds: bool
    has: str
    depth: int
    at: int
    length: int

    @property
    def sentence(self) -> str:
        """Say it in one line."""
        said = f"{self.text} – {'yes' if self.holds else 'no'}"
        return f"{said}: {self.has}" if self.has else said


@dataclass(frozen=True, slots=True)
class Explained:
    """Why a milestone is in or out.

    Attributes:
        id: The milestone's.
        holds: Whether the query shows it.
        parts: The query's, each before those that it is made of.
    """

    id: int
    holds: bool
    parts: tuple[Part, ...]


def explain(query: Query, forest: Forest, ident: int, *, everything: bool = False) -> Explained:
    """Say of each part of a query whether it holds for a milestone, and what that has.

    Args:
        query: What is asked for.
        forest: Where the milestone is.
        ident: The milestone's.
        everything: Whether what is out of sight is looked at, too; as for `Query.ids`.

    Raises:
        KeyError: If there is no such milestone.
    """
    explaining = _Explaining(forest, forest[ident], query.given)
    hidden = query.hides(forest, ident, everything=everything)
    parts = () if query.is_empty else tuple(explaining.parts(query.root, 0))
    if hidden:
        parts = (Part("in sight", holds=False, has=hidden, depth=0, at=0, length=0), *parts)
    return Explained(ident, not hidden and explaining.holds(query.root), parts)


class _Explaining:
    """Looks at one milestone."""

    def __init__(self, forest: Forest, one: Milestone, given: Given) -> None:
        self._forest = forest
        self._one = one
        self._given = given

    def holds(self, node: Node) -> bool:
        """Tell whether a part holds."""
        if isinstance(node, Every):
            return all(map(self.holds, node.parts))
        if isinstance(node, Some):
            return any(map(self.holds, node.parts))
        if isinstance(node, Negated):
            return not self.holds(node.part)
        checks = (node.check,) if isinstance(node, Words) else node.checks
        return any(check(self._forest)(self._one) for check in checks)

    def parts(self, node: Node, depth: int) -> Iterator[Part]:
        """Yield what a part says, and those that it is made of."""
        if isinstance(node, Every):
            is_whole = depth == 0
            yield from () if is_whole else (self._made("all of", node, node.span, depth),)
            for part in node.parts:
                yield from self.parts(part, depth + (not is_whole))
        elif isinstance(node, Some):
            yield self._made("any of", node, node.span, depth)
            for part in node.parts:
                yield from self.parts(part, depth + 1)
        elif isinstance(node, Negated) and isinstance(node.part, Every | Some):
            yield self._made("not", node, node.span, depth)
            yield from self.parts(node.part, depth + 1)
        else:
            yield self._leaf(node, depth)

    def _made(self, text: str, node: Node, span: Span, depth: int) -> Part:
        return Part(text, self.holds(node), "", depth, span.at, span.length)

    def _leaf(self, node: Node, depth: int) -> Part:
        inner = node.part if isinstance(node, Negated) else node
        has = self._has(inner) if isinstance(inner, Words | Term) else ""
        span = node.span
        return Part(written(node), self.holds(node), has, depth, span.at, span.length)

    def _has(self, leaf: Words | Term) -> str:
        if isinstance(leaf, Words):
            return title(self._forest, self._one, self._given)
        if leaf.name in STATES:
            return listed(dict.fromkeys(self._states(leaf)), "and")
        return NAMES[leaf.name].say(self._forest, self._one, self._given)

    def _states(self, leaf: Term) -> Iterator[str]:
        for value, check in zip(leaf.values, leaf.checks, strict=True):
            state = STATES[leaf.name][value.text.casefold()]
            yield state.yes if check(self._forest)(self._one) else state.no
