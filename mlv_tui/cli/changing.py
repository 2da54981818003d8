"""What the commands that change milestones share: their arguments, and what they print."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import click

from mlv_tui.cli.arguments import MilestoneId
from mlv_tui.cli.options import Common
from mlv_tui.cli.output import print_json, print_lines
from mlv_tui.cli.records import MilestoneRecords
from mlv_tui.domain.forest import Forest
from mlv_tui.errors import NotFound

if TYPE_CHECKING:
    from mlv_tui.domain.project import Project
    from mlv_tui.services.gesture import EditReport
    from mlv_tui.services.workspace import Workspace

ids_argument = click.argument("ids", metavar="ID...", nargs=-1, required=True, type=MilestoneId())
dry_run_option = click.option(
    "--dry-run", is_flag=True, help="Tell what would change, change nothing."
)


@dataclass(frozen=True, slots=True)
class Changed:
    """What a gesture did, between the forests before and after it."""

    report: EditReport
    before: Forest
    after: Forest


Edit = Callable[["Workspace"], "EditReport"]
Said = Callable[[Changed], Iterable[str]]


def change(common: Common, ids: Sequence[int], edit: Edit, said: Said) -> int:
    """Carry a gesture out, and print what it did.

    Args:
        common: What every command is told.
        ids: The milestones of one project that it changes.
        edit: The gesture.
        said: Words its outcome, a line each, for people.

    Raises:
        NotFound: If one of them doesn't exist, or they are in several projects.
    """
    with common.known_workspace() as workspace:
        project = _project_of_all(common, workspace, ids)
        before = workspace.forest(project.id)
        report = edit(workspace)
        after = workspace.forest(project.id)
        changed = (*report.edited, *report.detached)
        texts = {ident: workspace.text(ident) for ident in changed if common.as_json}
    if not common.as_json:
        print_lines(said(Changed(report, before, after)))
        return 0
    records = MilestoneRecords(project.slug, after, texts)
    data = {
        "edited": list(report.edited),
        "unchanged": list(report.unchanged),
        "detached": list(report.detached),
        "change_set": report.change_set,
        "milestones": [records.record(ident) for ident in changed],
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
