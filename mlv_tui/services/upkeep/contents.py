"""What the doctor finds in the projects of a database."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing

from mlv_tui.domain.folding import counted
from mlv_tui.domain.forest import Forest, PlanState
from mlv_tui.domain.project import Project
from mlv_tui.services.sight import glance
from mlv_tui.services.upkeep.findings import Finding, ok, warning, wrong
from mlv_tui.services.upkeep.surroundings import watching
from mlv_tui.settings import Address
from mlv_tui.storage.store import Store

_NOT_AS_WRITTEN = (ValueError, TypeError, LookupError)
"""What reading a row raises in which something isn't as any program wrote it."""


def contents(address: Address) -> Iterator[Finding]:
    """Read every project, and look at its plans and milestones.

    Args:
        address: A database that is in step with the program.

    Raises:
        DatabaseUnusable: If it can't be read.
    """
    with closing(Store(address)) as store:
        projects = [one for one in store.projects() if not one.is_archived]
        for project in projects:
            try:
                forest = store.snapshot(project.id).forest()
                found = [*_milestones(project, forest), *_plans(project, forest.plans)]
            except _NOT_AS_WRITTEN as error:
                found = [_unreadable(project, error)]
            yield from found or [ok("project", f"{project.slug}: nothing waits for a decision.")]
    roots = [root for project in projects for root in project.roots]
    seen = glance(roots)
    for lost in sorted(seen.lost_roots):
        yield warning(
            "plans",
            f"The plan folder {lost} isn't there; its milestones stay as they were.",
            "Bring it back, or `mlv project remove-plans SLUG PATH`.",
        )
    yield watching(seen.folders)


def _unreadable(project: Project, error: Exception) -> Finding:
    return wrong(
        "project",
        f"The project {project.slug} can't be read: {error or type(error).__name__}.",
        "`mlv restore --from FILE` puts a backup in the database's place.",
    )


def _milestones(project: Project, forest: Forest) -> Iterator[Finding]:
    where = f"--project {project.slug}"
    circles = sorted(forest.places.ignored)
    if circles:
        yield warning(
            "circles",
            f"{project.slug}: {counted(len(circles), 'milestone')} would stand below "
            f"themselves, so the plan's place counts: {', '.join(map(str, circles))}.",
            f"`mlv reset place {circles[0]}` settles it.",
        )
    detached = len(forest.detached_shown)
    if detached:
        yield warning(
            "detached",
            f"{project.slug}: {counted(detached, 'milestone')} without a heading.",
            f"See `mlv list --filter is:detached {where}`.",
        )
    conflicts = sum(1 for one in forest.by_id.values() if one.conflicts and one.is_live)
    if conflicts:
        yield warning(
            "conflicts",
            f"{project.slug}: {counted(conflicts, 'milestone')} where plan and person disagree.",
            f"See `mlv list --filter is:conflict {where}`.",
        )


def _plans(project: Project, plans: Sequence[PlanState]) -> Iterator[Finding]:
    where = f"--project {project.slug}"
    bad = [plan for plan in plans if plan.error and not plan.is_gone]
    if bad:
        yield warning(
            "plans",
            f"{project.slug}: {counted(len(bad), 'plan')} can't be read, first {bad[0].path}: "
            f"{bad[0].error}",
            f"`mlv ingest {where}` tells of all.",
        )
    held = [plan for plan in plans if plan.hold is not None]
    if held:
        yield warning(
            "held",
            f"{project.slug}: {counted(len(held), 'plan')} held back, first {held[0].path}.",
            f"See `mlv ingest --preview {where}`.",
        )
