"""Where the value of each setting comes from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from shlex import join
from typing import Final

from mlv_tui.settings.address import PostgresUrl
from mlv_tui.settings.config_file import KEYS, TABLES, Config
from mlv_tui.settings.entity_table import ENTITIES
from mlv_tui.settings.hook_values import HOOKS
from mlv_tui.settings.key_table import place
from mlv_tui.settings.values import SETTABLE, Settings

VARIABLES: Final = {"database": "MLV_DB", "state_folder": "MLV_STATE", "actor": "MLV_ACTOR"}
"""The settings that a variable of the environment sets."""

_TOLD_BY_THE_TERMINAL: Final = {"ascii": "TERM", "light": "COLORFGBG"}
_PROFILE: Final = f"{KEYS}.profile"
_BIND: Final = f"{KEYS}.bind."
_SINGLE: Final = frozenset(SETTABLE) - frozenset(TABLES)
DEFAULT: Final = "default"


@dataclass(frozen=True, slots=True)
class Explained:
    """A setting, what it is, and why.

    Attributes:
        name: The setting's; of a key `keys.bind.` and its action, of a source of entities
            `entities.` and the project's slug, of a hook `hooks.` and its name.
        value: As TOML and JSON know it.
        origin: The file and line, the variable, the option, or `default`.
    """

    name: str
    value: str | int | bool
    origin: str


def explained(settings: Settings) -> tuple[Explained, ...]:
    """List every setting, and each key that a person set."""
    return tuple(_explained(settings))


def _explained(settings: Settings) -> Iterator[Explained]:
    known, keys = settings.origins, settings.keys
    for name in SETTABLE:
        value = getattr(settings, name)
        if name not in TABLES:
            shown = str(value or "") if isinstance(value, Path | PostgresUrl | None) else value
            yield Explained(name, shown, known.get(name, DEFAULT))
    yield Explained(_PROFILE, keys.profile, known.get(_PROFILE, DEFAULT))
    for action, written in keys.bind.items():
        said = ", ".join(written) or "none"
        yield Explained(f"{_BIND}{action}", said, place(keys.file, keys.lines.get(action)))
    for one in settings.entities:
        yield Explained(f"{ENTITIES}.{one.project}", str(one.source), one.place)
    for one in settings.hooks:
        yield Explained(f"{HOOKS}.{one.name}", one.url or join(one.run), one.place)


def origins(config: Config, environment: Mapping[str, str], option: str) -> dict[str, str]:
    """Tell where each setting comes from that isn't as it is by default.

    Args:
        config: The config file.
        environment: The variables.
        option: The one that names the database, or "".
    """
    terminal = {name: one for name, one in _TOLD_BY_THE_TERMINAL.items() if environment.get(one)}
    written = {name: _written(config, name) for name in config.values if name in _SINGLE}
    if config.line_of("profile") is not None and KEYS in config.values:
        written[_PROFILE] = _written(config, "profile")
    variables = {name: one for name, one in VARIABLES.items() if environment.get(one)}
    return terminal | written | variables | ({"database": option} if option else {})


def _written(config: Config, name: str) -> str:
    return place(str(config.file), config.line_of(name))
