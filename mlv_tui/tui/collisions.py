"""Keys that would mean two things at one place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from mlv_tui.tui.actions import Scope, all_actions, all_scopes

Keys = Mapping[str, tuple[str, ...]]
"""The keys and chords of each action, in Textual's words."""


@dataclass(frozen=True, slots=True)
class Collision:
    """Two actions that one key would do.

    Attributes:
        id: An action's.
        keys: A whole key or chord of it.
        other: Another action's id.
        other_keys: Those of it that are the same, or begin with `keys`.
    """

    id: str
    keys: str
    other: str
    other_keys: str

    @property
    def pair(self) -> frozenset[str]:
        """The two actions."""
        return frozenset((self.id, self.other))


def new_collisions(keys: Keys) -> Iterator[Collision]:
    """Find what two actions of one place have in common, but for what they share on purpose.

    An input's Enter and Esc, and a list's, go before those of the screen: such pairs are declared
    on one key by the bindings themselves.
    """
    for collision in collisions(keys):
        if collision.pair not in shared_on_purpose():
            yield collision


@cache
def shared_on_purpose() -> frozenset[frozenset[str]]:
    """Return the pairs of actions that share a key where nobody rebinds any."""
    return frozenset(one.pair for one in collisions({each.id: each.keys for each in all_actions()}))


def collisions(keys: Keys) -> Iterator[Collision]:
    """Find each pair of actions that one key would do, once."""
    seen: set[frozenset[str]] = set()
    for scope in all_scopes():
        for collision in _collisions_in(scope, keys):
            if collision.pair not in seen:
                seen.add(collision.pair)
                yield collision


def _collisions_in(scope: Scope, keys: Keys) -> Iterator[Collision]:
    here: dict[str, list[str]] = {}
    for ident in dict.fromkeys(binding.id or "" for binding in scope.bindings):
        for one in keys.get(ident, ()):
            if scope.takes(one):
                here.setdefault(one, []).append(ident)
    for keys_of_one, idents in here.items():
        for other in idents[1:]:
            yield Collision(idents[0], keys_of_one, other, keys_of_one)
        for beginning in _beginnings(keys_of_one):
            for whole in here.get(beginning, ()):
                yield Collision(whole, beginning, idents[0], keys_of_one)


def _beginnings(keys: str) -> Iterator[str]:
    parts = keys.split(" ")
    return (" ".join(parts[:count]) for count in range(1, len(parts)))
