"""What the form of a template asks for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from mlv_tui.domain.templates import Kind, Template, Variable
from mlv_tui.tui.form_fields import HINTS, FormField
from mlv_tui.tui.widgets.form_choice import ChoiceRow
from mlv_tui.tui.widgets.form_line import NEEDED
from mlv_tui.tui.widgets.form_row import FormRow

PLAN_FILE = "plan file"
"""With a blank, as no variable has one: so is the next."""
WHERE = "where to"
AT_THE_END = "at the end"
NEW_PLAN = "into a new plan file"
YES_OR_NO = ("yes", "no")


@dataclass(frozen=True, slots=True)
class TypedField(FormField):
    """A value as it is typed; what it means, the template knows."""

    def value_of(self, typed: str, today: date) -> Any:
        """Return it as it is typed."""
        del today
        return typed


@dataclass(frozen=True, slots=True)
class Filled:
    """What was filled in.

    Attributes:
        given: As typed, by the names of the variables.
        where: One of the places that were offered.
        path: The new plan, as typed.
    """

    given: dict[str, str]
    where: str
    path: str


def row_of(one: Variable, today: date) -> FormRow | ChoiceRow:
    """Make the row of a variable, with its default in it, which what is typed replaces.

    Args:
        one: The variable.
        today: What a default such as `+2w` is told as a day by.
    """
    if one.kind is Kind.YESNO:
        return ChoiceRow(one.name, YES_OR_NO, one.default or YES_OR_NO[1], one.about)
    if one.kind is Kind.CHOICE:
        choices = one.choices if one.is_required else (*one.choices, "")
        needed = one.is_required
        return ChoiceRow(one.name, choices, one.default, one.about, is_needed=needed)
    wanted = HINTS["due"] if one.kind is Kind.DATE else one.wanted
    field = TypedField(one.name, _default(one, today), wanted, one.about)
    return FormRow(field, is_replaced=True, is_needed=one.is_required)


def _default(one: Variable, today: date) -> str:
    if one.kind is not Kind.DATE or not one.default:
        return one.default
    return str(one.value_of(one.default, today))


def widest_name(template: Template) -> int:
    """Return how many columns the names of the rows take."""
    names = [PLAN_FILE, *(f"{one.name} {NEEDED}" for one in template.variables)]
    return max(map(len, names))
