"""The commands on what was done: `log`, `history`, `undo`, `redo`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final

import click

from mlv_tui.cli.arguments import MilestoneId
from mlv_tui.cli.changing import dry_run_option
from mlv_tui.cli.log_options import log_options, plan_option
from mlv_tui.cli.options import Common, common_options
from mlv_tui.cli.output import Piece, print_json, print_lines, print_pieces, print_warning
from mlv_tui.cli.records import iso_time, moment_of
from mlv_tui.domain.change_set import Change, ChangeKind, Recorded
from mlv_tui.domain.change_words import change_words
from mlv_tui.domain.folding import counted
from mlv_tui.domain.undoing import undo_label
from mlv_tui.errors import Conflict, NotFound

if TYPE_CHECKING:
    from mlv_tui.domain.log_filter import LogFilter
    from mlv_tui.domain.milestone import Milestone
    from mlv_tui.domain.project import Project
    from mlv_tui.services.halves import UndoReport
    from mlv_tui.services.undone import Skipped
    from mlv_tui.services.workspace import Workspace

_LARGEST: Final = 2**63 - 1
"""Of what a database takes."""


@click.command()
@click.option(
    "--count", default=20, type=click.IntRange(min=1, max=_LARGEST), help="How many.  [default: 20]"
)
@plan_option
@common_options
@log_options
def log(common: Common, count: int, wanted: LogFilter) -> int:
    """Show what was done in a project, the last first.

    WORDS, all of them, stand in what was done, or in the titles of what it was done to.
    """
    with common.known_workspace() as workspace:
        project = common.chosen(workspace)
        activity = workspace.history.activity(project.id, count, wanted=wanted)
    if common.as_json:
        print_json("log", [recorded_record(one) for one in activity])
        return 0
    print_pieces(_line(one) for one in activity)
    if not activity:
        how = "yet" if wanted.is_empty else "that is like that"
        print_warning(f"Nothing was done in {project.slug} {how}.")
    return 0


@click.command()
@click.argument("ident", metavar="ID", type=MilestoneId())
@common_options
@log_options
def history(common: Common, ident: int, wanted: LogFilter) -> int:
    """Show what happened to one milestone, the last first.

    WORDS, all of them, stand in what was done.
    """
    with common.known_workspace() as workspace:
        told = workspace.history.of(ident, wanted)
        if not told:
            # One that was never changed has no history; one that never was is told of.
            common.holding(workspace, ident)
    if common.as_json:
        print_json("history", [_history_record(one, change) for one, change in told])
        return 0
    for one, change in told:
        print_pieces([_line(one, change.kind), *_told(change)])
    return 0


@click.command()
@click.argument("change_set", metavar="[CHANGE_SET]", required=False, type=click.IntRange(min=1))
@dry_run_option
@common_options
def undo(common: Common, change_set: int | None, *, dry_run: bool) -> int:
    """Undo your last gesture, or any change set: a reading, an undo, somebody else's gesture.

    CHANGE_SET is its number, as `mlv log` shows it.
    """
    with common.known_workspace() as workspace:
        project = _project(common, workspace, change_set)
        try:
            if change_set is None and not common.project:
                workspace.history.check_last(project.id)
            report = workspace.history.undo(change_set, project_id=project.id, dry_run=dry_run)
        except (Conflict, NotFound) as error:
            error.hint = " ".join(filter(None, (error.hint, _further(workspace, project))))
            raise
        _print_undo(common, workspace, project, report)
    return 0


def _further(workspace: Workspace, project: Project) -> str:
    """Name the command that undoes what was done before what can't be undone; "" for none."""
    found = workspace.history.further(project.id)
    if found is None:
        return ""
    return f"`mlv undo {found.id}` undoes what you did before that: {found.label}."


@click.command()
@dry_run_option
@common_options
def redo(common: Common, *, dry_run: bool) -> int:
    """Bring back what you undid last."""
    with common.known_workspace() as workspace:
        project = common.chosen(workspace)
        if not common.project:
            workspace.history.check_undone_last(project.id)
        report = workspace.history.redo(project.id, dry_run=dry_run)
        _print_undo(common, workspace, project, report)
    return 0


