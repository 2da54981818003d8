"""What the values of an export can be, beyond the types of their columns."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any, Final

from mlv_tui.domain.change_set import ChangeKind, Origin
from mlv_tui.domain.entities import parse_ref
from mlv_tui.domain.project import project_slug

LATEST: Final = 32_503_680_000_000
"""The year 3000, in epoch milliseconds: no clock was ever there."""
_DEEPEST: Final = 3
_LARGEST_ID: Final = 2**63

Check = Callable[[Any], bool]
"""Takes a value of the column's type; tells whether it can be."""


def can_be(table: str, column: str, value: str | float) -> bool:
    """Tell whether a program could have written a value.

    Args:
        table: The name of a table.
        column: That of one of its columns.
        value: Of the type of that column.
    """
    if isinstance(value, str) and "\0" in value:
        return False
    if column == "at" or column.endswith("_at"):
        return 0 <= float(value) < LATEST
    check = _CHECKS.get((table, column))
    try:
        return check is None or check(value)
    except (ValueError, RecursionError):
        return False


def _are_ids(text: str) -> bool:
    found = json.loads(text)
    return isinstance(found, list) and all(map(_is_id, found))


def _is_id(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 < value < _LARGEST_ID


def _are_links(text: str) -> bool:
    found = json.loads(text)
    return isinstance(found, list) and all(
        isinstance(one, str) and parse_ref(one) is not None for one in found
    )


def _is_object(text: str) -> bool:
    return isinstance(json.loads(text), dict)


_CHECKS: Final[Mapping[tuple[str, str], Check]] = {
    ("project", "slug"): lambda slug: bool(slug) and project_slug(slug) == slug,
    ("milestone", "level"): lambda level: 0 <= level <= _DEEPEST,
    ("milestone", "occurrence"): lambda number: number >= 0,
    ("milestone", "prompt_starters"): lambda number: number >= 0,
    ("milestone", "waits_for"): _are_ids,
    ("milestone", "links_by_hand"): _are_links,
    ("change_set", "origin"): lambda origin: origin in set(Origin),
    ("change", "kind"): lambda kind: kind in set(ChangeKind),
    ("change", "before"): _is_object,
    ("change", "after"): _is_object,
    ("plan_before", "state"): _is_object,
}
"""Columns that hold more than any value of their type, by table and name."""
