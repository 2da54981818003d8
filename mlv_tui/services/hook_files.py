"""Where a person's hooks keep what they need, and whether there is anything to keep."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from mlv_tui.services.remembered import state_of
from mlv_tui.settings import Settings

_OUTBOX: Final = "hooks.db"
_TURN: Final = "hooks.lock"
_BELL: Final = "hooks.bell"
_TRUST: Final = "hook-trust.json"
_TOLD: Final = "hook-told.json"


@dataclass(frozen=True, slots=True)
class HookFiles:
    """The files, apart for each database but for the last two.

    Attributes:
        outbox: The queue and the log.
        turn: Locked by who runs hooks.
        bell: Written whenever there may be something to run.
        trust: Which proposed hooks are trusted; there only where some are.
        told: Which proposed hooks the person was told of.
    """

    outbox: Path
    turn: Path
    bell: Path
    trust: Path
    told: Path


def hook_files(settings: Settings) -> HookFiles:
    """Return where everything is."""
    folder = state_of(settings)
    own = settings.state_folder
    queue = (folder / _OUTBOX, folder / _TURN, folder / _BELL)
    return HookFiles(*queue, own / _TRUST, own / _TOLD)


def may_have_hooks(settings: Settings) -> bool:
    """Tell whether any hook may have to be run; cheap, for every start of every command."""
    return bool(settings.hooks) or hook_files(settings).trust.exists()


def had_hooks(settings: Settings) -> bool:
    """Tell whether there are no hooks any more, where there were some."""
    is_without = not settings.hooks_off and not may_have_hooks(settings)
    return is_without and hook_files(settings).bell.exists()
