"""The keys of every action, as a profile and a person have them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache, partial
from typing import Final

from mlv_tui.errors import SettingsInvalid
from mlv_tui.settings import KeySettings
from mlv_tui.tui.actions import Action, all_actions, all_nodes, all_scopes, bindings_of
from mlv_tui.tui.collisions import Collision, new_collisions
from mlv_tui.tui.key_names import NoKeyName, is_printable, no_key, read_keys, shown_keys
from mlv_tui.tui.profiles import profile_keys

_HOW: Final = "Keys are written c, ?, ctrl+d, alt+x, f5, enter, pgup; a chord g c."
_LIST: Final = "`mlv config keys` lists them all."


@dataclass(frozen=True, slots=True)
class Keymap:
    """The keys of every action.

    Attributes:
        keys: By action, in Textual's words, the one that is shown first; none for no key.
    """

    keys: Mapping[str, tuple[str, ...]]

    def for_textual(self) -> dict[str, str]:
        """Return what differs from the bindings, as Textual takes it.

        Textual forgets all that is on a key when it takes an action from it, so the others on it
        are named as well. An action without a key has one that nobody can press: so the palette
        still offers it.
        """
        named = {one.id for one in all_actions() if self.keys[one.id] != one.keys}
        while beside := {ident for each in _on_one_key() if each & named for ident in each - named}:
            named |= beside
        return {ident: ",".join(self.keys[ident]) or no_key(ident) for ident in sorted(named)}


def read_keymap(settings: KeySettings) -> Keymap:
    """Put profile and person together.

    Raises:
        SettingsInvalid: At the first unknown action or key, or one that would mean two things;
            names file, line and action.
    """
    known = {one.id: one for one in all_actions()}
    keys = dict(profile_keys(settings.profile))
    for ident, written in settings.bind.items():
        if ident not in known:
            raise _refused(settings, ident, f"“{ident}” is no action.", _action_like(ident, known))
        keys[ident] = tuple(dict.fromkeys(_read(settings, ident, one) for one in written))
    found = max(new_collisions(keys), key=partial(_rank, settings), default=None)
    if found is not None:
        raise _collided(settings, found)
    return Keymap(keys)


def _action_like(ident: str, known: Mapping[str, Action]) -> str:
    close = get_close_matches(ident, known, n=1)
    if not close:
        close = [one for one in known if one.partition(".")[2] == ident.rpartition(".")[2]]
    return f"Did you mean “{close[0]}”? {_LIST}" if close else _LIST


def _read(settings: KeySettings, ident: str, written: str) -> str:
    refused = partial(_refused, settings, ident)
    try:
        keys = read_keys(written)
    except NoKeyName as error:
        message = f"“{ident}”: “{written}” is no key."
        raise refused(message, error.hint or _HOW) from None
    places = [one for one in all_scopes() if any(each.id == ident for each in one.bindings)]
    if is_printable(keys) and any(
        each.id == ident and each.priority for one in places for each in one.bindings
    ):
        raise refused(
            f"“{ident}”: “{written}” would be taken from whoever types.",
            "It acts everywhere: take one with ctrl or alt, or a function key.",
        )
    if not any(place.takes(keys) for place in places):
        raise refused(
            f"“{ident}”: “{written}” never arrives there.",
            "It acts where one types, or in a small window: take one key that types nothing.",
        )
    return keys


def _rank(settings: KeySettings, one: Collision) -> tuple[int, int]:
    """Rank the last in the file highest; of several there, the one that people know best."""
    order = [each.id for each in all_actions()]
    line = max(settings.lines.get(each, 0) for each in (one.id, one.other))
    return line, -max(order.index(one.id), order.index(one.other))


def _collided(settings: KeySettings, one: Collision) -> SettingsInvalid:
    ident, other = sorted((one.id, one.other), key=lambda each: -settings.lines.get(each, 0))
    keys, longer = shown_keys(one.keys), shown_keys(one.other_keys)
    if one.keys == one.other_keys:
        message = f"“{ident}” and “{other}” are both on “{keys}”."
    elif ident == one.id:
        message = f"“{ident}” is on “{keys}”, with which “{longer}” of “{other}” begins."
    else:
        message = f"“{ident}” is on “{longer}”, and “{other}” on “{keys}”, its beginning."
    return _refused(settings, ident, message, "Give one of them another key, or none: [].")


def _refused(settings: KeySettings, ident: str, message: str, hint: str) -> SettingsInvalid:
    line = settings.lines.get(ident)
    place = f"{settings.file}:{line}" if line else settings.file
    return SettingsInvalid(f"{place}: {message}", hint)


@cache
def _on_one_key() -> tuple[frozenset[str], ...]:
    """Return the actions that one class has on one key."""
    found: set[frozenset[str]] = set()
    for node in all_nodes():
        by_key: dict[str, set[str]] = {}
        for binding in bindings_of(node):
            by_key.setdefault(binding.key, set()).add(binding.id or "")
        found |= {frozenset(each) for each in by_key.values() if len(each) > 1}
    return tuple(found)
