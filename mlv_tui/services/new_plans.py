"""New plans written: only by name, only where nothing is, whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from mlv_tui.domain.project import Root
from mlv_tui.errors import FileKept
from mlv_tui.services.discovery import covers
from mlv_tui.services.new_file import write_file

SUFFIXES: Final = (".md", ".markdown")
_ELSEWHERE: Final = "Name a file that isn't there yet, in a folder that is."


@dataclass(frozen=True, slots=True)
class NewPlan:
    """A plan that was written.

    Attributes:
        path: Absolute.
        is_followed: Whether it stands where the project's plans are read from.
    """

    path: Path
    is_followed: bool


def check_new_plan(path: Path) -> Path:
    """See that a plan may be written somewhere; return its whole path.

    Raises:
        FileKept: If something is there, or it can't be a plan.
    """
    try:
        file = path.expanduser().absolute()
        folder = file.parent.resolve()
    except (OSError, RuntimeError, ValueError) as error:
        raise FileKept(f"{path} can't be a file: {error}.", _ELSEWHERE) from None
    if file.suffix.lower() not in SUFFIXES:
        raise FileKept(f"{file.name} would be no plan.", f"Plans end in {' or '.join(SUFFIXES)}.")
    if not folder.is_dir():
        raise FileKept(f"There is no folder {file.parent}.", "Make it first.")
    whole = folder / file.name
    if os.path.lexists(whole):
        raise _there(whole)
    return whole


def written_plan(file: Path, text: str, roots: Sequence[Root]) -> NewPlan:
    """Write a plan where nothing is.

    Args:
        file: As `check_new_plan` gave it.
        text: All of it.
        roots: Those of the project that it may be one of.

    Raises:
        FileKept: If something came there meanwhile, or it can't be written; nothing is left then.
    """
    try:
        write_file(file, text.removesuffix("\n").split("\n"))
    except FileKept as error:
        raise FileKept(error.message, _ELSEWHERE) from None
    wanted = Root(0, str(file.parent), file.name)
    return NewPlan(file, any(covers(root, wanted) for root in roots))


def _there(file: Path) -> FileKept:
    return FileKept(f"{file} is there already, and is left as it is.", _ELSEWHERE)
