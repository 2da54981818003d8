"""Rules that give labels their anchors: a project's own, then those that are built in."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from mlv_tui.domain.anchors import KNOWN_KINDS, Anchor, kind_key, parse_anchor
from mlv_tui.domain.arrows import PRIORITY_AT_END, pointed
from mlv_tui.domain.gates import gate_spans
from mlv_tui.domain.patterns import LONGEST, label_of, pattern_of, squeezed
from mlv_tui.domain.source_key import without_marks
from mlv_tui.errors import MlvError

MOST: Final = 200
"""Rules of one project."""

_REMEMBERED: Final = 131_072
"""Titles; each is looked at once, however often the project is read."""

_NUMBER: Final = re.compile(r"\A[0-9]{1,6}(?:\.[0-9]{1,6}){0,9}[.):]? (?=\S)")
_PRIORITY_IN_FRONT: Final = re.compile(r"\A(?:\(P[0-9]\)|\[P[0-9]\]|P[0-9])(?: ?[:–—-] ?| )(?=\S)")


@dataclass(frozen=True, slots=True)
class AnchorRule:
    """A rule: labels of this pattern point at this unit.

    Attributes:
        pattern: Words, and `*` for any others.
        kind: The anchor's.
        gates: The anchor's; "" for none.
        module: The area that such milestones belong to; "" for none.
    """

    pattern: str
    kind: str
    gates: str = ""
    module: str = ""

    def __str__(self) -> str:
        """Write it in a line."""
        module = f", module {self.module}" if self.module else ""
        return f"{self.pattern} → {self.anchor}{module}"

    @property
    def anchor(self) -> Anchor:
        """What it points at."""
        return Anchor(self.kind, self.gates)


BUILT_IN: Final = (
    AnchorRule("Implement Trip Sync", "Trip", "G2", "Trips"),
    AnchorRule("Generate LineItems", "LineItems", "G5–G6", "LineItems"),
    AnchorRule("Create Offer Flow", "Offer", "G8–G10", "Offers"),
    AnchorRule("Checkout Flow", "Order", "G20", "Orders"),
    AnchorRule("* trip sync", "Trip", "G2", "Trips"),
    AnchorRule("generate * line items", "LineItems", "G5–G6", "LineItems"),
    AnchorRule("create * offer flow", "Offer", "G8–G10", "Offers"),
    AnchorRule("* checkout flow", "Order", "G20", "Orders"),
)
"""Few, and none that guesses: an anchor that is wrong is worse than none."""


@dataclass(frozen=True, slots=True)
class AnchorRules:
    """The rules of one project; the first one that holds for a label counts.

    Attributes:
        own: The project's, in their order; they come before those that are built in.
        built_in_off_at: When somebody turned the built-in ones off, epoch milliseconds; None
            while they count.
    """

    own: tuple[AnchorRule, ...] = ()
    built_in_off_at: int | None = None

    @property
    def has_built_in(self) -> bool:
        """Whether the built-in ones count."""
        return self.built_in_off_at is None

    @property
    def every(self) -> tuple[AnchorRule, ...]:
        """All that count, in their order."""
        return (*self.own, *BUILT_IN) if self.has_built_in else self.own

    @property
    def kinds(self) -> frozenset[str]:
        """The kinds that an arrow may point at without a gate, as `kind_key` writes them."""
        return KNOWN_KINDS | {kind_key(one.kind) for one in self.own}

    def first(self, title: str) -> AnchorRule | None:
        """Return the first rule that holds for a milestone's title; None if none does."""
        return self.finder()(title)

    def finder(self) -> Callable[[str], AnchorRule | None]:
        """Return what does as `first` does; for many titles, since it knows the rules by then."""
        return _matcher(self).first


ONLY_BUILT_IN: Final = AnchorRules()
"""Of a project that has no rules of its own."""


