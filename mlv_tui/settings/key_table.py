"""The `[keys]` table of the config file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final, NoReturn, cast

from mlv_tui.errors import SettingsInvalid
from mlv_tui.settings.toml_lines import line_of
from mlv_tui.settings.values import PROFILES, KeySettings

_KNOWN: Final = ("profile", "bind")
_EXAMPLE: Final = 'Write "milestone.done" = ["c", "space c"]; [] is no key at all.'


def key_settings(table: object, file: Path, text: str) -> KeySettings:
    """Read the table; which actions and keys there are is not known here.

    Args:
        table: As TOML has it.
        file: The config file.
        text: Its text.

    Raises:
        SettingsInvalid: If it hasn't the form of one.
    """
    if not isinstance(table, dict):
        _refuse(file, line_of(text, "keys"), "“keys” must be a table.", f"[keys.bind]: {_EXAMPLE}")
    found = cast("dict[str, Any]", table)
    for name in found:
        if name not in _KNOWN:
            from difflib import get_close_matches  # noqa: PLC0415 - only for this

            close = get_close_matches(name, _KNOWN, n=1)
            hint = f"Did you mean “{close[0]}”?" if close else "There are: profile, bind."
            _refuse(file, line_of(text, name), f"“{name}” is not a setting of the keys.", hint)
    bind = dict(_bound(found.get("bind", {}), file, text))
    places = ((action, line_of(text, action)) for action in bind)
    lines = {action: line for action, line in places if line is not None}
    return KeySettings(_profile(found, file, text), bind, str(file), lines)


def _profile(table: Mapping[str, Any], file: Path, text: str) -> str:
    profile = table.get("profile", PROFILES[0])
    if profile not in PROFILES:
        hint = f"There are: {', '.join(PROFILES)}."
        _refuse(file, line_of(text, "profile"), f"“{profile}” is no profile of keys.", hint)
    return str(profile)


def _bound(table: object, file: Path, text: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    if not isinstance(table, dict):
        _refuse(file, line_of(text, "bind"), "“keys.bind” must be a table.", _EXAMPLE)
    for action, keys in _flat(cast("dict[str, Any]", table)):
        several = [keys] if isinstance(keys, str) else keys
        if not isinstance(several, list) or not all(isinstance(key, str) for key in several):
            line = line_of(text, action)
            _refuse(file, line, f"The keys of “{action}” must be a list of texts.", _EXAMPLE)
        yield action, tuple(several)


def _flat(table: Mapping[str, Any], above: str = "") -> Iterator[tuple[str, Any]]:
    """Join the tables that an action without quotes makes: `milestone.done = …`."""
    for name, value in table.items():
        if isinstance(value, dict):
            yield from _flat(cast("dict[str, Any]", value), f"{above}{name}.")
        else:
            yield f"{above}{name}", value


def _refuse(file: Path, line: int | None, message: str, hint: str) -> NoReturn:
    raise SettingsInvalid(f"{place(str(file), line)}: {message}", hint)


def place(file: str, line: int | None) -> str:
    """Write where something stands: `config.toml:7`."""
    return file if line is None else f"{file}:{line}"
