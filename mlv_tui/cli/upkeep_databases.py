"""The commands about databases as a whole: `db copy`."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

import click

from mlv_tui.cli.groups import Subcommands
from mlv_tui.cli.output import print_json, print_line
from mlv_tui.domain.folding import counted
from mlv_tui.settings.address import address_of


class _Databases(Subcommands):
    usual = "copy"


def _options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command `--json`; `--db` and `--project`, which every one takes, mean nothing here."""

    @click.option("--db", metavar="FILE", hidden=True)
    @click.option("--project", metavar="SLUG", hidden=True)
    @click.option("--json", "as_json", is_flag=True, help="Print JSON, errors too.")
    @wraps(command)
    def with_options(db: str | None, project: str | None, **others: Any) -> Any:
        del db, project
        return command(**others)

    return with_options


@click.group("db", cls=_Databases)
def databases() -> None:
    """Copy a database to another one, of whichever kind."""


@databases.command("copy")
@click.argument("source", metavar="FROM")
@click.argument("target", metavar="TO")
@_options
def copy(source: str, target: str, *, as_json: bool) -> int:
    """Copy everything from one database into a new or empty one, and compare it row by row.

    Each is a SQLite file or postgresql://user@host/name. All is copied or nothing; FROM stays as
    it is.
    """
    from mlv_tui.services.upkeep.moving_house import copy_database  # noqa: PLC0415 - not for `--help`

    read, written = address_of(source), address_of(target)
    rows = copy_database(read, written)
    if as_json:
        print_json("copy", {"from": str(read), "to": str(written), "rows": dict(rows)})
        return 0
    print_line(f"{written}: {counted(sum(rows.values()), 'row')}, the same as in {read}")
    return 0
