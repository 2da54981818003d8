"""The commands that put status on milestones: `status`, `done`, `reopen`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import click

from mlv_tui.cli.changing import Changed, change, dry_run_option, ids_argument
from mlv_tui.cli.options import Common, common_options
from mlv_tui.domain.milestone import Status


@click.command()
@click.argument("status", metavar="STATUS", type=click.Choice([str(one) for one in Status]))
@ids_argument
@dry_run_option
@common_options
def status(common: Common, status: str, ids: Sequence[int], *, dry_run: bool) -> int:
    """Set the status of milestones: open, active, blocked or done."""
    return _set_status(common, Status(status), ids, dry_run=dry_run)


@click.command()
@ids_argument
@dry_run_option
@common_options
def done(common: Common, ids: Sequence[int], *, dry_run: bool) -> int:
    """Complete milestones."""
    return _set_status(common, Status.DONE, ids, dry_run=dry_run)


@click.command()
@ids_argument
@dry_run_option
@common_options
def reopen(common: Common, ids: Sequence[int], *, dry_run: bool) -> int:
    """Open milestones again."""
    return _set_status(common, Status.OPEN, ids, dry_run=dry_run)


def _set_status(common: Common, wanted: Status, ids: Sequence[int], *, dry_run: bool) -> int:
    verb = "would be" if dry_run else "is now"
    return change(
        common,
        ids,
        lambda workspace: workspace.edits.set_status(ids, wanted, dry_run=dry_run),
        lambda changed: _said(changed, f"{verb} {wanted}"),
    )


def _said(changed: Changed, how: str) -> Iterator[str]:
    for ident in changed.report.edited:
        one = changed.before[ident]
        yield f"{ident:5} {one.title} {how} (was {one.status})"
    for ident in changed.report.unchanged:
        one = changed.before[ident]
        yield f"{ident:5} {one.title} was {one.status} already"
