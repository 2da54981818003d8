"""Texts compared the way people mean them: whatever the case, whatever the encoding."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from fnmatch import translate
from functools import cache

from mlv_tui.domain.deriving import Derived
from mlv_tui.domain.folding import folded
from mlv_tui.domain.forest import Forest
from mlv_tui.domain.milestone import NONE, Milestone
from mlv_tui.domain.query.tree import Check, Test, Value

Is = Callable[[str], bool]
"""Tells whether a text is the one that is looked for."""


def whole(value: Value) -> Is:
    """Look for a text as a whole; a `*` outside quotes stands for anything."""
    wanted = folded(value.text)
    if "*" not in value.text or value.is_quoted:
        return lambda text: folded(text) == wanted
    escaped = re.sub(r"([\[?])", r"[\1]", wanted)
    pattern = re.compile(translate(escaped))
    return lambda text: pattern.match(folded(text)) is not None


def part(value: Value) -> Is:
    """Look for a text within others."""
    wanted = folded(value.text)
    return lambda text: wanted in folded(text)


def derived_check(
    value: Value, derived: Callable[[Forest], Mapping[int, Derived]], is_it: Is
) -> Check:
    """Make the check of a field that is derived, or `none`; each text is compared once."""
    known = cache(is_it)

    def check(forest: Forest) -> Test:
        found = derived(forest)
        if value.word == NONE:
            return lambda one: one.id not in found
        return lambda one: one.id in found and known(found[one.id].text)

    return check


def text_check(value: Value, read: Callable[[Milestone], str | None], is_it: Is) -> Check:
    """Make the check of a field that holds a text, or `none`; each text is compared once."""
    if value.word == NONE:
        return lambda _forest: lambda one: not read(one)
    known = cache(is_it)

    def test(one: Milestone) -> bool:
        text = read(one)
        return bool(text) and known(text or "")

    return lambda _forest: test
