"""Folders and plan files whose paths begin as somebody types them."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from mlv_tui.readers import is_plan_name


def completed(typed: str) -> str:
    """Complete a path as far as it is clear, else with the first that fits.

    Args:
        typed: As a person types it: `~` and relative paths too.

    Returns:
        The same with more behind it, a folder with its slash; "" if nothing fits.
    """
    head, slash, name = typed.rpartition("/")
    found = sorted(_named(head + slash, name)) if typed else []
    if not found:
        return ""
    common = os.path.commonprefix(found)  # noqa: RUF071 - names, not paths
    return head + slash + (common if len(common) > len(name) else found[0])


def _named(folder: str, name: str) -> Iterator[str]:
    """Yield the folders and plans there whose names begin so; hidden ones only if asked for."""
    try:
        with os.scandir(Path(folder or ".").expanduser()) as entries:
            for one in entries:
                if one.name.startswith(name) and (name or not one.name.startswith(".")):
                    yield from _completion(one)
    except (OSError, ValueError, RuntimeError):  # nothing there, or nothing that may be seen
        return


def _completion(entry: os.DirEntry[str]) -> Iterator[str]:
    if not entry.name.isprintable():  # a name that can't be typed
        return
    if entry.is_dir():
        yield f"{entry.name}/"
    elif is_plan_name(entry.name):
        yield entry.name
