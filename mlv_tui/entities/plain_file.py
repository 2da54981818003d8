"""A file of plain data, as it lies there now."""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from mlv_tui.errors import SourceAway, SourceInvalid
from mlv_tui.safe_files import LeadsOutside, opened_beneath, read_at_most

LARGEST: Final = 64 * 1024 * 1024
"""Bytes that are read of one file."""

Stamp = tuple[int, int, int] | None
"""Tells one state of a file from another; None for no file."""


@dataclass(frozen=True, slots=True)
class PlainFile:
    """Where a file of entities is, or may come to be.

    Attributes:
        folder: What it must not lead out of.
        name: Its name there.
    """

    folder: Path
    name: str

    @property
    def path(self) -> str:
        """What people know it by."""
        return str(self.folder / self.name)

    @property
    def is_json(self) -> bool:
        """Whether it is a list of objects, and not a table of lines."""
        return self.name.lower().endswith(".json")

    def stamp(self) -> Stamp:
        """Tell what state it is in, without opening it."""
        try:
            found = os.stat(self.folder / self.name)  # noqa: PTH116 - one call, and it is asked often
        except OSError:
            return None
        return found.st_mtime_ns, found.st_size, found.st_ino

    def content(self) -> bytes:
        """Read it, without waiting and without leaving the folder.

        Raises:
            SourceAway: If it can't be read now.
            SourceInvalid: If it is no file, or too large.
        """
        try:
            with opened_beneath(self.folder, self.name) as file:
                if not stat.S_ISREG(os.fstat(file).st_mode):
                    raise SourceInvalid(f"{self.path} is no file.", "Leave it out, or rename it.")
                content = read_at_most(file, LARGEST)
        except LeadsOutside:
            raise SourceInvalid(
                f"{self.path} leads out of its folder.", "Copy the file into the folder."
            ) from None
        except OSError as error:
            why = error.strerror or "it failed"
            raise SourceAway(f"{self.path} can't be read: {why}.", "Bring it back.") from error
        if content is None:
            raise SourceInvalid(
                f"{self.path} is larger than {LARGEST:,} bytes.", "Put it into a SQLite file."
            )
        return content
