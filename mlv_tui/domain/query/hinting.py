"""Values of a query that no milestone has, with those that were probably meant."""

from __future__ import annotations

from mlv_tui.domain.folding import listed, nearest
from mlv_tui.domain.forest import Forest
from mlv_tui.domain.query.asking import Query
from mlv_tui.domain.query.fields import NAMES, Field, offered
from mlv_tui.domain.query.offers import looked_at
from mlv_tui.domain.query.tree import Check, Term, Value, leaves


def hints(query: Query, forest: Forest) -> tuple[str, ...]:
    """Say, a sentence each, which values no milestone has; asked when a query finds nothing."""
    found: list[str] = []
    for leaf in leaves(query.root):
        if isinstance(leaf, Term) and NAMES[leaf.name].is_open:
            pairs = zip(leaf.values, leaf.checks, strict=True)
            found += [_hint(NAMES[leaf.name], *pair, forest) for pair in pairs]
    return tuple(dict.fromkeys(filter(None, found)))


def _hint(field: Field, value: Value, check: Check, forest: Forest) -> str:
    holds = check(forest)
    if any(map(holds, looked_at(forest))):
        return ""
    names = [one.text for one in offered(forest, field.name) if not one.is_word]
    if not names:
        return f"No milestone has any {field.name}."
    said = f"No milestone has the {field.name} “{value.text}”"
    near = nearest(value.text, names)
    return f"{said}; did you mean {listed(near)}?" if near else f"{said}."
