"""What is told of projects' plans: what following them brought, what following no more detaches."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from mlv_tui.domain.change_set import ChangeKind
from mlv_tui.domain.project import Project
from mlv_tui.tui.troubles import first_of, troubles_told

if TYPE_CHECKING:
    from mlv_tui.services.report import IngestReport
    from mlv_tui.services.workspace import Workspace


def detached_by(project: Project, workspace: Workspace) -> tuple[int, ...]:
    """Count, for each plan root, the milestones that are detached without it."""
    reports = (
        workspace.remove_root(project.slug, Path(root.path), dry_run=True) for root in project.roots
    )
    return tuple(map(lost_in, reports))


def lost_in(report: IngestReport) -> int:
    """Count the milestones that a report tells to be detached."""
    return report.count(ChangeKind.DETACHED) + report.count(ChangeKind.AMBIGUOUS)


def detaches(count: int) -> str:
    """Say how many milestones are detached."""
    return "1 milestone is detached" if count == 1 else f"{count or 'no'} milestones are detached"


def done_there(report: IngestReport) -> str:
    """Tell what reading did, trouble first."""
    said = first_of(troubles_told(report)) or report.summary()
    return f": {said}" if said else ""
