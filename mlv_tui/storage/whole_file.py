"""Writing a file that gets its name once it is whole and on the disk."""

from __future__ import annotations

import os
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from secrets import token_hex
from typing import Final

from mlv_tui.errors import DatabaseUnusable

PRIVATE: Final = 0o600
_PART: Final = r"\.[0-9a-f]{8}\.part(-journal|-wal|-shm)?"
"""What stands behind the name of a file that isn't whole yet."""

_FORGOTTEN_SECONDS: Final = 3600
"""A part that nobody wrote to for so long was left by a program that was ended."""


class TargetUnwritable(DatabaseUnusable):
    """A copy can't be put where it is to be."""


@contextmanager
def whole_file(target: Path, mode: int = PRIVATE) -> Iterator[Path]:
    """Have an empty file to fill, which gets the target's name once it is whole and on the disk.

    Args:
        target: Its folder is made if it is missing.
        mode: The file's permissions.

    Raises:
        TargetUnwritable: If it can't be written.
    """
    part = target.with_name(f".{target.name}.{token_hex(4)}.part")
    try:
        with _writing(target):
            target.parent.mkdir(parents=True, exist_ok=True)
            _remove_forgotten(target)
            os.close(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, mode))
            part.chmod(mode)
        yield part
        with _writing(target):
            _sync(part)
            part.replace(target)
            _sync(target.parent)
    finally:
        for end in ("", "-journal", "-wal", "-shm"):
            with suppress(OSError):
                part.with_name(f"{part.name}{end}").unlink()


@contextmanager
def _writing(target: Path) -> Iterator[None]:
    """Say what file it is that can't be written.

    Raises:
        TargetUnwritable: If it can't.
    """
    try:
        yield
    except OSError as error:
        raise TargetUnwritable(
            f"{target} can't be written: {error.strerror}.", "Name another place."
        ) from error


def _remove_forgotten(target: Path) -> None:
    """Remove backups, and what is to be this file, begun long ago; all else is a stranger's."""
    own = re.compile(rf"\.(?:{re.escape(target.name)}|.+\.bak){_PART}")
    for part in target.parent.iterdir():
        with suppress(OSError):
            if own.fullmatch(part.name) and _is_forgotten(part):
                part.unlink()


def _is_forgotten(part: Path) -> bool:
    return time.time() - part.stat().st_mtime > _FORGOTTEN_SECONDS


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
