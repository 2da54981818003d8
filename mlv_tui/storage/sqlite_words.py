"""What goes wrong with a SQLite file, in words."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import peewee

from mlv_tui.errors import DatabaseDamaged, DatabaseUnusable
from mlv_tui.storage.causes import causes

_DAMAGED: Final = {
    "not a database": (
        "{file} is not a database, or it is damaged.",
        "Put a backup in its place with `mlv restore --from FILE`, or name another with --db.",
    ),
    "malformed": (
        "{file} is damaged.",
        "Put a backup in its place with `mlv restore --from FILE`, or name another with --db.",
    ),
}
_WORDS: Final = _DAMAGED | {
    "unable to open": (
        "{file} can't be opened.",
        "Check that its folder exists and is yours, or use --db.",
    ),
    "readonly": ("{file} can't be written.", "Make the file and its folder writable, or use --db."),
    "disk i/o": ("{file} can't be read or written: the disk gave an error.", "Check the disk."),
    **dict.fromkeys(
        ("no such table", "no such column"),
        ("{file} isn't as this program made it.", "`mlv doctor` tells more."),
    ),
    "is full": ("{file} can't grow: the disk is full.", "Free some space; nothing was lost."),
    "locked": (
        "{file} is in use by another program for too long.",
        "Close that program, then try again.",
    ),
}

_NOT_WRITABLE: Final = ("unable to open", "readonly")


@contextmanager
def in_words(file: Path) -> Iterator[None]:
    """Turn a database's errors into sentences for the person at the keyboard.

    Raises:
        DatabaseUnusable: Instead of those errors.
    """
    try:
        yield
    except (peewee.PeeweeException, sqlite3.Error) as error:
        cause = " ".join(str(one) for one in causes(error)).casefold()
        if any(sign in cause for sign in _NOT_WRITABLE) and _is_mounted_read_only(file):
            message = f"{file} is on a file system that is mounted read-only."
            raise DatabaseUnusable(message, "Mount it to be written, or use --db.") from error
        for sign, (message, hint) in _WORDS.items():
            if sign in cause:
                kind = DatabaseDamaged if sign in _DAMAGED else DatabaseUnusable
                raise kind(message.format(file=file), hint) from error
        raise


def _is_mounted_read_only(file: Path) -> bool:
    try:
        return bool(os.statvfs(file.parent).f_flag & os.ST_RDONLY)
    except OSError:
        return False
