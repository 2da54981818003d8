"""What a milestone has of each field, in words, for those who ask why it is in or out."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from mlv_tui.domain.deriving import Derived, Source
from mlv_tui.domain.folding import listed
from mlv_tui.domain.forest import Forest
from mlv_tui.domain.milestone import UNTITLED, Milestone
from mlv_tui.domain.query.days import day_of
from mlv_tui.domain.query.tree import Given

Say: TypeAlias = Callable[[Forest, Milestone, Given], str]
_LONGEST_SHOWN = 60


def status(_forest: Forest, one: Milestone, _given: Given) -> str:
    """Say its status."""
    return f"it is {one.status}"


def title(_forest: Forest, one: Milestone, _given: Given) -> str:
    """Say its title."""
    return f"it is called “{one.title or UNTITLED}”"


def priority(forest: Forest, one: Milestone, _given: Given) -> str:
    """Say its priority, and whether it is its own."""
    found = forest.priority_of(one.id)
    if found is None:
        return "it has no priority"
    return f"it has P{found}{'' if one.shown('priority') is not None else ', inherited'}"


def shown(name: str, words: str) -> Say:
    """Say a shared field, `words` in front of it."""

    def say(_forest: Forest, one: Milestone, _given: Given) -> str:
        value = one.shown(name)
        return f"{words} {value}" if value else f"it has no {words.split()[1]}"

    return say


def module(forest: Forest, one: Milestone, _given: Given) -> str:
    """Say its module, and where that is from."""
    found = forest.module_of(one.id)
    return f"its module is {found.text}{_from(found)}" if found.text else "it has no module"


def anchor(forest: Forest, one: Milestone, _given: Given) -> str:
    """Say its anchor, and where that is from."""
    found = forest.anchor_of(one.id)
    return f"its anchor is {found.text}{_from(found)}" if found.text else "it has no anchor"


def _from(found: Derived) -> str:
    if found.rule is not None:
        return f", by the rule “{found.rule.pattern}”"
    return ", inherited" if found.source is Source.ABOVE else ""


def due(_forest: Forest, one: Milestone, _given: Given) -> str:
    """Say when it is due."""
    found = one.shown("due")
    return f"it is due {found}" if found else "it has no due date"


def plan(forest: Forest, one: Milestone, _given: Given) -> str:
    """Say where it comes from."""
    if one.plan is None:
        return "it was made by hand"
    line = forest.line.get(one.id)
    return f"its plan is {one.plan}" if line is None else f"it stands in {one.plan}:{line}"


def links(_forest: Forest, one: Milestone, _given: Given) -> str:
    """Say its links."""
    return f"it has {listed([*map(str, one.links)], 'and')}" if one.links else "it has no link"


def after(_forest: Forest, one: Milestone, _given: Given) -> str:
    """Say what it is to come after."""
    by_hand = [f"#{ident}" for ident in one.waits_for]
    names = [*by_hand, *(f"“{name}”" for name in one.says.after)]
    return f"it is to come after {listed(names, 'and')}" if names else "it comes after no other"


def level(_forest: Forest, one: Milestone, _given: Given) -> str:
    """Say its level."""
    return f"its level is {one.level}"


def ident(_forest: Forest, one: Milestone, _given: Given) -> str:
    """Say its id."""
    return f"its id is {one.id}"


def key(_forest: Forest, one: Milestone, _given: Given) -> str:
    """Say its source key."""
    return f"its key is {one.source_key}" if one.source_key else "it was made by hand"


def notes(_forest: Forest, one: Milestone, _given: Given) -> str:
    """Say how its notes begin."""
    folded = " ".join(one.notes.split())
    more = "…" if len(folded) > _LONGEST_SHOWN else ""
    return f"its notes are “{folded[:_LONGEST_SHOWN]}{more}”" if folded else "it has no notes"


def text(forest: Forest, one: Milestone, given: Given) -> str:
    """Say its title and its notes."""
    return f"{title(forest, one, given)}, {notes(forest, one, given)}"


def changed(_forest: Forest, one: Milestone, given: Given) -> str:
    """Say when it changed last."""
    return f"it changed on {day_of(one.updated_at, given).isoformat()}"
