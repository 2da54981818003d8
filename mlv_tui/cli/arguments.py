"""The kinds of arguments: plan paths and milestone ids, refused in words where they are wrong."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any, Final

import click

from mlv_tui.errors import NoPlans, NotFound

NAME_A_PLAN: Final = "Name a plan file, or a folder with plans."
_LARGEST: Final = 2**63 - 1
"""Of what a database takes."""


class PlanPath(click.Path):
    """A file or folder that is there, made absolute."""

    name = "path"

    def convert(self, value: Any, param: Any, ctx: Any) -> Path:
        """Look at it.

        Raises:
            NoPlans: If nothing is there, or it can't be looked at.
        """
        del param, ctx
        return plan_path(os.fspath(value))


def plan_path(text: str) -> Path:
    """Make a path absolute and look at it.

    Raises:
        NoPlans: If nothing is there, or it can't be looked at.
    """
    if not text:
        raise NoPlans("An empty path names no plan.", NAME_A_PLAN)
    try:
        path = Path(text).expanduser().absolute()
        path.stat()
        _check_name(path)
    except (FileNotFoundError, NotADirectoryError):
        what = f"{text} is a link to nowhere." if Path(text).is_symlink() else ""
        raise NoPlans(what or f"There is nothing at {text}.", NAME_A_PLAN) from None
    except OSError as error:
        raise NoPlans(f"{text} can't be looked at: {error.strerror}.", NAME_A_PLAN) from error
    except RuntimeError:
        raise NoPlans(f"There is no such home folder: {text}.", NAME_A_PLAN) from None
    if path.is_dir() and not os.access(path, os.R_OK | os.X_OK):
        raise NoPlans(f"You may not look into {text}.", "Ask for the right to, or name another.")
    return path


def _check_name(path: Path) -> None:
    try:
        str(path.resolve()).encode()
    except UnicodeEncodeError:
        raise NoPlans(f"The name of {path} is not UTF-8.", "Rename it.") from None


class MilestoneId(click.ParamType):
    """A milestone's id, as `mlv list` shows it."""

    name = "id"

    def convert(self, value: Any, param: Any, ctx: Any) -> int:
        """Read the number.

        Raises:
            NotFound: If no milestone can have it.
        """
        digits = str(value).removeprefix("-")
        if not (digits.isascii() and digits.isdecimal()):
            self.fail(f"“{value}” is not an id. `mlv list` shows the ids.", param, ctx)
        if len(digits) > len(str(_LARGEST)) or not 0 < int(value) <= _LARGEST:
            raise NotFound(f"There is no milestone {value}.", "`mlv list` shows the ids.")
        return int(value)
