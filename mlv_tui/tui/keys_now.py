"""Which key a sentence names: the one that is declared, or the one that a person set instead."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from mlv_tui.tui.key_names import shown_keys

NO_KEY: Final = "the palette"
"""What does an action that has no key."""

_set: dict[str, str] = {}


def name_keys(keys: Mapping[str, Sequence[str]]) -> None:
    """Name these from now on: of each action its first; the declared ones for all others."""
    _set.clear()
    _set.update({ident: shown_keys(each[0]) if each else NO_KEY for ident, each in keys.items()})


def key_for(ident: str, declared: str) -> str:
    """Return what to press for an action, to be named in a sentence.

    Args:
        ident: The action's, as in its binding.
        declared: Its key there, as people write it; a test compares the two.
    """
    return _set.get(ident, declared)


def keys_told(*each: tuple[str, str, str]) -> str:
    """Say what several keys do, beside each other: action, declared key, words."""
    return " · ".join(f"{key_for(ident, key)} {does}" for ident, key, does in each)
