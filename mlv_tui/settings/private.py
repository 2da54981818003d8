"""Files that are nobody's but their owner's: to write, or to read."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from shlex import quote
from typing import Final

from mlv_tui.errors import MlvError

_WRITABLE: Final = stat.S_IWGRP | stat.S_IWOTH
_OTHERS: Final = stat.S_IRWXG | stat.S_IRWXO


class SecretUnreadable(MlvError):
    """A file with a secret that can't be read."""


class SecretExposed(MlvError):
    """A file with a secret that others can read."""


def exposed(file: Path) -> str:
    """Say how others could write a file that says what is run, and what to do about it.

    Links are followed: what counts is the file itself and the folder that it is in.

    Returns:
        One sentence; "" if nobody else can.
    """
    try:
        real = file.resolve(strict=True)
        checked = [_wrong(one) for one in (real, real.parent)]
    except OSError as error:
        return f"{file} can't be looked at: {error.strerror}."
    return next(filter(None, checked), "")


def private_text(file: Path, what: str) -> str:
    """Return a secret that stands in a file for one's own eyes only.

    Args:
        file: A plain one: a pipe, say, might never end.
        what: What it is, as `The token file`.

    Raises:
        SecretUnreadable: If it can't be read.
        SecretExposed: If others can.
    """
    try:
        mode = file.stat().st_mode
        why = "" if stat.S_ISREG(mode) else "it is no plain file"
        text = "" if why else file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        why, text, mode = getattr(error, "strerror", None) or "it is not UTF-8", "", 0
    if why:
        raise SecretUnreadable(f"{what} {file} can't be read: {why}.", "Name a file that holds it.")
    if mode & _OTHERS:
        hint = f"`chmod 600 {quote(str(file))}`."
        raise SecretExposed(f"{what} {file} may be read by others.", hint)
    return text


def _wrong(path: Path) -> str:
    known = path.stat()
    if known.st_uid not in (os.geteuid(), 0):
        return f"{path} belongs to somebody else; `chown` it to yourself."
    if known.st_mode & _WRITABLE:
        return f"Others can write {path}; `chmod go-w {quote(str(path))}` keeps them out."
    return ""
