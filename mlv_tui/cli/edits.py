"""The commands that put status on milestones: `status`, `done`, `reopen`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import click

from mlv_tui.cli.arguments import MilestoneId
from mlv_tui.cli.options import Common, common_options
from mlv_tui.cli.output import print_json, print_lines
from mlv_tui.cli.records import MilestoneRecords
from mlv_tui.domain.milestone import Status
from mlv_tui.errors import NotFound

if TYPE_CHECKING:
    from mlv_tui.domain.forest import Forest
    from mlv_tui.domain.project import Project
    from mlv_tui.services.edits import EditReport
    from mlv_tui.services.workspace import Workspace

_ids = click.argument("ids", metavar="ID...", nargs=-1, required=True, type=MilestoneId())
_dry_run = click.option("--dry-run", is_flag=True, help="Tell what would change, change nothing.")


@click.command()
@click.argument("status", metavar="STATUS", type=click.Choice([str(one) for one in Status]))
@_ids
@_dry_run
@common_options
def status(common: Common, status: str, ids: Sequence[int], *, dry_run: bool) -> int:
    """Set the status of milestones: open, active, blocked or done."""
    return _set_status(common, Status(status), ids, dry_run=dry_run)


@click.command()
@_ids
@_dry_run
@common_options
def done(common: Common, ids: Sequence[int], *, dry_run: bool) -> int:
    """Complete milestones."""
    return _set_status(common, Status.DONE, ids, dry_run=dry_run)


@click.command()
@_ids
@_dry_run
@common_options
def reopen(common: Common, ids: Sequence[int], *, dry_run: bool) -> int:
    """Open milestones again."""
    return _set_status(common, Status.OPEN, ids, dry_run=dry_run)


def _set_status(common: Common, wanted: Status, ids: Sequence[int], *, dry_run: bool) -> int:
    with common.known_workspace() as workspace:
        project = _project_of_all(common, workspace, ids)
        before = workspace.forest(project.id)
        report = workspace.set_status(ids, wanted, dry_run=dry_run)
        after = workspace.forest(project.id)
        texts = {ident: workspace.text(ident) for ident in report.edited if common.as_json}
    if not common.as_json:
        verb = "would be" if dry_run else "is now"
        print_lines(_said(report, before, f"{verb} {wanted}"))
        return 0
    records = MilestoneRecords(project.slug, after, texts)
    data = {
        "edited": list(report.edited),
        "unchanged": list(report.unchanged),
        "change_set": report.change_set,
        "milestones": [records.record(ident) for ident in report.edited],
    }
    print_json("edit", data)
    return 0


def _project_of_all(common: Common, workspace: Workspace, ids: Sequence[int]) -> Project:
    """Return the one project that all these milestones are in.

    Raises:
        NotFound: If one doesn't exist, or they are in several; a gesture changes one project.
    """
    project = common.holding(workspace, ids[0])
    forest = workspace.forest(project.id)
    stranger = next((ident for ident in ids if ident not in forest), None)
    if stranger is not None:
        other = workspace.project_of(stranger)
        raise NotFound(
            f"Milestone {stranger} is in the project {other.slug}, {ids[0]} in {project.slug}.",
            "Change those of one project at a time; nothing was changed.",
        )
    return project


def _said(report: EditReport, before: Forest, change: str) -> Iterator[str]:
    for ident in report.edited:
        one = before[ident]
        yield f"{ident:5} {one.title} {change} (was {one.status})"
    for ident in report.unchanged:
        one = before[ident]
        yield f"{ident:5} {one.title} was {one.status} already"
