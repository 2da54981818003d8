"""Values of a query that no milestone has, with those that were probably meant."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from mlv_tui.domain.folding import listed, nearest
from mlv_tui.domain.forest import Forest
from mlv_tui.domain.milestone import ME
from mlv_tui.domain.query.asking import Query
from mlv_tui.domain.query.fields import NAMES, Field, offered
from mlv_tui.domain.query.offers import looked_at
from mlv_tui.domain.query.tree import Check, Term, Value, leaves

_WORDS: Final[Mapping[str, tuple[str, str]]] = {
    "after": ("is to come after any other", "is to come after"),
}
"""What no milestone does at all, and with a value, where a field isn't had."""


def hints(query: Query, forest: Forest) -> tuple[str, ...]:
    """Say, a sentence each, which values no milestone has; asked when a query finds nothing."""
    found: list[str] = []
    for leaf in leaves(query.root):
        if isinstance(leaf, Term) and NAMES[leaf.name].is_open:
            hint = _Hint(NAMES[leaf.name], forest, query.given.me)
            found += map(hint.of, leaf.values, leaf.checks)
    return tuple(dict.fromkeys(filter(None, found)))


@dataclass(frozen=True, slots=True)
class _Hint:
    """Looks at the values of one field.

    Attributes:
        field: The field.
        forest: Where it looks.
        me: The person that `me` means.
    """

    field: Field
    forest: Forest
    me: str

    def of(self, value: Value, check: Check) -> str:
        """Say that no milestone has a value; "" if one has."""
        holds = check(self.forest)
        if any(map(holds, looked_at(self.forest))):
            return ""
        name = self.field.name
        some, which = _WORDS.get(name, (f"has any {name}", f"has the {name}"))
        names = [one.text for one in offered(self.forest, name) if not one.is_word]
        if not names:
            return f"No milestone {some}."
        is_me = name == "owner" and value.word == ME
        said = f"“{self.me}” (that is you)" if is_me else f"“{value.text}”"
        near = nearest(self.me if is_me else value.text, names)
        end = f"; did you mean {listed(near)}?" if near else "."
        return f"No milestone {which} {said}{end}"
