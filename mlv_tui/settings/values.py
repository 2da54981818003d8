"""The settings as values, with what each is where nobody sets it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from types import MappingProxyType
from typing import Final

from mlv_tui.settings.address import Address
from mlv_tui.settings.hook_values import HookSettings
from mlv_tui.settings.source_values import SourceSettings

MEBIBYTE: Final = 1024 * 1024

PROFILES: Final = ("vim", "arrows", "emacs")
"""Whole sets of keys, the first one where nobody chooses."""

_NOTHING_BOUND: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType({})
_NO_ORIGINS: Final[Mapping[str, str]] = MappingProxyType({})
_NO_LINES: Final[Mapping[str, int]] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class KeySettings:
    """Which keys do what, as far as a person says; what it means is the screen's to know.

    Attributes:
        profile: One of `PROFILES`.
        bind: By action: its keys and chords as they are written; none of them for no key.
        file: The config file, for what is wrong with it.
        lines: Where each action is bound there, 1-based.
    """

    profile: str = PROFILES[0]
    bind: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: _NOTHING_BOUND)
    file: str = ""
    lines: Mapping[str, int] = field(default_factory=lambda: _NO_LINES)


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that can be set.

    Attributes:
        database: A SQLite file, or a PostgreSQL server's database.
        state_folder: Where the screen remembers folds.
        template_folder: Where a person's own templates are; None for nowhere.
        actor: Who the changes are made by.
        ascii: Whether to draw with ASCII characters only.
        light: Whether to draw on a light ground.
        polling: Whether to look for changes instead of waiting for events.
        max_plan_bytes: A larger plan is refused.
        keep_detached_days: What is detached for longer and nobody touched is forgotten.
        keys: Which keys do what.
        entities: Where business entities are; read, never written.
        hooks: What is to be told of what happens to milestones.
        hooks_at_once: At most so many of them run at one moment.
        hooks_off: Why none of the config file's hooks is run; "" if they are.
        origins: Where each comes from that isn't as it is by default: a file and line, a variable,
            an option.
    """

    database: Address
    state_folder: Path
    actor: str
    ascii: bool = False
    light: bool = False
    polling: bool = False
    max_plan_bytes: int = 16 * MEBIBYTE
    keep_detached_days: int = 90
    template_folder: Path | None = None
    keys: KeySettings = field(default_factory=KeySettings)
    entities: tuple[SourceSettings, ...] = ()
    hooks: tuple[HookSettings, ...] = ()
    hooks_at_once: int = 4
    hooks_off: str = ""
    origins: Mapping[str, str] = field(default_factory=lambda: _NO_ORIGINS)


SETTABLE: Final = tuple(
    one.name for one in fields(Settings) if one.name not in ("origins", "hooks_off")
)
"""What a config file may set."""
