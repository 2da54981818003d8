"""The commands that put status on milestones: `status`, `done`, `reopen`."""

from __future__ import annotations

from collections.abc import Iterator

import click

from mlv_tui.cli.changing import Changed, Chosen, change, chosen_options, dry_run_option
from mlv_tui.cli.options import Common, common_options
from mlv_tui.domain.milestone import Status


@click.command()
@click.argument("status", metavar="STATUS", type=click.Choice([str(one) for one in Status]))
@chosen_options
@dry_run_option
@common_options
def status(common: Common, status: str, chosen: Chosen, *, dry_run: bool) -> int:
    """Set the status of milestones: open, active, blocked or done."""
    return _set_status(common, Status(status), chosen, dry_run=dry_run)


@click.command()
@chosen_options
@dry_run_option
@common_options
def done(common: Common, chosen: Chosen, *, dry_run: bool) -> int:
    """Complete milestones."""
    return _set_status(common, Status.DONE, chosen, dry_run=dry_run)


@click.command()
@chosen_options
@dry_run_option
@common_options
def reopen(common: Common, chosen: Chosen, *, dry_run: bool) -> int:
    """Open milestones again."""
    return _set_status(common, Status.OPEN, chosen, dry_run=dry_run)


def _set_status(common: Common, wanted: Status, chosen: Chosen, *, dry_run: bool) -> int:
    verb = "would be" if dry_run else "is now"
    return change(
        common,
        chosen,
        lambda workspace, ids: workspace.edits.set_status(ids, wanted, dry_run=dry_run),
        lambda changed: _said(changed, f"{verb} {wanted}"),
    )


def _said(changed: Changed, how: str) -> Iterator[str]:
    for ident in changed.report.edited:
        one = changed.before[ident]
        yield f"{ident:5} {one.title} {how} (was {one.status})"
    for ident in changed.report.unchanged:
        one = changed.before[ident]
        yield f"{ident:5} {one.title} was {one.status} already"
