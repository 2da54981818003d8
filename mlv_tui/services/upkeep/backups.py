"""Backups: making them, keeping the newest ones, and putting one in a database's place."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from mlv_tui.errors import DatabaseKept, DatabaseUnusable
from mlv_tui.settings import Address, PostgresUrl
from mlv_tui.settings.places import backup_folder, backups_in, new_name
from mlv_tui.storage.backing_up import Backup, back_up
from mlv_tui.storage.copying import back_up_server, copy_over
from mlv_tui.storage.opening import check_place, open_engine
from mlv_tui.storage.peeking import others_connected, peek
from mlv_tui.storage.restoring import check_backup, restore

KEPT: Final = 10
"""How many backups stay unless somebody says otherwise."""


@dataclass(frozen=True, slots=True)
class BackedUp:
    """What a backup came to.

    Attributes:
        backup: It.
        removed: Older ones that had to go.
    """

    backup: Backup
    removed: tuple[Path, ...] = ()


@dataclass(frozen=True, slots=True)
class Restored:
    """What restoring came to, or would.

    Attributes:
        rows: How many the backup has, by table.
        kept: Where what was there before is; None if there was nothing.
    """

    rows: Mapping[str, int]
    kept: Path | None


def make_backup(address: Address) -> BackedUp:
    """Back a database up where its backups go; the ten newest ones stay.

    Raises:
        DatabaseUnusable: If it isn't there, isn't whole, or the backup can't be written.
    """
    return backup_into(backup_folder(address), address, KEPT)


def backup_into(folder: Path, address: Address, keep: int | None) -> BackedUp:
    """Back a database up into a folder, under a name with the time in it.

    Args:
        folder: Made if it is missing.
        address: The database's.
        keep: How many of its backups stay there, this one too; None for all.

    Raises:
        DatabaseUnusable: If it isn't there, isn't whole, or the backup can't be written; no older
            one is removed then.
    """
    made = _back_up(address, folder / new_name(address))
    old = [] if keep is None else backups_in(folder, address)[keep:]
    for file in old:
        file.unlink(missing_ok=True)
    return BackedUp(made, tuple(old))


def backup_to(file: Path, address: Address) -> BackedUp:
    """Back a database up into a file that isn't there yet.

    Raises:
        DatabaseKept: If there is something already.
        DatabaseUnusable: If the database isn't there, isn't whole, or the file can't be written.
    """
    if file.exists():
        raise DatabaseKept(f"{file} is there already, so it stays as it is.", "Name another.")
    return BackedUp(_back_up(address, file))


def _back_up(address: Address, target: Path) -> Backup:
    if isinstance(address, PostgresUrl):
        return back_up_server(address, target)
    if not address.exists():
        raise DatabaseUnusable(f"There is no database {address}.", "Name another with --db.")
    return back_up(address, target)


def look_at_backup(backup: Path) -> Restored:
    """Tell what restoring a backup would bring; nothing is restored.

    Raises:
        DatabaseUnusable: If it isn't one, is damaged, or a newer program's.
    """
    return Restored(check_backup(backup), None)


def restore_backup(backup: Path, address: Address) -> Restored:
    """Put a backup in a database's place, after a backup of what is there.

    Raises:
        DatabaseKept: If somebody has the database open.
        DatabaseUnusable: If the backup isn't one, is damaged, or a newer program's, or something
            can't be written.
    """
    check_place(address)
    rows = check_backup(backup)
    if isinstance(address, PostgresUrl):
        return Restored(rows, _restore_on_server(backup, address))
    keep = backup_folder(address) / new_name(address)
    return Restored(rows, restore(backup, address, keep))


def _restore_on_server(backup: Path, address: PostgresUrl) -> Path:
    with peek(address) as database:
        others = others_connected(database)
    if others:
        raise DatabaseKept(
            f"{address} is open in {others} other sessions of mlv, so it stays as it is.",
            "Close every mlv that uses it, screens and `mlv watch` too, then try again.",
        )
    kept = make_backup(address).backup.file
    # The backup may be an older program's: a copy of it is brought up to date.
    with TemporaryDirectory() as folder:
        copy = back_up(backup, Path(folder) / "mlv.db").file
        with closing(open_engine(copy)) as source, closing(open_engine(address)) as target:
            copy_over(source, target)
    return kept
