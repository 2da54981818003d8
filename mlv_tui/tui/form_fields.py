"""What a form says of each field: what milestones show, and what their plans say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from mlv_tui.domain.forest import Forest
from mlv_tui.domain.milestone import Milestone, Status
from mlv_tui.domain.typed_values import typed_value
from mlv_tui.tui.typed_texts import plan_title_typed, title_typed, typed_text
from mlv_tui.tui.widgets.cells import shown

OF_ONE: Final = ("title", "status", "priority", "module", "anchor", "owner", "due")
OF_SEVERAL: Final = OF_ONE[1:]
"""The fields that it makes sense to have alike."""

THEY_DIFFER: Final = "they differ"
DIFFER: Final = f"{THEY_DIFFER}; empty keeps them"
COMPLETED: Final = ("module", "anchor", "owner")
"""The fields for which values that there are complete what is typed."""

UNTOLD: Final = ("notes", "waits_for", "title")
"""The fields of which the value is too long for a sentence, or in it already."""

HINTS: Final = {
    "title": "what is to be done",
    "status": "open, active, blocked or done",
    "priority": "P0, the most urgent, to P9",
    "module": "the area it belongs to",
    "anchor": "such as Trip (G2)",
    "owner": "who does it",
    "due": "2027-01-31, fri, +2w, eom",
}


@dataclass(frozen=True, slots=True)
class FormField:
    """One field of the milestones that a form is for.

    Attributes:
        name: One of `SHARED_FIELDS`.
        text: What all of them show, as it is typed; "" where they differ.
        hint: What is shown in an empty input.
        plan_text: What their plans say of all, as it is typed; "" for nothing.
        plan_value: The same as stored; None for nothing.
        can_reset: Whether a plan could say anything of it.
    """

    name: str
    text: str
    hint: str
    plan_text: str = ""
    plan_value: Any = None
    can_reset: bool = True

    def value_of(self, typed: str, today: date) -> Any:
        """Understand what was typed; the plan's own words are the plan's value.

        Raises:
            MlvError: If the field can't have that value; says what it can have.
        """
        if self.can_reset and typed == self.plan_text and self.plan_value is not None:
            return self.plan_value
        return typed_value(self.name, typed, today)


def fields_of(
    forest: Forest, ids: Sequence[int], names: Sequence[str] = OF_ONE
) -> tuple[FormField, ...]:
    """Gather fields of one milestone, or what several have alike.

    Args:
        forest: Theirs.
        ids: At least one.
        names: Which fields, in the order wanted.
    """
    ones = [forest[ident] for ident in ids]
    return tuple(_field(forest, name, ones) for name in names)


def _field(forest: Forest, name: str, ones: Sequence[Milestone]) -> FormField:
    texts = {_text(one, name) for one in ones}
    plans = {_plan_text(one, name): getattr(one.says, name) for one in ones}
    (plan_text, plan_value), *others = plans.items()
    return FormField(
        name=name,
        text=next(iter(texts)) if len(texts) == 1 else "",
        hint=_hint(forest, name, ones) if len(texts) == 1 else DIFFER,
        plan_text=THEY_DIFFER if others else plan_text,
        plan_value=None if others else plan_value,
        can_reset=not any(one.is_by_hand for one in ones),
    )


def _text(one: Milestone, name: str) -> str:
    if name == "title":
        return title_typed(one)
    return typed_text(name, one.status if name == "status" else one.shown(name))


def _plan_text(one: Milestone, name: str) -> str:
    if name == "title":
        return plan_title_typed(one)
    return typed_text(name, getattr(one.says, name))


def _hint(forest: Forest, name: str, ones: Sequence[Milestone]) -> str:
    above = forest.priority_of(ones[0].id)
    if name == "priority" and above is not None:
        return f"P{above}, from above"
    return HINTS[name]


def after_text(one: Milestone) -> str:
    """Write what a plan wants done first."""
    return shown(" · ".join(one.says.after))


def known_values(forest: Forest, name: str) -> list[str]:
    """List the values that complete what is typed."""
    if name == "status":
        return [str(one) for one in Status]
    if name not in COMPLETED:
        return []
    found = {one.shown(name) for one in forest.by_id.values()}
    return sorted(typed_text(name, value) for value in found if value)


def values_told(values: Mapping[str, Any]) -> str:
    """Tell what was stored: `priority P1, module none, notes`."""
    return ", ".join(_told(name, value) for name, value in values.items())


def _told(name: str, value: Any) -> str:
    said = name.replace("_", " ")
    return said if name in UNTOLD else f"{said} {typed_text(name, value) or 'none'}"
