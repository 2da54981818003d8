"""The commands about projects: `project list`, `project add`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from mlv_tui.cli.arguments import PlanPath
from mlv_tui.cli.cells import padded, width_of
from mlv_tui.cli.groups import Subcommands
from mlv_tui.cli.options import Common, common_options
from mlv_tui.cli.output import print_json, print_line, print_lines, print_warning
from mlv_tui.domain.project import project_slug
from mlv_tui.errors import NoPlans

if TYPE_CHECKING:
    from mlv_tui.domain.project import Project
    from mlv_tui.services.workspace import Workspace

ERROR = 1


@click.group(cls=Subcommands)
def project() -> None:
    """List and add projects."""


@project.command("list")
@common_options
def list_projects(common: Common) -> int:
    """List the projects with their progress."""
    records = _records(common)
    if common.as_json:
        print_json("projects", records)
        return 0
    print_lines(_table([_row(record) for record in records]))
    if not records:
        print_warning("There are no projects yet. `mlv ingest PATHS...` makes one.")
    return 0


def _records(common: Common) -> list[dict[str, Any]]:
    try:
        with common.known_workspace() as workspace:
            return [_record(workspace, one) for one in workspace.projects()]
    except NoPlans:  # an empty list is an answer, too
        return []


@project.command("add")
@click.argument("slug")
@click.argument("paths", nargs=-1, type=PlanPath())
@click.option("--dry-run", is_flag=True, help="Tell what would change, change nothing.")
@common_options
def add_project(common: Common, slug: str, paths: tuple[Path, ...], *, dry_run: bool) -> int:
    """Make a project, or add plan files and folders to it, and read them."""
    if dry_run:
        with common.trial_workspace() as workspace:
            return _try_to_add(common, workspace, slug, paths)
    with common.workspace() as workspace:
        return _add(common, workspace, slug, paths)


def _add(common: Common, workspace: Workspace, slug: str, paths: tuple[Path, ...]) -> int:
    from mlv_tui.cli.reports import exit_code  # noqa: PLC0415 - as above
    from mlv_tui.services.workspace import ReadWanted  # noqa: PLC0415 - the same

    report = workspace.read(ReadWanted(paths, slug)) if paths else None
    made = report.project if report else workspace.add_project(slug)
    record = _record(workspace, made)
    if common.as_json:
        print_json("project", record)
    else:
        print_line(f"{record['slug']}: {record['progress']['all']} milestones")
    for trouble in report.troubles if report else ():
        print_warning(str(trouble))
    return exit_code(report) if report else 0


def _try_to_add(common: Common, workspace: Workspace, slug: str, paths: tuple[Path, ...]) -> int:
    from mlv_tui.cli.reports import is_in_trouble, print_preview  # noqa: PLC0415 - as above
    from mlv_tui.services.workspace import ReadWanted  # noqa: PLC0415 - the same

    if paths:
        report = workspace.read(ReadWanted(paths, slug, preview=True))
        print_preview(report, as_json=common.as_json)
        return ERROR if is_in_trouble(report) else 0
    slug = project_slug(slug)
    known = [_record(workspace, one) for one in workspace.projects() if one.slug == slug]
    if common.as_json:
        print_json("project", known[0] if known else None)
    else:
        print_line(f"{slug}: {'is there already' if known else 'would be made'}")
    return 0


def _table(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Align cells in columns."""
    widths = [max(map(width_of, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        yield "  ".join(padded(*cell) for cell in zip(row, widths, strict=True)).rstrip()


def _row(record: dict[str, Any]) -> Sequence[str]:
    progress, plans = record["progress"], record["plans"]
    return (
        record["slug"],
        f"{progress['done']}/{progress['all']} done",
        f"{plans} {'plan' if plans == 1 else 'plans'}",
        ", ".join(record["roots"]),
    )


def _record(workspace: Workspace, one: Project) -> dict[str, Any]:
    forest = workspace.forest(one.id)
    return {
        "slug": one.slug,
        "name": one.name,
        "roots": [root.path for root in one.roots],
        "plans": sum(1 for plan in forest.plans if not plan.is_gone),
        "progress": {"done": forest.total.done, "all": forest.total.all},
        "counts": {
            "open": forest.total.open,
            "active": forest.total.active,
            "blocked": forest.total.blocked,
            "done": forest.total.done,
        },
    }
