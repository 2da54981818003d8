"""What the commands that change milestones share: their arguments, and what they print."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import wraps
from typing import TYPE_CHECKING, Any, Final

import click

from mlv_tui.cli.choosing import check_chosen, ids_or_filter, ids_or_filter_options
from mlv_tui.cli.options import Common
from mlv_tui.cli.output import print_json, print_lines, print_warning
from mlv_tui.cli.records import MilestoneRecords
from mlv_tui.domain.forest import Forest
from mlv_tui.domain.milestone import UNTITLED
from mlv_tui.errors import NotFound

if TYPE_CHECKING:
    from mlv_tui.domain.project import Project
    from mlv_tui.services.gesture import EditReport
    from mlv_tui.services.workspace import Workspace

SOME_REFUSED: Final = 1

dry_run_option = click.option(
    "--dry-run", is_flag=True, help="Tell what would change, change nothing."
)

_if_version_option = click.option(
    "--if-version",
    metavar="N",
    type=click.IntRange(min=1),
    help="Only if the one ID is still at this version, as --json shows it; else exit 5.",
)


@dataclass(frozen=True, slots=True)
class Chosen:
    """Which milestones a gesture is for.

    Attributes:
        ids: Theirs, as given.
        query: A filter that they match, where no ids were given.
        version: The one that the only milestone has to be at; None for any.
    """

    ids: Sequence[int]
    query: str | None = None
    version: int | None = None

    def check(self) -> None:
        """See that they were named in one way, and one alone where it has to be at a version.

        Raises:
            click.UsageError: If they weren't.
        """
        check_chosen(self.ids, self.query)
        if self.version is not None and (self.query is not None or len(self.ids) != 1):
            raise click.UsageError("--if-version is about one milestone: name one ID.")

    @property
    def versions(self) -> dict[int, int]:
        """The version that each has to be at, by id."""
        return {} if self.version is None else dict.fromkeys(self.ids, self.version)


@dataclass(frozen=True, slots=True)
class Changed:
    """What a gesture did, between the forests before and after it."""

    report: EditReport
    before: Forest
    after: Forest

    def title(self, ident: int) -> str:
        """Name a milestone as it was, or as it is if it is new or went to another project."""
        forest = self.before if ident in self.before else self.after
        return forest[ident].title or UNTITLED


Edit = Callable[["Workspace", Sequence[int]], "EditReport"]
Make = Callable[["Workspace", "Project"], "EditReport"]
Said = Callable[[Changed], Iterable[str]]


def chosen_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command `[ID]...`, `--filter` and `--if-version`, handed on as one `Chosen`."""

    @ids_or_filter_options
    @_if_version_option
    @wraps(command)
    def with_chosen(
        ids: Sequence[int], query: str | None, if_version: int | None, **others: Any
    ) -> Any:
        return command(chosen=Chosen(ids, query, if_version), **others)

    return with_chosen


def change(common: Common, chosen: Chosen, edit: Edit, said: Said) -> int:
    """Carry a gesture on some milestones out, and print what it did.

    Args:
        common: What every command is told.
        chosen: The milestones of one project that it changes.
        edit: The gesture.
        said: Words its outcome, a line each, for people.

    Returns:
        The exit code: 1 if something was refused.

    Raises:
        click.UsageError: If they were named in no way, or in two.
        NotFound: If one of them doesn't exist, or they are in several projects.
        Conflict: If the one isn't at the version that it has to be at; nothing is changed then.
    """
    chosen.check()
    with common.known_workspace() as workspace:
        ids = ids_or_filter(common, workspace, chosen.ids, chosen.query)
        project = _project_of_all(common, workspace, ids)
        with workspace.edits.at(chosen.versions):
            return _carried_out(common, workspace, project, lambda asked, _: edit(asked, ids), said)


def make(common: Common, beside: int | None, gesture: Make, said: Said) -> int:
    """Carry a gesture that makes milestones out, and print what it did.

    Args:
        common: What every command is told.
        beside: A milestone of the project that it is for; None for the project that is meant.
        gesture: Gets the project.
        said: Words its outcome, a line each, for people.
    """
    with common.known_workspace() as workspace:
        is_free = beside is None
        project = common.chosen(workspace) if is_free else common.holding(workspace, beside)
        return _carried_out(common, workspace, project, gesture, said)


def _carried_out(
    common: Common, workspace: Workspace, project: Project, gesture: Make, said: Said
) -> int:
    before = workspace.forest(project.id)
    report = gesture(workspace, project)
    changed = Changed(report, before, workspace.forest(project.id))
    if common.as_json:
        print_json("edit", _record(workspace, project, changed))
    else:
        print_lines(said(changed))
        for one in report.refused:
            print_warning(f"{one.id} {changed.title(one.id)} stays as it is: {one.reason}.")
    return SOME_REFUSED if report.refused else 0


def _record(workspace: Workspace, project: Project, changed: Changed) -> dict[str, Any]:
    report = changed.report
    return {
        "edited": list(report.edited),
        "unchanged": list(report.unchanged),
        "detached": list(report.detached),
        "added": [ident for ident in report.added if ident > 0],
        "along": list(report.along),
        "refused": [{"id": one.id, "reason": one.reason} for one in report.refused],
        "change_set": report.change_set,
        "other_change_set": report.other_change_set,
        "milestones": list(_milestones(workspace, project, changed)),
    }


def _milestones(
    workspace: Workspace, project: Project, changed: Changed
) -> Iterator[dict[str, Any]]:
    """Make the records of what changed, in whichever project it is now."""
    report = changed.report
    ids = [one for one in (*report.edited, *report.detached, *report.added) if one > 0]
    texts = {ident: workspace.text(ident) for ident in ids}
    here = MilestoneRecords(project.slug, changed.after, texts)
    away = [ident for ident in ids if ident not in changed.after]
    other = workspace.project_of(away[0]) if away else project
    there = MilestoneRecords(other.slug, workspace.forest(other.id), texts)
    for ident in ids:
        yield (there if ident in away else here).record(ident)


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
