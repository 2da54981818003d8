"""Lines `Key: value` directly under a heading."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from mlv_tui.domain.milestone import PlanValues
from mlv_tui.readers.field_values import said, wanted

NOTHING_SAID: Final = PlanValues()

_KEY: Final = r"[^\W\d_][\w-]*+(?:[ /][\w-]++){0,3}"
_LINE: Final = re.compile(
    rf"""[ ]{{0,3}}(?:[-*+][ \t]+)?
    (?:(?P<key>{_KEY}):|(?P<mark>\*\*|__)(?P<bold>{_KEY})(?::(?P=mark)|(?P=mark):))
    (?:[ \t]+(?P<value>.*)|\Z)""",
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Fields:
    """What a run of fields says, and in which lines.

    Attributes:
        says: What the known keys say.
        lines: Where.
        unread: The lines whose key is known and whose value isn't, with what it can be.
    """

    says: PlanValues
    lines: frozenset[int]
    unread: tuple[tuple[int, str], ...] = ()


NO_FIELDS: Final = Fields(NOTHING_SAID, frozenset())


def read_fields(lines: list[str], first: int, end: int) -> Fields:
    """Read the run of fields that begins a body.

    Args:
        lines: The plan's.
        first: Where the body begins.
        end: Where it ends.

    Returns:
        What the known keys say, and in which lines; unknown ones are stepped over. The first
        line that is no `Key: value` ends the run.
    """
    while first < end and (not lines[first] or lines[first].isspace()):
        first += 1
    found: dict[str, list[str]] = {}
    telling: list[int] = []
    unread: list[tuple[int, str]] = []
    for index in range(first, end):
        line = _LINE.match(lines[index])
        if line is None:
            break
        key = (line["key"] or line["bold"]).casefold()
        value = line["value"] or ""
        found.setdefault(key, []).append(value)
        if said({key: [value]}) != NOTHING_SAID:
            telling.append(index)
        elif hint := wanted(key, value):
            unread.append((index, hint))
    if not telling and not unread:
        return NO_FIELDS
    says = said(found) if telling else NOTHING_SAID
    return Fields(says, frozenset(telling), tuple(unread))
