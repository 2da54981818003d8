"""Backups and restoring while another process has the database open."""

from __future__ import annotations

from pathlib import Path

from board import Scale, Tally
from children import children, failures_in, stored_in
from databases import rows
from grounds import database, seeded, session, truth_of

from mlv_tui.errors import DatabaseKept
from mlv_tui.services.upkeep.backups import backup_to, restore_backup


def backed_up(tally: Tally, scale: Scale, folder: Path) -> None:
    """Back up while somebody edits; restore is refused until they are gone, then equals it."""
    times, torn, refused, differences, failed = scale.of(1, 20), 0, 0, 0, 0
    for number in range(times):
        place = folder / str(number)
        with database("sqlite", place) as file:
            assert isinstance(file, Path)
            seeded(file, place, 60)
            backup = place / "kept.bak"
            with children("writers", [("mixed", file, "ada", 0)]) as (editor,):
                editor.sign()
                editor.until_lines(20)
                backup_to(backup, file)
                refused += _is_refused(backup, file)
                editor.until_lines(len(editor.lines) + 10)
                lines = editor.kill()
            failed += len(failures_in(lines))
            torn += _is_torn(backup)
            restore_backup(backup, file)
            differences += sum(rows(file)[name] != rows(backup)[name] for name in rows(file))
            made = set(stored_in(lines)) - set(truth_of(file).actors)
            with session(file) as opened:
                opened.edits.set_notes(1, "after")
    tally.say(f"times {times}, stored after the backup {len(made)}")
    tally.exactly("edits failed", failed)
    tally.exactly("backups torn", torn)
    tally.exactly("refused while open", refused, times)
    tally.exactly("tables that differ", differences)


def _is_torn(backup: Path) -> bool:
    truth = truth_of(backup)
    return bool(truth.torn or truth.circles) or truth.integrity != "ok"


def _is_refused(backup: Path, file: Path) -> bool:
    try:
        restore_backup(backup, file)
    except DatabaseKept:
        return True
    return False
