"""Plan files: which there are below a folder, and what they hold."""

from __future__ import annotations

import errno
import os
import re
import stat
from collections.abc import Iterator
from fnmatch import translate
from pathlib import Path
from typing import Final

from mlv_tui.domain.project import natural_key
from mlv_tui.errors import PlanUnreadable
from mlv_tui.readers import is_plan_name
from mlv_tui.readers.declared import is_declared
from mlv_tui.safe_files import LeadsOutside, opened_beneath, read_at_most

_IGNORED: Final = re.compile(
    "|".join(
        translate(pattern)
        for pattern in (
            ".*",
            "*~",
            "#*#",
            "*.orig",
            "*.rej",
            "*.swp",
            "4913",
            "*.sync-conflict-*",
            "* (conflicted copy *)*",
            "* (*'s conflicted copy *)*",
        )
    )
)
_IGNORED_FOLDERS: Final = re.compile(
    r"""node_modules|venv|__pycache__|site-packages|.*(?:-|_|\.)cache
    | \.(?:git|hg|svn|jj|bzr|pijul|venv|env|tox|nox|eggs|cache|idea|vscode|vs|fleet|settings
      | terraform|direnv|next|nuxt|yarn|npm|pnpm-store|cargo|gradle|m2|bundle|hypothesis
      | ipynb_checkpoints|obsidian|stversions|stfolder|history|local|trash.*)""",
    re.VERBOSE | re.IGNORECASE,
)
"""Packages, caches and the tools' own; other hidden folders, such as `.planning`, hold plans."""
_REASONS: Final = {
    errno.EACCES: ("you may not read it", "Ask for the right to read it, or leave it out."),
    errno.EPERM: ("you may not read it", "Ask for the right to read it, or leave it out."),
    errno.ELOOP: ("its links lead in a circle", "Mend the link, or remove it."),
    errno.ENXIO: ("it is a socket or a device", "Leave it out, or rename it."),
    errno.ENAMETOOLONG: ("its name is too long", "Give it a shorter name."),
    errno.EISDIR: ("it is a folder", "Name the files in it."),
}


def read_bytes(root: Path, relative: str, limit: int) -> bytes | None:
    """Read a plan below `root`; never wait, never leave the folder.

    Args:
        root: The folder that the plan belongs to.
        relative: The plan's path below it, with `/`.
        limit: The most bytes it may have.

    Returns:
        Its bytes, or None if there is no such file.

    Raises:
        PlanUnreadable: It isn't a regular file, is too large, or can't be read.
    """
    try:
        with opened_beneath(root, relative) as file:
            return _read_regular(file, relative, limit)
    except (FileNotFoundError, NotADirectoryError):
        return None
    except LeadsOutside:
        raise PlanUnreadable(
            f"{relative} leads out of {root}.", "Copy the file into the folder, or add its own."
        ) from None
    except OSError as error:
        reason, hint = _REASONS.get(error.errno or 0, (error.strerror or "it failed", "Try again."))
        raise PlanUnreadable(f"{relative} can't be read: {reason}.", hint) from error
    except ValueError as error:
        raise PlanUnreadable(f"{relative!r} is no file name.", "Rename the file.") from error


def plan_files(root: Path) -> list[str]:
    """List the plans below a folder, relative to it, with `/`.

    In natural order: numbers by value, case aside, the files of a folder before its subfolders.
    Hidden files, editors' and sync tools' copies, installed packages and the tools' own folders
    are left out, and so are names that aren't UTF-8, which no database takes, and YAML, TOML and
    JSON that don't say that they are plans. Folders that can't be read are skipped.
    """
    return [
        f"{below}{name}"
        for below, names in _walk(root)
        for name in names
        if is_plan_name(name) and is_declared(root, f"{below}{name}")
    ]


def plan_folders(root: Path) -> list[Path]:
    """List the folders that `plan_files` looks into, `root` first."""
    return [root / below for below, _ in _walk(root)]


def _read_regular(file: int, relative: str, limit: int) -> bytes:
    found = os.fstat(file)
    if not stat.S_ISREG(found.st_mode):
        kind = "a folder" if stat.S_ISDIR(found.st_mode) else "a pipe, a socket or a device"
        raise PlanUnreadable(f"{relative} is {kind}, not a file.", "Leave it out, or name another.")
    content = read_at_most(file, limit)
    if content is None:
        raise PlanUnreadable(
            f"{relative} is larger than {limit:,} bytes.",
            "Split it, or raise the limit in the settings.",
        )
    return content


def _walk(root: Path) -> Iterator[tuple[str, list[str]]]:
    # Folders are never entered through links, so there is no circle to walk in.
    waiting = [""]
    while waiting:
        below = waiting.pop()
        try:
            with os.scandir(root / below) as entries:
                names, folders = _sorted_out(entries)
        except OSError:
            continue
        yield below, names
        waiting.extend(f"{below}{name}/" for name in reversed(folders))


def _sorted_out(entries: Iterator[os.DirEntry[str]]) -> tuple[list[str], list[str]]:
    names: list[str] = []
    folders: list[str] = []
    for entry in entries:
        if not _is_storable(entry.name):
            continue
        if not _is_folder(entry):
            if not _IGNORED.match(entry.name):
                names.append(entry.name)
        elif not _IGNORED_FOLDERS.fullmatch(entry.name) and not entry.is_symlink():
            folders.append(entry.name)
    return sorted(names, key=natural_key), sorted(folders, key=natural_key)


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:  # a link in a circle, or to where one may not look: reading it tells why
        return False


def _is_storable(name: str) -> bool:
    return name.isascii() or not any("\ud800" <= char <= "\udfff" for char in name)
