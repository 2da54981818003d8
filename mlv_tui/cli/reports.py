"""What an ingest did, or would do, in lines of text or JSON."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import TYPE_CHECKING, Any, Final

from mlv_tui.cli.output import print_json, print_line, print_lines, print_warning
from mlv_tui.cli.records import ingest_record
from mlv_tui.domain.change_set import Change, ChangeKind
from mlv_tui.domain.milestone import Milestone

if TYPE_CHECKING:
    from mlv_tui.services.report import IngestReport, PlanTrouble
    from mlv_tui.services.workspace import Workspace

_SIGNS: Final = {ChangeKind.NEW: "+", ChangeKind.REATTACHED: "+", ChangeKind.DETACHED: "-"}
_QUIET: Final = ("level", "source_key", "detached_at")
"""What follows from the rest, and needs no word of its own."""


def print_report(
    report: IngestReport,
    *,
    as_json: bool,
    is_preview: bool = False,
    told: Collection[PlanTrouble] = (),
) -> None:
    """Print what an ingest did: one line and its troubles, or one JSON document.

    Args:
        report: Of the ingest.
        as_json: Whether to print JSON.
        is_preview: Whether nothing was written yet.
        told: Troubles that need no line of their own any more.
    """
    if as_json:
        print_json("ingest", ingest_record(report, with_changes=is_preview))
        return
    said = report.summary() or "nothing changed"
    plans = "1 plan" if report.plans == 1 else f"{report.plans} plans"
    end = ", nothing written yet" if is_preview else ""
    print_line(f"{report.project.slug}: {said} ({plans}{end})")
    for trouble in report.troubles:
        if trouble not in told:
            print_warning(str(trouble))


def print_changes(workspace: Workspace, report: IngestReport) -> None:
    """Print a line for each milestone that an ingest would change."""
    project = report.project
    stored = workspace.forest(project.id).by_id if project.id else {}
    print_lines(_line(change, stored) for change in report.changes)


def _line(change: Change, stored: Mapping[int, Milestone]) -> str:
    one = stored.get(change.milestone_id)
    title = one.title if one else change.after.get("title", "")
    sign = _SIGNS.get(change.kind, "~")
    ident = f"{change.milestone_id:5}" if one else " " * 5
    details = "" if change.kind in _SIGNS else f"  ({', '.join(_details(change)) or change.kind})"
    return f"{sign}{ident} {title}{details}"


def _details(change: Change) -> Iterator[str]:
    for name, new in change.after.items():
        if name in ("body", "parent", "order"):
            yield {"body": "its text", "parent": "moved", "order": "moved"}[name]
        elif name not in _QUIET:
            yield f"{name}: {_shown(change.before.get(name))} → {_shown(new)}"


def _shown(value: Any) -> str:
    if isinstance(value, (list, tuple)):
        return ", ".join(map(str, value))
    return "none" if value is None else str(value)
