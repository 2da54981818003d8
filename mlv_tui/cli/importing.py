"""The command that takes in what others hand on: `import`."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Any, Final

import click

from mlv_tui.cli.options import Common, common_options
from mlv_tui.cli.output import print_json, print_line, print_lines
from mlv_tui.domain.folding import counted
from mlv_tui.errors import NoPlans

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from mlv_tui.domain.imported import Imported
    from mlv_tui.domain.project import Project
    from mlv_tui.domain.sketching import Sketch
    from mlv_tui.services.importing import Source
    from mlv_tui.services.making import Brought
    from mlv_tui.services.workspace import Workspace

PENDING: Final = 3
_SAID: Final = {"status": "", "priority": "P", "module": "", "owner": "owner ", "due": "due "}
"""What stands in front of the values that a preview tells."""
_FORMATS: Final = ("json", "github", "taskwarrior", "todo.txt", "org")


@click.command("import")
@click.argument("file", metavar="FILE")
@click.option(
    "--from",
    "wanted",
    type=click.Choice(_FORMATS),
    help="What it is.  [default: told by its name, or by what it holds]",
)
@click.option(
    "--preview",
    "--dry-run",
    is_flag=True,
    help="Tell what would be made; exit 3 if anything would.",
)
@common_options
def import_file(common: Common, file: str, wanted: str | None, *, preview: bool) -> int:
    """Take in a file of another program, or an export of mlv's into an empty database.

    FILE is GitHub's issues or milestones (`gh issue list --json …`), `task export`, a todo.txt or
    an org-mode file; `-` is standard input. What it holds becomes milestones added by hand, in one
    gesture that `mlv undo` takes back, each linked to what it came from: what is in the project
    already isn't made again.
    """
    from mlv_tui.services.importing import JSON, read_source  # noqa: PLC0415 - not for `--help`

    source = read_source(file, wanted or "")
    if source.format == JSON:
        return _export(common, source, dry_run=preview)
    imported = source.imported()
    with _workspace(common, preview=preview) as workspace:
        project = _project(common, workspace)
        label = f"import: {source.name}"
        brought = workspace.edits.bring(project, imported.sketches, label, dry_run=preview)
    if common.as_json:
        print_json("import", _record(brought, imported, source))
    else:
        print_lines(_said(brought, imported, dry_run=preview))
    return PENDING if preview and brought.made else 0


def _export(common: Common, source: Source, *, dry_run: bool) -> int:
    from mlv_tui.services.importing import bring_export  # noqa: PLC0415 - not for `--help`

    if common.project:
        raise click.UsageError("An export has its own projects; leave out --project.")
    address = common.settings.database
    rows = dict(bring_export(source, address, dry_run=dry_run))
    if common.as_json:
        print_json("import", {"format": source.format, "database": str(address), "rows": rows})
    else:
        verb = "would be" if dry_run else "is"
        milestones = counted(rows.get("milestone", 0), "milestone")
        projects = counted(rows.get("project", 0), "project")
        total = counted(sum(rows.values()), "row")
        print_line(f"{address} {verb} what {source.name} holds: {projects}, {milestones}, {total}")
    return PENDING if dry_run else 0


def _workspace(common: Common, *, preview: bool) -> AbstractContextManager[Workspace]:
    """Open a database that is made only where something is to be stored in it.

    Raises:
        NoPlans: If there is none, and it isn't told what the project is to be called.
    """
    if not common.project and not common.has_database():
        raise NoPlans("There are no projects yet.", "Name one with --project; it is made.")
    return common.trial_workspace() if preview else common.workspace()


def _project(common: Common, workspace: Workspace) -> Project:
    from mlv_tui.services.projects import named_project  # noqa: PLC0415 - not for `--help`

    if common.project:
        return named_project(workspace.projects(), common.project)
    if not workspace.projects():
        raise NoPlans("There are no projects yet.", "Name one with --project; it is made.")
    return common.chosen(workspace)


def _said(brought: Brought, imported: Imported, *, dry_run: bool) -> Iterator[str]:
    depths = _depths(brought.made)
    if dry_run:
        for one in brought.made:
            yield f"  + {'  ' * depths[one.key]}{_shown(one)}"
    count = counted(len(brought.made), "milestone")
    verb = "would be made" if dry_run else "made"
    there = f", {len(brought.there)} there already" if brought.there else ""
    yield f"{brought.project.slug}: {count} {verb}{there}"
    for what, number in imported.passed_over.items():
        yield f"  {counted(number, what)} passed over"
    ident = brought.report.change_set
    if ident is not None:
        yield f"`mlv undo {ident} --project {brought.project.slug}` takes it back"


def _depths(made: Sequence[Sketch]) -> Mapping[str, int]:
    found: dict[str, int] = {}
    for one in made:
        found[one.key] = found[one.above] + 1 if one.above in found else 0
    return found


def _shown(one: Sketch) -> str:
    said = [f"{_SAID[name]}{value}" for name, value in one.values.items() if name in _SAID]
    end = f"  ({' · '.join(said)})" if said else ""
    return f"{one.values['title']}{end}"


def _record(brought: Brought, imported: Imported, source: Source) -> dict[str, Any]:
    ids = [ident if ident > 0 else None for ident in brought.report.added]
    return {
        "format": source.format,
        "project": brought.project.slug,
        "made": [
            {"id": ident, "key": one.key, "above": one.above or None, **one.values}
            for ident, one in zip(ids, brought.made, strict=True)
        ],
        "there": dict(brought.there),
        "passed_over": dict(imported.passed_over),
        "change_set": brought.report.change_set,
    }
