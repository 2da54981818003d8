"""The doctor: looks at a database and at what it says, and mends what can be mended safely."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator
from pathlib import Path

from mlv_tui.domain.folding import counted
from mlv_tui.errors import DatabaseUnusable
from mlv_tui.services.upkeep.backups import make_backup
from mlv_tui.services.upkeep.contents import contents
from mlv_tui.services.upkeep.findings import Finding, Mend, ok, warning, wrong
from mlv_tui.services.upkeep.migration import check_migrations, run_migrations
from mlv_tui.services.upkeep.surroundings import file_system
from mlv_tui.settings import Address
from mlv_tui.storage.checking import (
    damage,
    drift,
    late_counters,
    lost_references,
    make_indexes,
    models_drift,
    raise_counters,
)
from mlv_tui.storage.peeking import peek

_BACKUP = "`mlv restore --from FILE` puts a backup in its place."
_FIX = "`mlv doctor --fix --yes` mends it."


def diagnose(address: Address) -> Iterator[Finding]:
    """Look at a database; nothing in it is changed.

    Where it is behind the program, or can't be opened, the rest isn't looked at.
    """
    if isinstance(address, Path):
        yield file_system(address)
        if not address.exists():
            yield warning(
                "database",
                f"There is no database {address} yet.",
                "`mlv PLANS...` or `mlv migrate` makes it.",
            )
            return
        yield from _not_writable(address)
    try:
        yield from _of_database(address)
    except DatabaseUnusable as error:
        yield wrong("database", error.message, error.hint)


def _of_database(address: Address) -> Iterator[Finding]:
    found = check_migrations(address)
    yield ok("database", f"{address} can be read.")
    yield from _of_models()
    if found.pending:
        count = counted(len(found.pending), "migration")
        yield wrong(
            "schema",
            f"{address} lacks {count} of this program, so the rest isn't looked at.",
            "`mlv migrate` mends it; so does opening it, after a backup.",
            Mend.MIGRATE,
        )
        return
    damaged = [*_of_pages(address)]
    yield from damaged
    if not damaged:
        yield from _of_schema(address, found.seen[-1])
        yield from contents(address)


def _not_writable(file: Path) -> Iterator[Finding]:
    """Tell what keeps a person from writing: a database has files beside it, too."""
    for one in (file, file.parent):
        if not os.access(one, os.W_OK):
            yield wrong("database", f"{one} can't be written.", "Make it writable, or use --db.")


def _of_models() -> Iterator[Finding]:
    for phrase in models_drift():
        yield wrong("program", f"{phrase.capitalize()}.", "Install this version of mlv again.")


def _of_pages(address: Address) -> Iterator[Finding]:
    with peek(address) as database:
        for phrase in damage(database):
            yield wrong("integrity", f"{address} is damaged: {phrase}.", _BACKUP)


def _of_schema(address: Address, last: str) -> Iterator[Finding]:
    with peek(address) as database:
        found = drift(database)
        lost = () if found.wrong else lost_references(database)
        late = () if found.wrong else late_counters(database)
    for phrase in found.wrong:
        yield wrong("schema", f"The schema has drifted: {phrase}.", _BACKUP)
    for name in found.missing:
        yield wrong("indexes", f"The index {name} is missing.", _FIX, Mend.INDEXES)
    if not found.wrong and not found.missing:
        yield ok("schema", f"The schema is the one of this program ({last}).")
    for phrase in lost:
        yield wrong("integrity", f"Something was lost: {phrase}.", _BACKUP)
    for phrase in late:
        yield wrong("counters", f"Ids may be given twice: {phrase}.", _FIX, Mend.COUNTERS)
    if not found.wrong and not lost and not late:
        yield ok("integrity", "Nothing is damaged, and everything refers to what is there.")


def mends(findings: Collection[Finding]) -> tuple[Mend, ...]:
    """List what the doctor can do about what was found, in the order in which it is done."""
    wanted = {one.mend for one in findings}
    return tuple(one for one in Mend if one in wanted)


def mend(address: Address, what: Collection[Mend]) -> Path:
    """Mend a database, after a backup.

    Args:
        address: The database's.
        what: Of what `mends` lists.

    Returns:
        Where the backup is.

    Raises:
        DatabaseUnusable: If it can't be backed up or written; nothing was changed then.
    """
    kept = make_backup(address).backup.file
    if Mend.MIGRATE in what:
        run_migrations(address)
    if Mend.INDEXES in what:
        with peek(address) as database:
            make_indexes(database, drift(database).missing)
    if Mend.COUNTERS in what:
        with peek(address) as database:
            raise_counters(database)
    return kept
