"""Files opened beneath a folder, never by way of a link that leads out of it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

_FOLDER: Final = os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC
_NO_LINK: Final = os.O_NOFOLLOW | os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC
_CHUNK: Final = 1 << 20


class LeadsOutside(OSError):
    """A path that leaves its folder."""


@contextmanager
def opened_beneath(root: Path, relative: str) -> Iterator[int]:
    """Open a file for reading, without waiting for one (a pipe opens at once).

    Links inside the folder are resolved first; then every step is opened from the one above it,
    refusing links. So a link that is changed meanwhile can't lead out.

    Raises:
        LeadsOutside: The path, or a link on it, leaves the folder.
        OSError: Anything else that stops it.
    """
    folder = os.open(root, _FOLDER)
    try:
        file = _open_steps(folder, _resolved(root, relative))
    finally:
        os.close(folder)
    try:
        yield file
    finally:
        os.close(file)


def read_at_most(file: int, limit: int) -> bytes | None:
    """Read an open file to its end; None if that is further than `limit` bytes."""
    parts: list[bytes] = []
    size = 0
    # A file may grow while it is read: only what was read counts.
    while size <= limit and (part := os.read(file, min(_CHUNK, limit + 1 - size))):
        parts.append(part)
        size += len(part)
    return None if size > limit else b"".join(parts)


def _resolved(root: Path, relative: str) -> list[str]:
    base = os.path.realpath(root)
    path = os.path.realpath(Path(base, relative))
    if not Path(path).is_relative_to(base):
        raise LeadsOutside(relative)
    return list(Path(path).relative_to(base).parts) or ["."]


def _open_steps(folder: int, steps: list[str]) -> int:
    at = os.dup(folder)
    try:
        for step in steps[:-1]:
            below = os.open(step, _FOLDER | os.O_NOFOLLOW, dir_fd=at)
            os.close(at)
            at = below
        return os.open(steps[-1], os.O_RDONLY | _NO_LINK, dir_fd=at)
    finally:
        os.close(at)
