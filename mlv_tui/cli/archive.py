"""The commands that put milestones away and bring them back: `archive`, `restore`."""

from __future__ import annotations

from collections.abc import Iterator

import click

from mlv_tui.cli.changing import Changed, Chosen, change, chosen_options, dry_run_option
from mlv_tui.cli.options import Common, common_options
from mlv_tui.cli.upkeep_backups import restore_from
from mlv_tui.domain.milestone import UNTITLED, Milestone


@click.command()
@chosen_options
@dry_run_option
@common_options
def archive(common: Common, chosen: Chosen, *, dry_run: bool) -> int:
    """Put milestones away, with what is below them; nothing is deleted."""
    verb = "would be archived" if dry_run else "is archived"
    return change(
        common,
        chosen,
        lambda workspace, ids: workspace.edits.archive(ids, dry_run=dry_run),
        lambda changed: _said(changed, verb, "was archived already"),
    )


@click.command()
@chosen_options
@click.option("--from", "backup", metavar="FILE", help="A backup: restore the whole database.")
@dry_run_option
@common_options
def restore(common: Common, chosen: Chosen, backup: str | None, *, dry_run: bool) -> int:
    """Bring archived milestones back; with --from, the whole database from a backup.

    A database is restored only while nobody has it open; what was there before is backed up.
    """
    if backup is not None:
        _check_none_chosen(chosen)
        return restore_from(common, backup, dry_run=dry_run)
    verb = "would be back" if dry_run else "is back"
    return change(
        common,
        chosen,
        lambda workspace, ids: workspace.edits.restore(ids, dry_run=dry_run),
        lambda changed: _said(changed, verb, "wasn't archived"),
    )


def _check_none_chosen(chosen: Chosen) -> None:
    if chosen.ids or chosen.query is not None:
        raise click.UsageError("--from restores the whole database: name no milestones with it.")


def _said(changed: Changed, how: str, already: str) -> Iterator[str]:
    for ident in changed.report.edited:
        one = changed.before[ident]
        yield f"{ident:5} {one.title or UNTITLED} {how}{_where(one, changed)}"
    for ident in changed.report.unchanged:
        yield f"{ident:5} {changed.before[ident].title or UNTITLED} {already}"


def _where(one: Milestone, changed: Changed) -> str:
    """Tell of what is out of sight though it was just brought back."""
    after = changed.after[one.id]
    if not one.is_archived or after.is_archived or not after.is_detached:
        return ""
    end = (
        "" if after.is_touched else "; nothing of yours is on it, so only `mlv list --all` shows it"
    )
    return f", detached{end}"
