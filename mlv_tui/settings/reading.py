"""The settings put together: the config file, then the environment, then the command line."""

from __future__ import annotations

import getpass
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import platformdirs

from mlv_tui.errors import SettingsInvalid
from mlv_tui.settings.address import Address, address_of
from mlv_tui.settings.config_file import APP, Config, read_config
from mlv_tui.settings.origins import VARIABLES, origins
from mlv_tui.settings.paths import absolute
from mlv_tui.settings.values import Settings

LONGEST_NAME: Final = 64
"""Characters of an actor's name; what is longer is cut."""


def read_settings(
    environment: Mapping[str, str] = os.environ, database: str | None = None
) -> Settings:
    """Put the settings together.

    Args:
        environment: `MLV_DB`, `MLV_CONFIG`, `MLV_STATE`, `MLV_ACTOR`, `TERM` and `COLORFGBG`
            are looked at.
        database: From `--db`.

    Raises:
        SettingsInvalid: If the config file can't be read, or says something that can't be.
    """
    if database == "":
        raise SettingsInvalid(
            "--db is empty.", "Name a SQLite file or a postgresql:// address, or leave it out."
        )
    config = read_config(environment)
    variables = {name: environment.get(each) for name, each in VARIABLES.items()}
    outside = variables | ({} if database is None else {"database": database})
    chosen: dict[str, Any] = {
        **config.values,
        **{name: one for name, one in outside.items() if one},
    }
    return Settings(
        database=_database(chosen.pop("database", None)),
        state_folder=_state_folder(chosen.pop("state_folder", None)),
        template_folder=_template_folder(chosen.pop("template_folder", None), config),
        actor=_name(chosen.pop("actor", None)) or _name(_login()),
        ascii=chosen.pop("ascii", environment.get("TERM", "") in ("linux", "dumb")),
        light=chosen.pop("light", _is_light(environment)),
        origins=origins(config, environment, "" if database is None else "--db"),
        **chosen,
    )


def _is_light(environment: Mapping[str, str]) -> bool:
    """Tell what some terminals say of their ground: `COLORFGBG` ends in its colour's number."""
    return environment.get("COLORFGBG", "").rpartition(";")[2] in ("7", "15")


def _database(chosen: str | None) -> Address:
    return platformdirs.user_data_path(APP) / "mlv.db" if chosen is None else address_of(chosen)


def _state_folder(chosen: str | None) -> Path:
    return platformdirs.user_state_path(APP) if chosen is None else absolute(chosen)


def _template_folder(chosen: str | None, config: Config) -> Path:
    """Return where a person's own templates are: beside the config file if nobody says."""
    return config.file.parent / "templates" if chosen is None else absolute(chosen)


def _login() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return f"uid-{os.getuid()}"


def _name(written: str | None) -> str:
    """Return a name in one line and not too long; bytes that no database takes are replaced."""
    words = " ".join((written or "").split())[:LONGEST_NAME]
    return words.encode("utf-8", "replace").decode()
