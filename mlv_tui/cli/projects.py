"""The commands about projects: which there are, what they are called and follow."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from mlv_tui.cli.arguments import PlanPath
from mlv_tui.cli.cells import aligned
from mlv_tui.cli.changing import dry_run_option
from mlv_tui.cli.groups import Subcommands
from mlv_tui.cli.options import Common, common_options
from mlv_tui.cli.output import print_json, print_line, print_lines, print_warning
from mlv_tui.domain.folding import counted
from mlv_tui.domain.project import project_name, project_slug
from mlv_tui.errors import NoPlans

if TYPE_CHECKING:
    from mlv_tui.domain.project import Project
    from mlv_tui.services.keeping import Overview
    from mlv_tui.services.workspace import Workspace

ERROR: Final = 1
Do = Callable[["Workspace", "Project"], "Project"]


@click.group(cls=Subcommands)
def project() -> None:
    """List, add, rename and archive projects, add and remove their plans."""


@project.command("list")
@common_options
def list_projects(common: Common) -> int:
    """List the projects with their progress."""
    records = _records(common)
    if common.as_json:
        print_json("projects", records)
        return 0
    print_lines(aligned([_row(record) for record in records]))
    if not records:
        print_warning("There are no projects yet. `mlv ingest PATHS...` makes one.")
    return 0


def _records(common: Common) -> list[dict[str, Any]]:
    try:
        with common.known_workspace() as workspace:
            return [_record(one) for one in workspace.overview()]
    except NoPlans:  # an empty list is an answer, too
        return []


@project.command("add")
@click.argument("slug")
@click.argument("paths", nargs=-1, type=PlanPath())
@dry_run_option
@common_options
def add_project(common: Common, slug: str, paths: tuple[Path, ...], *, dry_run: bool) -> int:
    """Make a project, or add plan files and folders to it, and read them."""
    slug = project_name(slug)
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
    record = _record_of(workspace, made)
    if common.as_json:
        print_json("project", record)
    else:
        print_line(f"{record['slug']}: {counted(record['progress']['all'], 'milestone')}")
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
    every = workspace.overview()
    known = [_record(one) for one in every if one.project.slug == slug]
    if common.as_json:
        print_json("project", known[0] if known else None)
    else:
        print_line(f"{slug}: {'is there already' if known else 'would be made'}")
    return 0


@project.command("rename")
@click.argument("slug")
@click.argument("name")
@dry_run_option
@common_options
def rename_project(common: Common, slug: str, name: str, *, dry_run: bool) -> int:
    """Call a project something else; its slug stays, so that scripts find it."""
    name = project_name(name)

    def rename(workspace: Workspace, found: Project) -> Project:
        return found if dry_run else workspace.rename_project(found.slug, name)

    said = f"{'would be' if dry_run else 'is'} called {name}"
    return _change(common, slug, rename, said)


@project.command("archive")
@click.argument("slug")
@dry_run_option
@common_options
def archive_project(common: Common, slug: str, *, dry_run: bool) -> int:
    """Put a project away; nothing in it changes."""

    def archive(workspace: Workspace, found: Project) -> Project:
        return found if dry_run else workspace.archive_project(found.slug)

    return _change(common, slug, archive, f"{'would be' if dry_run else 'is'} archived")


@project.command("restore")
@click.argument("slug")
@dry_run_option
@common_options
def restore_project(common: Common, slug: str, *, dry_run: bool) -> int:
    """Bring an archived project back."""

    def restore(workspace: Workspace, found: Project) -> Project:
        return found if dry_run else workspace.archive_project(found.slug, archived=False)

    return _change(common, slug, restore, f"{'would be' if dry_run else 'is'} back")


def _change(common: Common, slug: str, do: Do, said: str) -> int:
    with common.known_workspace() as workspace:
        changed = do(workspace, workspace.project(project_slug(slug)))
        record = _record_of(workspace, changed)
    if common.as_json:
        print_json("project", record)
    else:
        print_line(f"{changed.slug} {said}")
    return 0


@project.command("remove-plans")
@click.argument("slug")
@click.argument("path", type=click.Path(path_type=Path))
@dry_run_option
@common_options
def remove_plans(common: Common, slug: str, path: Path, *, dry_run: bool) -> int:
    """Follow a plan file or folder of a project no more; what stood in it is detached.

    Nothing is deleted: `mlv undo`, or `project add` with the same path, brings it back.
    """
    from mlv_tui.cli.reports import print_preview, print_report  # noqa: PLC0415 - not for `--help`

    with common.known_workspace() as workspace:
        report = workspace.remove_root(project_slug(slug), path, dry_run=dry_run)
    (print_preview if dry_run else print_report)(report, as_json=common.as_json)
    if not dry_run and not common.as_json:
        print_line(f"`mlv undo {report.change_set}` follows it again, with all that stood there.")
    return 0


def _row(record: dict[str, Any]) -> Sequence[str]:
    progress, plans = record["progress"], record["plans"]
    return (
        record["slug"] + (" (archived)" if record["archived"] else ""),
        f"{progress['done']}/{progress['all']} done",
        counted(plans, "plan"),
        ", ".join(record["roots"]),
    )


def _record_of(workspace: Workspace, one: Project) -> dict[str, Any]:
    return next(_record(each) for each in workspace.overview() if each.project.id == one.id)


def _record(one: Overview) -> dict[str, Any]:
    from mlv_tui.cli.history import recorded_record  # noqa: PLC0415 - not for `--help`

    total = one.total
    return {
        "slug": one.project.slug,
        "name": one.project.name,
        "roots": [root.path for root in one.project.roots],
        "plans": one.plans,
        "progress": {"done": total.done, "all": total.all},
        "counts": {
            "open": total.open,
            "active": total.active,
            "blocked": total.blocked,
            "done": total.done,
        },
        "archived": one.project.is_archived,
        "last": None if one.last is None else recorded_record(one.last),
    }
