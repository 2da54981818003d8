"""Telling when somebody else changed the very thing that a person is about to change.

An edit is made on what was displayed. What others changed meanwhile stays as they left it: other
fields merge with it, the same field isn't written over.
"""

from __future__ import annotations

from typing import Final

from mlv_tui.domain.differences import differences
from mlv_tui.domain.milestone import Milestone

_OWN: Final = "my_"

_WORDS: Final = {
    "archived_at": "put it away, or brought it back",
    "removed_at": "removed it, or brought it back",
    "detached_at": "attached or detached it",
    "placed": "moved it",
}
"""What was done, where the name of the value doesn't say it."""


def overtaken(displayed: Milestone, stored: Milestone, wanted: Milestone) -> tuple[str, ...]:
    """Return the fields that a gesture changes though somebody else did since it was displayed.

    Args:
        displayed: The milestone as the person saw it.
        stored: As it is now.
        wanted: As the gesture leaves it.

    Returns:
        Their names, sorted; a field is one, whether the plan's word for it changed or a person's.
        What somebody else made just what the gesture makes it isn't among them.
    """
    if displayed.version == stored.version:
        return ()
    meanwhile = _fields(differences(displayed, stored)[1])
    return tuple(sorted(_fields(differences(stored, wanted)[1]) & meanwhile))


def was_changed(name: str) -> str:
    """Tell what somebody did to a field, as the end of `ada …`."""
    return _WORDS.get(name, f"changed its {name.replace('_', ' ')}")


def values_named(name: str) -> tuple[str, str]:
    """Return the names under which history has a field: the plan's word, and a person's."""
    return name, f"{_OWN}{name}"


def _fields(names: dict[str, object]) -> set[str]:
    return {name.removeprefix(_OWN) for name in names}
