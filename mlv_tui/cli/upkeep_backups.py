"""The command that backs a database up: `backup`; and what `restore --from` does."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from mlv_tui.cli.options import Common
from mlv_tui.cli.output import print_json, print_line
from mlv_tui.cli.upkeep_options import upkeep_options
from mlv_tui.domain.folding import counted
from mlv_tui.settings.paths import absolute

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mlv_tui.services.upkeep.backups import BackedUp
    from mlv_tui.settings import Address


@click.command()
@click.argument("target", required=False)
@click.option(
    "--keep",
    type=click.IntRange(min=1),
    metavar="N",
    help="How many backups stay in the folder.  [default: 10; all in a folder that is named]",
)
@upkeep_options
def backup(common: Common, target: str | None, keep: int | None) -> int:
    """Copy the database, also while others write, and read the copy anew to be sure of it.

    Without TARGET into the folder `backups` beside it, under a name with the time. TARGET is
    another folder, or a file that isn't there yet. A PostgreSQL database becomes a SQLite file.
    """
    made = _make(common.settings.database, target, keep)
    if common.as_json:
        print_json("backup", _record(common.settings.database, made))
        return 0
    print_line(f"{made.backup.file}: {_size(made.backup.size, made.backup.rows)}")
    for file in made.removed:
        print_line(f"{file} is removed: it was one too many")
    return 0


def _make(address: Address, target: str | None, keep: int | None) -> BackedUp:
    from mlv_tui.services.upkeep.backups import (  # noqa: PLC0415 - not for `--help`
        KEPT,
        backup_into,
        backup_to,
    )
    from mlv_tui.settings.places import backup_folder  # noqa: PLC0415 - the same

    if target is None:
        return backup_into(backup_folder(address), address, keep or KEPT)
    path = absolute(target)
    if path.is_dir():
        return backup_into(path, address, keep)
    if keep is not None:
        raise click.UsageError("--keep counts the backups in a folder, and TARGET is a file.")
    return backup_to(path, address)


def _record(address: Address, made: BackedUp) -> dict[str, Any]:
    return {
        "database": str(address),
        "file": str(made.backup.file),
        "bytes": made.backup.size,
        "rows": dict(made.backup.rows),
        "removed": [str(file) for file in made.removed],
    }


def _size(size: int, rows: Mapping[str, int]) -> str:
    milestones = counted(rows.get("milestone", 0), "milestone")
    return f"{milestones}, {counted(sum(rows.values()), 'row')}, {size} bytes, read anew and whole"


def restore_from(common: Common, written: str, *, dry_run: bool) -> int:
    """Put a backup in the database's place, or tell what it holds.

    Args:
        common: What every command is told.
        written: The backup's file.
        dry_run: Whether to change nothing.
    """
    from mlv_tui.services.upkeep.backups import (  # noqa: PLC0415 - not for `--help`
        look_at_backup,
        restore_backup,
    )

    address, file = common.settings.database, absolute(written)
    found = look_at_backup(file) if dry_run else restore_backup(file, address)
    if common.as_json:
        data = {
            "database": str(address),
            "from": str(file),
            "rows": dict(found.rows),
            "kept": None if found.kept is None else str(found.kept),
        }
        print_json("restore", data)
        return 0
    verb = "would be" if dry_run else "is"
    milestones = counted(found.rows.get("milestone", 0), "milestone")
    print_line(f"{address} {verb} what {Path(written).name} holds: {milestones}")
    if found.kept is not None:
        print_line(f"What was there is in {found.kept}")
    return 0
