"""The options of the commands that keep a database well; none of them is about one project."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

import click

from mlv_tui.cli.options import Common
from mlv_tui.settings import read_settings


def upkeep_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command `--db` and `--json`; `--project`, which every command takes, means nothing."""

    @click.option(
        "--db", metavar="FILE", help="The database.  [default: MLV_DB, or the user's own]"
    )
    @click.option("--project", metavar="SLUG", hidden=True)
    @click.option("--json", "as_json", is_flag=True, help="Print JSON, errors too.")
    @wraps(command)
    def with_options(db: str | None, project: str | None, as_json: bool, **others: Any) -> Any:  # noqa: FBT001 - click hands a flag over as a bool
        del project
        return command(Common(read_settings(database=db), "", as_json), **others)

    return with_options
