"""What can be set from outside: the database, the person, the looks; read once, handed in."""

from __future__ import annotations

import getpass
import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, Final

import platformdirs

from mlv_tui.errors import SettingsInvalid

APP: Final = "mlv"
MEBIBYTE: Final = 1024 * 1024
_PATHS: Final = ("database", "state_folder")


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that can be set.

    Attributes:
        database: The SQLite file.
        state_folder: Where the screen remembers folds.
        actor: Who the changes are made by.
        ascii: Whether to draw with ASCII characters only.
        light: Whether to draw on a light ground.
        polling: Whether to look for changes instead of waiting for events.
        max_plan_bytes: A larger plan is refused.
        keep_detached_days: What is detached for longer and nobody touched is forgotten.
    """

    database: Path
    state_folder: Path
    actor: str
    ascii: bool = False
    light: bool = False
    polling: bool = False
    max_plan_bytes: int = 16 * MEBIBYTE
    keep_detached_days: int = 90


def read_settings(
    environment: Mapping[str, str] = os.environ, database: str | None = None
) -> Settings:
    """Put the settings together: the config file, then the environment, then the command line.

    Args:
        environment: `MLV_DB`, `MLV_CONFIG`, `MLV_STATE`, `MLV_ACTOR`, `TERM` and `COLORFGBG`
            are looked at.
        database: From `--db`.

    Raises:
        SettingsInvalid: If the config file can't be read, or says something that can't be.
    """
    config = _config(environment)
    set_outside = {
        "database": database if database is not None else environment.get("MLV_DB"),
        "state_folder": environment.get("MLV_STATE"),
        "actor": environment.get("MLV_ACTOR"),
    }
    chosen: dict[str, Any] = config | {name: value for name, value in set_outside.items() if value}
    if database == "":
        raise SettingsInvalid("--db is empty.", "Name a SQLite file, or leave it out.")
    return Settings(
        database=_database_path(chosen.pop("database", None)),
        state_folder=_state_folder(chosen.pop("state_folder", None)),
        actor=_storable(chosen.pop("actor", None) or _login()),
        ascii=chosen.pop("ascii", environment.get("TERM", "") in ("linux", "dumb")),
        light=chosen.pop("light", _is_light(environment)),
        **chosen,
    )


def _is_light(environment: Mapping[str, str]) -> bool:
    """Tell what some terminals say of their ground: `COLORFGBG` ends in its colour's number."""
    return environment.get("COLORFGBG", "").rpartition(";")[2] in ("7", "15")


def _database_path(chosen: str | None) -> Path:
    if chosen is None:
        return platformdirs.user_data_path(APP) / "mlv.db"
    if "://" in chosen:
        raise SettingsInvalid(
            f"{chosen.split(':')[0]} databases aren't supported yet.",
            "Name a SQLite file with --db.",
        )
    return _absolute(chosen)


def _state_folder(chosen: str | None) -> Path:
    return platformdirs.user_state_path(APP) if chosen is None else _absolute(chosen)


def _absolute(chosen: str) -> Path:
    try:
        return Path(chosen).expanduser().absolute()
    except RuntimeError:
        raise SettingsInvalid(
            f"There is no such home folder: {chosen}.", "Name the whole path."
        ) from None
    except FileNotFoundError:
        raise SettingsInvalid(
            f"{chosen} is nowhere: the folder you are in was removed.", "Go to another folder."
        ) from None


def _login() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return f"uid-{os.getuid()}"


def _storable(name: str) -> str:
    """Replace the bytes that aren't UTF-8; no database takes them."""
    return name.encode("utf-8", "replace").decode()


def _config(environment: Mapping[str, str]) -> dict[str, Any]:
    named = environment.get("MLV_CONFIG")
    file = _absolute(named) if named else platformdirs.user_config_path(APP) / "config.toml"
    try:
        config = tomllib.loads(file.read_text(encoding="utf-8"))
    except (FileNotFoundError, NotADirectoryError) as error:
        if not named:
            return {}
        raise SettingsInvalid(f"There is no config file {file}.", "See MLV_CONFIG.") from error
    except OSError as error:
        raise SettingsInvalid(
            f"{file} can't be read: {error.strerror}.", "Make it readable, or remove it."
        ) from error
    except UnicodeDecodeError as error:
        raise SettingsInvalid(f"{file} is not UTF-8.", "Save it as UTF-8.") from error
    except tomllib.TOMLDecodeError as error:
        raise SettingsInvalid(f"{file} is not TOML: {error}.", "Mend or remove it.") from error
    _check(config, file)
    return config | {name: _beside(file, config[name]) for name in _PATHS if name in config}


def _beside(file: Path, path: str) -> str:
    """Read a relative path as relative to the config file, wherever `mlv` is started."""
    return path if "://" in path or path.startswith("~") else str(file.parent / path)


def _check(config: Mapping[str, Any], file: Path) -> None:
    known = {field.name: str(field.type) for field in fields(Settings)}
    for name, value in config.items():
        if name not in known:
            raise SettingsInvalid(
                f"{file}: “{name}” is not a setting.", f"There are: {', '.join(sorted(known))}."
            )
        wanted = {"bool": bool, "int": int}.get(known[name], str)
        if type(value) is not wanted:
            raise SettingsInvalid(f"{file}: “{name}” must be {_article(wanted)}.", "Mend it there.")
        if not _is_usable(value):
            raise SettingsInvalid(f"{file}: “{name}” can't be {value!r}.", "Mend it there.")


def _is_usable(value: object) -> bool:
    if isinstance(value, str):
        return bool(value) and "\0" not in value
    return isinstance(value, bool) or (isinstance(value, int) and value > 0)


def _article(kind: type) -> str:
    return {bool: "true or false", int: "a whole number", str: "a text"}[kind]
