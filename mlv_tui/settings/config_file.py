"""The config file: read, and what is in it checked."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, Final

import platformdirs

from mlv_tui.errors import SettingsInvalid
from mlv_tui.settings.entity_table import ENTITIES, source_settings
from mlv_tui.settings.hook_values import HOOKS
from mlv_tui.settings.key_table import key_settings, place
from mlv_tui.settings.paths import absolute
from mlv_tui.settings.private import exposed
from mlv_tui.settings.toml_lines import line_of
from mlv_tui.settings.values import SETTABLE, Settings

APP: Final = "mlv"
KEYS: Final = "keys"
TABLES: Final = (KEYS, ENTITIES, HOOKS)
"""What is no single value."""
_PATHS: Final = ("database", "state_folder", "template_folder")


@dataclass(frozen=True, slots=True)
class Config:
    """What a config file says.

    Attributes:
        file: It may not be there.
        text: All of it.
        values: By the name of the setting, each of its type.
    """

    file: Path
    text: str
    values: Mapping[str, Any]

    def line_of(self, name: str) -> int | None:
        """Return the 1-based line where a setting stands, if it can be told."""
        return line_of(self.text, name)


def config_path(environment: Mapping[str, str]) -> Path:
    """Return where the config file is looked for: `MLV_CONFIG`, else the person's own folder."""
    named = environment.get("MLV_CONFIG")
    return absolute(named) if named else platformdirs.user_config_path(APP) / "config.toml"


def read_config(environment: Mapping[str, str]) -> Config:
    """Read the config file; one that nobody named may be missing.

    Raises:
        SettingsInvalid: If it can't be read, or says something that can't be.
    """
    file = config_path(environment)
    text = _text(file, must_exist=bool(environment.get("MLV_CONFIG")))
    try:
        raw = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise SettingsInvalid(f"{file} is not TOML: {error}.", "Mend or remove it.") from error
    _check(raw, file, text)
    values = raw | {name: _beside(file, raw[name]) for name in _PATHS if name in raw}
    if KEYS in raw:
        values[KEYS] = key_settings(raw[KEYS], file, text)
    if ENTITIES in raw:
        values[ENTITIES] = source_settings(raw[ENTITIES], file, text)
    if HOOKS in raw:
        values |= _hooks(raw[HOOKS], file, text)
    return Config(file, text, values)


def _hooks(table: object, file: Path, text: str) -> dict[str, Any]:
    """Read the hooks; none of them is one where one is wrong, or others could have written them."""
    from mlv_tui.settings.hook_table import hook_settings  # noqa: PLC0415 - most have none

    try:
        hooks, why_not = hook_settings(table, file, text), exposed(file)
    except SettingsInvalid as error:
        # A mistake about hooks is no reason to show nobody their milestones.
        return {HOOKS: (), "hooks_off": str(error)}
    return {HOOKS: () if why_not else hooks, "hooks_off": why_not}


def _text(file: Path, *, must_exist: bool) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except (FileNotFoundError, NotADirectoryError) as error:
        if not must_exist:
            return ""
        raise SettingsInvalid(f"There is no config file {file}.", "See MLV_CONFIG.") from error
    except OSError as error:
        raise SettingsInvalid(
            f"{file} can't be read: {error.strerror}.", "Make it readable, or remove it."
        ) from error
    except UnicodeDecodeError as error:
        raise SettingsInvalid(f"{file} is not UTF-8.", "Save it as UTF-8.") from error


def _beside(file: Path, path: str) -> str:
    """Read a relative path as relative to the config file, wherever `mlv` is started."""
    return path if "://" in path or path.startswith("~") else str(file.parent / path)


def _check(config: Mapping[str, Any], file: Path, text: str) -> None:
    known = {one.name: str(one.type) for one in fields(Settings) if one.name in SETTABLE}
    for name, value in config.items():
        where = place(str(file), line_of(text, name))
        if name not in known:
            there = f"There are: {', '.join(sorted(known))}."
            raise SettingsInvalid(f"{where}: “{name}” is not a setting.", there)
        if name in TABLES:
            continue
        wanted = {"bool": bool, "int": int}.get(known[name], str)
        if type(value) is not wanted:
            must = f"“{name}” must be {_article(wanted)}."
            raise SettingsInvalid(f"{where}: {must}", "Mend it there.")
        if not _is_usable(value):
            raise SettingsInvalid(f"{where}: “{name}” can't be {value!r}.", "Mend it there.")


def _is_usable(value: object) -> bool:
    if isinstance(value, str):
        return bool(value) and "\0" not in value
    return isinstance(value, bool) or (isinstance(value, int) and value > 0)


def _article(kind: type) -> str:
    return {bool: "true or false", int: "a whole number", str: "a text"}[kind]
