"""A parsed query written as text again, in one way."""

from __future__ import annotations

from mlv_tui.domain.query.lexer import quoted
from mlv_tui.domain.query.tree import Every, Negated, Node, Some, Term, Value, Words


def written(node: Node) -> str:
    """Write a part of a query so that it is understood the same."""
    if isinstance(node, Words):
        return _value(node.value)
    if isinstance(node, Term):
        return f"{node.name}:{','.join(map(_value, node.values))}"
    if isinstance(node, Negated):
        return f"-{_bracketed(node.part, Every, Some)}"
    if isinstance(node, Every):
        return " ".join(_bracketed(part, Some) for part in node.parts)
    return " or ".join(map(written, node.parts))


def _value(value: Value) -> str:
    return quoted(value.text) if value.is_quoted else value.text


def _bracketed(node: Node, *kinds: type[Node]) -> str:
    """Write a part in brackets, if it is one of those that would be torn apart without."""
    return f"({written(node)})" if isinstance(node, kinds) else written(node)
