"""The command that brings a database's schema to the program's: `migrate`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import click

from mlv_tui.cli.options import Common
from mlv_tui.cli.output import print_json, print_line
from mlv_tui.cli.upkeep_options import upkeep_options
from mlv_tui.domain.folding import counted

if TYPE_CHECKING:
    from mlv_tui.services.upkeep.migration import Migration

PENDING: Final = 3
"""The exit code of --check where the database is behind."""


@click.command()
@click.option("--check", is_flag=True, help="Tell whether it is in step, change nothing.")
@upkeep_options
def migrate(common: Common, *, check: bool) -> int:
    """Bring the database's schema up to date; a new database is made.

    What is there is copied first: a SQLite file to a `.bak` beside it, a server's to one in your
    data folder. With --check the exit code is 0 where database and program are in step, 3 where the
    database is behind, 1 where it is newer.
    """
    from mlv_tui.services.upkeep.migration import (  # noqa: PLC0415 - not for `--help`
        check_migrations,
        run_migrations,
    )

    address = common.settings.database
    found = (check_migrations if check else run_migrations)(address)
    if common.as_json:
        _print_record(str(address), found, check=check)
    else:
        print_line(_said(str(address), found, check=check))
    return PENDING if check and found.pending else 0


def _print_record(name: str, found: Migration, *, check: bool) -> None:
    applied = () if check else found.pending
    data = {
        "database": name,
        "seen": [*found.seen, *applied],
        "applied": list(applied),
        "pending": list(found.pending) if check else [],
    }
    print_json("migration", data)


def _said(name: str, found: Migration, *, check: bool) -> str:
    if not found.pending:
        return f"{name} is in step with this program ({found.seen[-1]})."
    count = counted(len(found.pending), "migration")
    if check:
        where = f"lacks {count}" if found.seen else "isn't made yet"
        return f"{name} {where}: `mlv migrate` mends it ({', '.join(found.pending)})."
    return f"{name}: {count} run ({', '.join(found.pending)})."
