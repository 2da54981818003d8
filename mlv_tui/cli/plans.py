"""The command that reads plans: `ingest`."""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from mlv_tui.cli.arguments import PlanPath
from mlv_tui.cli.options import Common, common_options
from mlv_tui.cli.output import print_lines
from mlv_tui.cli.reports import (
    exit_code,
    is_pending,
    preview_exit_code,
    print_preview,
    print_report,
)
from mlv_tui.domain.change_set import ChangeKind

if TYPE_CHECKING:
    from mlv_tui.services.report import IngestReport
    from mlv_tui.services.workspace import ReadWanted, Workspace


@click.command()
@click.argument("paths", nargs=-1, type=PlanPath())
@click.option(
    "--preview", "--dry-run", is_flag=True, help="Tell what would change; exit 3 if anything would."
)
@click.option(
    "--force",
    is_flag=True,
    help="Go ahead whatever is lost; take empty plans and merge markers at their word.",
)
@click.option(
    "--expect",
    metavar="TOKEN",
    default="",
    help="Apply only what the preview of that token showed; exit 5 if it would be anything else.",
)
@common_options
def ingest(
    common: Common, paths: tuple[Path, ...], *, preview: bool, force: bool, expect: str
) -> int:
    """Read plans into a project (made if it is new).

    PATHS are plan files, or folders with them; without any, the project's own are read.
    A plan that would lose more than 5 and more than 30 % of its milestones is held back (exit 6).
    A reading that was undone is applied again, and told of.

    Exit codes: 0 all is in step; 1 an error, such as a plan that can't be read (with --preview
    too, whatever else would change); 3 --preview shows changes; 5 not what --expect names; 6 a
    plan is held back.
    """
    from mlv_tui.services.workspace import ReadWanted  # noqa: PLC0415 - not for `--help`

    if preview and expect:
        raise click.UsageError("--expect applies what --preview showed: give one of them.")
    wanted = ReadWanted(
        paths, common.project, as_it_is=force, preview=preview, again=True, expected=expect
    )
    with _workspace(common, wanted) as workspace:
        if not paths:
            wanted = replace(wanted, project=common.chosen(workspace).slug)
        report = workspace.read(wanted)
    if not preview:
        print_report(report, as_json=common.as_json)
        if force and not common.as_json:
            print_lines(_way_back(report))
        return exit_code(report)
    print_preview(report, as_json=common.as_json)
    if not common.as_json and is_pending(report):
        print_lines(_ways_to_apply(report, paths, is_forced=force))
    return preview_exit_code(report)


def _workspace(common: Common, wanted: ReadWanted) -> AbstractContextManager[Workspace]:
    """Open a database that is made only where plans are to be stored in it."""
    if not wanted.paths:
        return common.known_workspace()
    return common.trial_workspace() if wanted.preview else common.workspace()


def _ways_to_apply(
    report: IngestReport, paths: tuple[Path, ...], *, is_forced: bool
) -> Iterator[str]:
    """Tell the commands that apply what was shown, and nothing else."""
    command = ["mlv", "ingest", *map(str, paths), *_where(), *(["--force"] if is_forced else [])]
    if report.changes or not report.project.id:
        yield f"Apply exactly this with: {shlex.join([*command, '--expect', report.token])}"
    if report.held and not is_forced:
        every = [*command, "--force"]
        is_all_shown = len(report.troubles) == len(report.held)
        more = ["--expect", report.token] if is_all_shown else ["--preview"]
        what = "Apply" if is_all_shown else "See"
        yield f"{what} what is held back as well with: {shlex.join([*every, *more])}"


def _way_back(report: IngestReport) -> Iterator[str]:
    """Name the command that takes back a loss, where no line on what was undone names it."""
    count = report.count(ChangeKind.DETACHED) + report.count(ChangeKind.AMBIGUOUS)
    if count and not report.again:
        command = shlex.join(["mlv", "undo", str(report.change_set), *_where()])
        yield f"Take exactly this back with: {command}"


def _where() -> Iterator[str]:
    """Repeat the options that lead to the same project."""
    given = click.get_current_context().params
    for name in ("db", "project"):
        if given.get(name):
            yield from (f"--{name}", given[name])
