"""Whose turn it is to run hooks: one process a person and database, and a bell to wake it."""

from __future__ import annotations

import fcntl
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from mlv_tui.automation.queue_file import OutboxUnusable


@contextmanager
def taken_turn(file: Path) -> Iterator[bool]:
    """Hold the turn, if nobody else does; it ends with the process, however that ends.

    Args:
        file: What is locked; made if it is missing.

    Returns:
        Whether it is held now.

    Raises:
        OutboxUnusable: If the file can't be made.
    """
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(file, os.O_CREAT | os.O_RDWR | os.O_CLOEXEC, 0o600)
    except OSError as error:
        raise OutboxUnusable(
            f"Hooks can't run, as {file} can't be made: {error.strerror}.", "Make its folder yours."
        ) from error
    try:
        yield _is_locked(handle)
    finally:
        os.close(handle)


def _is_locked(handle: int) -> bool:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def ring(bell: Path) -> None:
    """Say that there may be something to run."""
    bell.parent.mkdir(parents=True, exist_ok=True)
    bell.write_text(secrets.token_hex(8), encoding="ascii")


def rung(bell: Path) -> str:
    """Return what is another text after each ring."""
    try:
        return bell.read_text(encoding="ascii", errors="replace")
    except OSError:
        return ""
