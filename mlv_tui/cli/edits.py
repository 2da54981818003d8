"""The commands that put status on milestones: `status`, `done`, `reopen`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import click

from mlv_tui.cli.changing import Changed, Chosen, change, chosen_options, dry_run_option
from mlv_tui.cli.options import Common, common_options
from mlv_tui.domain.milestone import Status
from mlv_tui.domain.moves import open_below

if TYPE_CHECKING:
    from mlv_tui.services.gesture import EditReport
    from mlv_tui.services.workspace import Workspace

_below_option = click.option("--below", is_flag=True, help="And all below them that isn't done.")


@click.command()
@click.argument("status", metavar="STATUS", type=click.Choice([str(one) for one in Status]))
@chosen_options
@_below_option
@dry_run_option
@common_options
def status(common: Common, status: str, chosen: Chosen, *, below: bool, dry_run: bool) -> int:
    """Set the status of milestones: open, active, blocked or done."""
    return _set_status(common, Status(status), chosen, below=below, dry_run=dry_run)


@click.command()
@chosen_options
@_below_option
@dry_run_option
@common_options
def done(common: Common, chosen: Chosen, *, below: bool, dry_run: bool) -> int:
    """Complete milestones; what is open below them stays open, unless --below is given."""
    return _set_status(common, Status.DONE, chosen, below=below, dry_run=dry_run)


@click.command()
@chosen_options
@dry_run_option
@common_options
def reopen(common: Common, chosen: Chosen, *, dry_run: bool) -> int:
    """Open milestones again."""
    return _set_status(common, Status.OPEN, chosen, below=False, dry_run=dry_run)


def _set_status(
    common: Common, wanted: Status, chosen: Chosen, *, below: bool, dry_run: bool
) -> int:
    verb = "would be" if dry_run else "is now"

    def edit(workspace: Workspace, ids: Sequence[int]) -> EditReport:
        more = ()
        if below:
            more = open_below(workspace.forest(workspace.project_of(ids[0]).id), ids)
        return workspace.edits.set_status([*ids, *more], wanted, dry_run=dry_run)

    return change(common, chosen, edit, lambda changed: _said(changed, wanted, f"{verb} {wanted}"))


def _said(changed: Changed, wanted: Status, how: str) -> Iterator[str]:
    for ident in changed.report.edited:
        one = changed.before[ident]
        yield f"{ident:5} {one.title} {how} (was {one.status})"
    for ident in changed.report.unchanged:
        one = changed.before[ident]
        yield f"{ident:5} {one.title} was {one.status} already"
    done = (*changed.report.edited, *changed.report.unchanged)
    left = len(open_below(changed.before, done)) if wanted is Status.DONE else 0
    if left:
        stay = "stays" if left == 1 else "stay"
        yield f"      and {left} open below {stay} open; --below sets what is below, too"
