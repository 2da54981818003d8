"""Which mounts announce no changes."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from mlv_tui.settings.mounts import MOUNTINFO, shared_file_system

if TYPE_CHECKING:
    from collections.abc import Iterable


def needs_polling(paths: Iterable[Path], mountinfo: Path = MOUNTINFO) -> str:
    """Say why events can't be trusted below these paths.

    Args:
        paths: Existing folders.
        mountinfo: The kernel's table of mounts. Where there is none (other systems than Linux),
            events are trusted.

    Returns:
        One sentence about the first such path, or "".
    """
    for path in sorted(paths):
        kind = shared_file_system(path, mountinfo)
        if kind:
            return f"{path} is on {kind}, which does not announce what other machines change."
    return ""
