"""Hooks that a plan folder proposes: read as plain data; nothing here runs anything."""

from __future__ import annotations

import hashlib
import os
import stat
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from mlv_tui.errors import SettingsInvalid
from mlv_tui.safe_files import opened_beneath, read_at_most
from mlv_tui.settings.hook_table import hook_settings
from mlv_tui.settings.hook_values import HOOKS, HookSettings

PROPOSED: Final = "mlv-hooks.toml"
LIMIT: Final = 64 * 1024


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a file in a plan folder proposes.

    Attributes:
        file: Absolute, links resolved.
        content: Its bytes, as they were read; what is shown, trusted and run is made of them.
        hooks: None where it can't be understood.
        trouble: Why it can't, one sentence; "" if it can.
    """

    file: Path
    content: bytes
    hooks: tuple[HookSettings, ...] = ()
    trouble: str = ""

    @property
    def digest(self) -> str:
        """What its bytes are told apart from all others by."""
        return hashlib.sha256(self.content).hexdigest()


def proposal_in(folder: Path) -> Proposal | None:
    """Read what a folder proposes.

    A link that leads out of the folder, a pipe or a device proposes nothing.

    Returns:
        None where there is no such file, or none that can be read.
    """
    base = Path(os.path.realpath(folder))
    try:
        with opened_beneath(base, PROPOSED) as file:
            if not stat.S_ISREG(os.fstat(file).st_mode):
                return None
            content = read_at_most(file, LIMIT)
    except OSError:
        return None
    if content is None:
        what = f"{base / PROPOSED} is larger than {LIMIT // 1024} KiB."
        return Proposal(base / PROPOSED, b"", trouble=what)
    return _understood(base / PROPOSED, content)


def _check_names(raw: Iterable[str], file: Path) -> None:
    for name in raw:
        if name != HOOKS:
            raise SettingsInvalid(f"{file}: “{name}” has no place here; only [[hooks]] has.")


def _understood(file: Path, content: bytes) -> Proposal:
    try:
        text = content.decode("utf-8")
        raw = tomllib.loads(text)
        _check_names(raw, file)
        return Proposal(file, content, hook_settings(raw.get(HOOKS, []), file, text))
    except SettingsInvalid as error:
        return Proposal(file, content, trouble=str(error))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError, RecursionError) as error:
        return Proposal(file, content, trouble=f"{file} is not TOML: {error}.")
