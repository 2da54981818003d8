"""Keys and chords as people write them, and as Textual calls them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from difflib import get_close_matches
from typing import Final

from textual.keys import KEY_NAME_REPLACEMENTS, REPLACED_KEYS, key_to_character

_SIGNS: Final = {
    "space": "Space",
    "enter": "Enter",
    "escape": "Esc",
    "tab": "Tab",
    "backspace": "Bksp",
    "up": "↑",
    "down": "↓",
    "left": "←",
    "right": "→",
    "pageup": "PgUp",
    "pagedown": "PgDn",
    "home": "Home",
    "end": "End",
    "insert": "Ins",
    "delete": "Del",
}
_OTHER_NAMES: Final = {
    "esc": "escape",
    "return": "enter",
    "ret": "enter",
    "spc": "space",
    "pgup": "pageup",
    "page_up": "pageup",
    "pgdn": "pagedown",
    "pgdown": "pagedown",
    "page_down": "pagedown",
    "ins": "insert",
    "del": "delete",
    "bksp": "backspace",
    "bs": "backspace",
}
_MODIFIERS: Final = ("ctrl", "alt", "shift")
"""In the order in which Textual names the first two; shift stands behind alt as well."""
_EMACS: Final = {"C": "ctrl", "M": "alt", "S": "shift"}
_SAME_IN_A_TERMINAL: Final = {
    "ctrl+h": "backspace",
    "ctrl+i": "tab",
    "ctrl+m": "enter",
    "ctrl+left_square_bracket": "escape",
    "ctrl+slash": "ctrl+underscore",
    "ctrl+space": "ctrl+@",
}
_NAMED: Final = (*_SIGNS, *_OTHER_NAMES, *(f"f{number}" for number in range(1, 25)))
_NO_KEY: Final = "no-key-for-"


class NoKeyName(Exception):
    """Text that names no key.

    Attributes:
        hint: What may have been meant, or "".
    """

    def __init__(self, text: str, hint: str = "") -> None:
        super().__init__(text)
        self.hint = hint


def read_keys(text: str) -> str:
    """Read a key, or several of a chord parted by blanks, in Textual's words.

    Args:
        text: Such as `c`, `ctrl+d`, `C-d`, `F5`, `?`, `space c`.

    Raises:
        NoKeyName: If one of them is none.
    """
    keys = text.split()
    if not keys:
        raise NoKeyName(text, "Nothing at all is written [].")
    try:
        return " ".join(map(_read_key, keys))
    except NoKeyName as error:
        letters = " ".join(text)
        is_run = len(keys) == 1 and text.isalpha() and len(text) < 4  # noqa: PLR2004 - such as gg
        raise NoKeyName(
            text, f"A chord has blanks: “{letters}”." if is_run else error.hint
        ) from None


def _read_key(text: str) -> str:
    modifiers, name = _parts(text)
    if len(name) == 1:
        key, modifiers = _character_key(name, modifiers)
    else:
        key = _OTHER_NAMES.get(name.lower(), name.lower())
        key = KEY_NAME_REPLACEMENTS.get(key, key)
        if key not in _NAMED and _character_of(key) is None:
            raise NoKeyName(text, _close(name))
    if "shift" in modifiers and _is_typed(key):
        raise NoKeyName(text, "With shift, name the sign that is typed.")
    whole = "+".join((*(one for one in _MODIFIERS if one in modifiers), key))
    return _SAME_IN_A_TERMINAL.get(whole, whole)


def _parts(text: str) -> tuple[set[str], str]:
    """Part modifiers from the key: `Ctrl+Shift+Up`, `C-x`, `ctrl++`."""
    emacs = re.fullmatch(r"((?:[CMS]-)+)(.+)", text)
    if emacs:
        return {_EMACS[one] for one in emacs[1].split("-") if one}, emacs[2]
    *modifiers, name = re.split(r"\+(?=.)", text) if text != "+" else [text]
    known = {one.lower() for one in modifiers}
    if not known <= set(_MODIFIERS):
        (wrong, *_) = sorted(known - set(_MODIFIERS))
        close = get_close_matches(wrong, _MODIFIERS, n=1)
        raise NoKeyName(text, f"Did you mean “{close[0]}+{name}”?" if close else "")
    return known, name


def _character_key(char: str, modifiers: set[str]) -> tuple[str, set[str]]:
    """Call a character with modifiers as Textual does: a capital stands for shift, or with it."""
    if not char.isprintable():
        raise NoKeyName(char)
    if char.isalpha() and modifiers == {"shift"}:
        return char.upper(), set()
    if char.isupper() and modifiers == {"alt"}:
        return _name_of(char.lower()), {"alt", "shift"}
    return _name_of(char.lower() if modifiers else char), modifiers


def _name_of(char: str) -> str:
    """Call a character as Textual does."""
    if char.isalnum():
        return char
    name = unicodedata.name(char, char).lower().replace("-", "_").replace(" ", "_")
    return KEY_NAME_REPLACEMENTS.get(name, name)


def _is_typed(key: str) -> bool:
    """Tell whether a key types a sign other than a letter."""
    char = _character_of(key)
    return char is not None and not char.isalpha() and char != " "


def _character_of(key: str) -> str | None:
    """Return what a key types where one types; None for keys that do something."""
    char = None if "+" in key else key_to_character(REPLACED_KEYS.get(key, key))
    return char if char is not None and char.isprintable() else None


def _close(name: str) -> str:
    close = get_close_matches(name.lower(), _NAMED, n=1)
    return f"Did you mean “{close[0]}”?" if close else ""


def is_printable(keys: str) -> bool:
    """Tell whether a key, or the first of a chord, would be text where one types."""
    first = keys.partition(" ")[0]
    return first == "space" or ("+" not in first and first not in _NAMED)


def no_key(ident: str) -> str:
    """Return what stands for a key where an action has none; nobody can press it."""
    return f"{_NO_KEY}{ident}"


def is_no_key(key: str) -> bool:
    """Tell whether this only stands for a key."""
    return key.startswith(_NO_KEY)


def shown_keys(keys: str) -> str:
    """Write a key, or a chord, as people do: `ctrl+p` → `^p`, `z a` → `za`, `f9 a` → `F9 a`."""
    shown = [_shown_key(one) for one in keys.split(" ")]
    return ("" if all(len(one) == 1 for one in shown) else " ").join(shown)


def several_shown(keys: Iterable[str]) -> str:
    """Write several keys beside each other, so that they are told apart."""
    shown = [shown_keys(one) for one in keys]
    return (", " if any(" " in one for one in shown) else " ").join(shown)


def _shown_key(key: str) -> str:
    *modifiers, name = key.split("+")
    sign = _SIGNS.get(name) or _shown_name(name)
    if modifiers == ["ctrl"] and len(sign) == 1 and sign.isascii():
        return "^Space" if name == "@" else f"^{sign}"
    return "+".join((*(one.capitalize() for one in modifiers), sign))


def _shown_name(name: str) -> str:
    if re.fullmatch(r"f\d+", name):
        return name.upper()
    return _character_of(name) or name
