"""Writing a file that comes into being once it is whole."""

from __future__ import annotations

import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from secrets import token_hex

from mlv_tui.errors import FileKept


def write_file(target: Path, lines: Iterable[str], end: str = "\n", *, over: bool = False) -> None:
    """Write lines of text into a file.

    Args:
        target: Its folder is there.
        lines: Without their ends.
        end: What each ends with.
        over: Whether to replace a file that is there already.

    Raises:
        FileKept: If there is something already, or it can't be written; that stays as it is.
    """
    if target.is_dir():
        raise FileKept(f"{target} is a folder.", "Name a file in it.")
    if not over and os.path.lexists(target):
        raise _there(target)
    part = target.with_name(f".{target.name}.{token_hex(4)}.part")
    try:
        with part.open("x", encoding="utf-8", newline="") as file:
            file.writelines(f"{line}{end}" for line in lines)
            file.flush()
            os.fsync(file.fileno())
        _put(part, target, over=over)
    except FileExistsError:
        raise _there(target) from None
    except OSError as error:
        raise FileKept(f"{target} can't be written: {error.strerror}.", "Name another.") from error
    finally:
        with suppress(OSError):
            part.unlink()


def _put(part: Path, target: Path, *, over: bool) -> None:
    """Give a part its name; where nothing is to be replaced, by a link, which replaces nothing."""
    if over:
        part.replace(target)
    else:
        os.link(part, target, follow_symlinks=False)


def _there(target: Path) -> FileKept:
    return FileKept(f"{target} is there already, so it stays as it is.", "Give --force as well.")
