"""Where the anchor and the module that a milestone shows come from."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Final

from mlv_tui.domain.anchor_rules import AnchorRule, AnchorRules
from mlv_tui.domain.anchors import Anchor, parse_anchor
from mlv_tui.domain.arrows import has_arrow, pointed
from mlv_tui.domain.milestone import Milestone

First = Callable[[str], AnchorRule | None]
"""Finds the first rule that holds for a title."""


class Source(StrEnum):
    """Whose word a derived value is, the one that weighs most first."""

    MINE = "user"
    FIELD = "plan"
    HEADING = "heading"
    ITEM = "item"
    RULE = "rule"
    ABOVE = "above"


@dataclass(frozen=True, slots=True)
class Derived:
    """A value with where it comes from.

    Attributes:
        text: As it is shown; "" for none.
        source: Whose word it is; None where nobody says anything.
        rule: The rule that gave it, if one did.
        above: The id of the nearest one above that has it by itself, if it is inherited.
    """

    text: str = ""
    source: Source | None = None
    rule: AnchorRule | None = None
    above: int | None = None

    @property
    def anchor(self) -> Anchor | None:
        """The text as an anchor; None if it isn't written as one."""
        return parse_anchor(self.text) if self.text else None

    @property
    def is_calm(self) -> bool:
        """Whether neither a person nor the plan says it of the milestone itself."""
        return self.source in (Source.RULE, Source.ABOVE)


NOTHING: Final = Derived()


def derived_anchors(ones: Iterable[Milestone], rules: AnchorRules) -> dict[int, Derived]:
    """Derive the anchors of those that have one, by id.

    A person's own wins, then the plan's field, the arrow that ends the heading, the first one in
    an item below it, then the first rule.
    """
    found: dict[int, Derived] = {}
    first, kinds = rules.finder(), rules.kinds
    for one in ones:
        each = _anchor(one, first, kinds)
        if each.text:
            found[one.id] = each
    return found


def _anchor(one: Milestone, first: First, kinds: Collection[str]) -> Derived:
    own = one.mine.get("anchor") if one.mine else None
    if own is not None:
        return Derived(own.value or "", Source.MINE)
    title = one.title
    said = one.says.anchor
    origin = one.says.anchor_origin
    if said and not origin:
        return _said(said, Source.FIELD)
    if has_arrow(title) and (found := pointed(title, kinds)) is not None:
        return _said(str(found.anchor), Source.HEADING)
    if said and origin:
        return _said(said, Source(origin))
    rule = first(title)
    return NOTHING if rule is None else _by_rule(rule)


def derived_modules(
    ones: Mapping[int, Milestone], parent: Mapping[int, int | None], rules: AnchorRules
) -> dict[int, Derived]:
    """Derive the modules of those that have one, by id.

    A person's own wins, then the plan's field, the first rule, then what the one above has.

    Args:
        ones: By id.
        parent: The id above each that stands in a tree, every parent before what is below it.
        rules: The project's.
    """
    found: dict[int, Derived] = {}
    first = rules.finder()
    for ident, above in parent.items():
        each = _module(ones[ident], first)
        if each is NOTHING and above in found:
            each = _inherited(found[above], above)
        if each.text:
            found[ident] = each
    for ident in ones.keys() - parent.keys():
        each = _module(ones[ident], first)
        if each.text:
            found[ident] = each
    return found


def _module(one: Milestone, first: First) -> Derived:
    own = one.mine.get("module") if one.mine else None
    if own is not None:
        return Derived(own.value or "", Source.MINE)
    if one.says.module:
        return _said(one.says.module, Source.FIELD)
    rule = first(one.title)
    return NOTHING if rule is None or not rule.module else _module_by_rule(rule)


def _inherited(what: Derived, above: int) -> Derived:
    if what.source is Source.ABOVE:
        return what
    return Derived(what.text, Source.ABOVE, None, above)


@lru_cache(maxsize=4096)
def _said(text: str, source: Source) -> Derived:
    return Derived(text, source)


@lru_cache(maxsize=512)
def _by_rule(rule: AnchorRule) -> Derived:
    return Derived(str(rule.anchor), Source.RULE, rule)


@lru_cache(maxsize=512)
def _module_by_rule(rule: AnchorRule) -> Derived:
    return Derived(rule.module, Source.RULE, rule)
