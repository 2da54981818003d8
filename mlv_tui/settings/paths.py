"""Paths as a person writes them, made absolute."""

from __future__ import annotations

from pathlib import Path

from mlv_tui.errors import SettingsInvalid


def absolute(written: str) -> Path:
    """Return a path from the root on, `~` as a home folder.

    Raises:
        SettingsInvalid: If there is no such home, or nothing that the path is relative to.
    """
    try:
        return Path(written).expanduser().absolute()
    except RuntimeError:
        raise SettingsInvalid(
            f"There is no such home folder: {written}.", "Name the whole path."
        ) from None
    except FileNotFoundError:
        raise SettingsInvalid(
            f"{written} is nowhere: the folder you are in was removed.", "Go to another folder."
        ) from None
