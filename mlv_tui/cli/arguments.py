"""The kinds of arguments: plan paths and milestone ids, refused in words where they are wrong."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any, Final

import click

from mlv_tui.errors import NoPlans, NotFound

_LARGEST: Final = 2**63 - 1
"""Of what a database takes."""


class PlanPath(click.Path):
    """A plan or a folder that is there, made absolute."""

    name = "path"

    def convert(self, value: Any, param: Any, ctx: Any) -> Path:
        """Look at it.

        Raises:
            NoPlans: If no plan can be there, or it can't be looked at.
        """
        del param, ctx
        return plan_path(os.fspath(value))


def plan_path(text: str) -> Path:
    """Look at a path; return it absolute, its links followed.

    Raises:
        NoPlans: If no plan can be there, or it can't be looked at.
    """
    from mlv_tui.services.discovery import NAME_A_PLAN, root_at  # noqa: PLC0415 - not for `--help`

    if not text:
        raise NoPlans("An empty path names no plan.", NAME_A_PLAN)
    return Path(root_at(Path(text)).path)


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
