"""The command that reads plans: `ingest`."""

from __future__ import annotations

from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from mlv_tui.cli.arguments import PlanPath
from mlv_tui.cli.options import Common, common_options
from mlv_tui.cli.reports import print_changes, print_report

if TYPE_CHECKING:
    from mlv_tui.services.workspace import ReadWanted, Workspace

ERROR = 1
PENDING = 3


@click.command()
@click.argument("paths", nargs=-1, type=PlanPath())
@click.option(
    "--preview", "--dry-run", is_flag=True, help="Tell what would change; exit 3 if anything would."
)
@click.option("--force", is_flag=True, help="Take empty plans and merge markers at their word.")
@common_options
def ingest(common: Common, paths: tuple[Path, ...], *, preview: bool, force: bool) -> int:
    """Read plans into a project (made if it is new).

    PATHS are Markdown files, or folders with them; without any, the project's own are read.
    """
    from mlv_tui.services.workspace import ReadWanted  # noqa: PLC0415 - not for `--help`

    wanted = ReadWanted(paths, common.project, as_it_is=force, preview=preview)
    with _workspace(common, wanted) as workspace:
        report = workspace.read(wanted)
        if preview and not common.as_json:
            print_changes(workspace, report)
    print_report(report, as_json=common.as_json, is_preview=preview)
    if report.troubles:
        return ERROR
    return PENDING if preview and (report.changes or not report.project.id) else 0


def _workspace(common: Common, wanted: ReadWanted) -> AbstractContextManager[Workspace]:
    """Open a database that is made only where plans are to be stored in it."""
    if not wanted.paths:
        return common.known_workspace()
    return common.trial_workspace() if wanted.preview else common.workspace()