def _project(common: Common, workspace: Workspace, change_set: int | None) -> Project:
    """Return the project that is meant: that of the change set, where one is named.

    Raises:
        NotFound: If there is none, or the change set is of another than the one that was named.
    """
    if change_set is not None and change_set > _LARGEST:
        raise NotFound(f"There is no change set {change_set}.", "`mlv log` shows them.")
    if change_set is None or common.project:
        return common.chosen(workspace)
    ident = workspace.history.project_of(change_set)
    return next(project for project in workspace.projects() if project.id == ident)


def recorded_record(one: Recorded) -> dict[str, Any]:
    """Make the record of a change set; `counts` has every kind of change."""
    return {
        "id": one.id,
        "at": iso_time(one.at),
        "actor": one.actor,
        "origin": one.origin,
        "label": one.label,
        "counts": {str(kind): one.counts.get(kind, 0) for kind in ChangeKind},
        "undoes": one.undoes,
        "undone_by": one.undone_by,
    }


def _history_record(one: Recorded, change: Change) -> dict[str, Any]:
    return {
        "kind": change.kind,
        "id": change.milestone_id,
        "from": dict(change.before) or None,
        "to": dict(change.after) or None,
        "reason": change.reason,
        "score": change.score,
        "change_set": recorded_record(one),
    }


def _print_undo(common: Common, workspace: Workspace, project: Project, report: UndoReport) -> None:
    if common.as_json:
        data = {
            "project": project.slug,
            "change_set": report.change_set,
            "undone": recorded_record(report.undone),
            "changed": list(report.changed),
            "skipped": [_skipped_record(one) for one in report.skipped],
        }
        print_json("undo", data)
        return
    print_lines(_said(workspace, project, report))
    for one in report.skipped:
        print_warning(one.message)


def _skipped_record(one: Skipped) -> dict[str, Any]:
    return {"id": one.id, "fields": list(one.fields), "change_set": one.change_set}


def _said(workspace: Workspace, project: Project, report: UndoReport) -> Iterator[str]:
    milestones = f": {counted(len(report.changed), 'milestone')}" if report.changed else ""
    is_done = report.change_set is not None
    end = f"change set {report.change_set}" if is_done else "nothing written yet"
    yield f"{undo_label(report.undone.label)}{milestones} ({end})"
    here = workspace.forest(project.id)
    for ident in report.changed:
        home = project if ident in here else workspace.project_of(ident)
        now = workspace.forest(home.id)[ident]
        end = f" in {home.slug}" if home.id != project.id else ""
        state = f"{_state(now)}{end}"
        yield f"{ident:5} {now.title}" + (f" is {state}" if is_done else f" (now {state})")


def _state(one: Milestone) -> str:
    if one.is_removed:
        return "removed"
    return "detached" if one.is_detached else str(one.status)


def _line(one: Recorded, kind: ChangeKind | None = None) -> list[Piece]:
    """Write a change set in one line; of one milestone's, `kind` is what happened to it."""
    # A person reads the clock on the wall, a script the JSON.
    moment = moment_of(one.at).astimezone().isoformat(" ", "minutes")[:16]
    counted_ones = (each for each in one.counts.items() if each[0] is not ChangeKind.PROJECT)
    counts = ", ".join(f"{number} {each}" for each, number in counted_ones)
    said = str(kind) if kind else counts
    undone = f"  undone by {one.undone_by}" if one.undone_by is not None else ""
    return [
        (f"{one.id:5} {moment} ", "dim"),
        (f"{one.actor}: {one.label}", ""),
        (f"  {said}" if said else "", "dim"),
        (undone, "dim"),
    ]


def _told(change: Change) -> Iterator[list[Piece]]:
    for detail in change_words(change):
        yield [(f"      {detail}", "")]
    if change.reason:
        yield [(f"      {change.reason}", "dim")]