class _Matcher:
    """Finds the rule for each title, and remembers it for the forests to come."""

    def __init__(self, rules: AnchorRules) -> None:
        """Understand the patterns once."""
        self._rules = [(one, pattern_of(one.pattern)) for one in rules.every]
        self._needles = tuple({pattern.needle for _, pattern in self._rules})
        self._kinds = rules.kinds
        self.first = lru_cache(maxsize=_REMEMBERED)(self._first)

    def _first(self, title: str) -> AnchorRule | None:
        if not self._may_hold(title):
            return None
        label = label_of(bare_label(title, self._kinds))
        return next((one for one, pattern in self._rules if pattern.holds(label)), None)

    def _may_hold(self, title: str) -> bool:
        """Rule out most titles, many times faster than patterns do."""
        # Of all marks only these words may have stood between two that belong together.
        has_mark = "DONE" in title or "TODO" in title or "WIP" in title
        text = squeezed(without_marks(title) if has_mark else title)
        for needle in self._needles:  # noqa: SIM110 - `any` takes twice as long here
            if needle in text:
                return True
        return False


@lru_cache(maxsize=8)
def _matcher(rules: AnchorRules) -> _Matcher:
    return _Matcher(rules)


def bare_label(title: str, kinds: frozenset[str] = KNOWN_KINDS) -> str:
    """Leave of a title what rules look at: no marks, no number or priority, no arrow.

    Args:
        title: Plain text.
        kinds: Those that an arrow may point at.
    """
    found = pointed(title, kinds)
    label = found.label if found else without_marks(title)
    label = PRIORITY_AT_END.sub("", label)
    return _PRIORITY_IN_FRONT.sub("", _NUMBER.sub("", _PRIORITY_IN_FRONT.sub("", label)))


def typed_rule(pattern: str, kind: str, gates: str = "", module: str = "") -> AnchorRule:
    """Understand a rule as a person writes it.

    Raises:
        MlvError: If it can't be one; says what it can be.
    """
    pattern, kind, gates, module = (" ".join(one.split()) for one in (pattern, kind, gates, module))
    _check_pattern(pattern)
    if gates and not gate_spans(gates):
        raise MlvError(f"“{gates}” are no gates.", "Write G2, a range G8–G10, or several: G2, G5.")
    anchor = parse_anchor(f"{kind} ({gates})" if gates else kind)
    if anchor is None or (anchor.gates and not gates):
        raise MlvError(
            f"“{kind}” is no kind of execution unit.",
            "Write a word such as Trip, of 40 characters at most; --gates takes its gates.",
        )
    if len(module) > LONGEST:
        raise MlvError(f"A module has at most {LONGEST} characters.")
    return AnchorRule(pattern, anchor.kind, anchor.gates, module)


def _check_pattern(pattern: str) -> None:
    if not pattern_of(pattern).pieces:
        raise MlvError(
            f"The pattern “{pattern}” has no word.",
            "Write words of a label, such as “* trip sync”; a * stands for any others.",
        )
    if len(pattern) > LONGEST:
        raise MlvError(f"A pattern has at most {LONGEST} characters.")


def with_rule(rules: AnchorRules, rule: AnchorRule, before: int | None = None) -> AnchorRules:
    """Add a rule to a project's own.

    Args:
        rules: The project's.
        rule: The new one.
        before: The number, from 1, of the one it goes before; None for the end.

    Raises:
        MlvError: If there are too many, or none of that number.
    """
    if len(rules.own) >= MOST:
        raise MlvError(f"A project has at most {MOST} rules of its own.")
    at = len(rules.own) if before is None else _place(rules, before)
    return AnchorRules((*rules.own[:at], rule, *rules.own[at:]), rules.built_in_off_at)


def without_rule(rules: AnchorRules, number: int) -> AnchorRules:
    """Take one of a project's own rules away.

    Raises:
        MlvError: If there is none of that number.
    """
    at = _place(rules, number)
    return AnchorRules((*rules.own[:at], *rules.own[at + 1 :]), rules.built_in_off_at)


def _place(rules: AnchorRules, number: int) -> int:
    if not 1 <= number <= len(rules.own):
        raise MlvError(
            f"The project has no rule {number} of its own.",
            "`mlv anchors list` numbers them; those that are built in are turned off, not removed.",
        )
    return number - 1


def rules_values(rules: AnchorRules) -> dict[str, Any]:
    """Write rules as JSON values, for the history."""
    return {
        "own": [[one.pattern, one.kind, one.gates, one.module] for one in rules.own],
        "built_in_off_at": rules.built_in_off_at,
    }


def rules_of(values: Mapping[str, Any]) -> AnchorRules:
    """Read what `rules_values` wrote."""
    own: Sequence[Sequence[str]] = values["own"]
    return AnchorRules(tuple(AnchorRule(*one) for one in own), values["built_in_off_at"])
