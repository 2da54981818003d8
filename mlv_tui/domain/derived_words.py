"""Where a milestone's anchor and module are from, in words."""

from __future__ import annotations

from collections.abc import Iterator

from mlv_tui.domain.deriving import Derived, Source
from mlv_tui.domain.forest import Forest
from mlv_tui.domain.milestone import UNTITLED


def origins(forest: Forest, ident: int) -> Iterator[str]:
    """Say where anchor and module are from, unless a person or a field says them outright."""
    found: dict[str, list[str]] = {}
    for name, derived in (("anchor", forest.anchor_of(ident)), ("module", forest.module_of(ident))):
        found.setdefault(_source(forest, derived), []).append(name)
    for source, names in found.items():
        if source:
            yield f"{' and '.join(names)} {source}"


def unanchored_words(forest: Forest, ident: int) -> Iterator[str]:
    """Say how many below a milestone have no anchor; nothing where all have one."""
    count = forest.unanchored.get(ident, 0)
    if count:
        yield f"{count} below unanchored"


def _source(forest: Forest, derived: Derived) -> str:
    if derived.rule is not None:
        return f"by the rule “{derived.rule.pattern}”"
    if derived.above is not None:
        return f"from “{forest[derived.above].title or UNTITLED}” above"
    if derived.source is Source.HEADING:
        return "from the heading"
    return "from an item" if derived.source is Source.ITEM else ""
