"""Reading projects: whole, and only what changed since the last time."""

from __future__ import annotations

from typing import Any

import peewee

from mlv_tui.domain.milestone import Milestone
from mlv_tui.domain.project import Plan, Project, Root, Snapshot
from mlv_tui.errors import NotFound
from mlv_tui.storage.anchor_rules import read_rules
from mlv_tui.storage.deleting import without_deleted
from mlv_tui.storage.plan_rows import plan_of
from mlv_tui.storage.rows import MILESTONE_COLUMNS, milestone_of
from mlv_tui.storage.tables import MilestoneRow, PlanRow, ProjectRow, RootRow


class Snapshots:
    """Reads projects inside a transaction of whoever asks."""

    def __init__(self, database: peewee.Database) -> None:
        """Read from this open database."""
        self._database = database
        self._read: dict[int, Snapshot] = {}

    def keep(self, snapshot: Snapshot) -> Snapshot:
        """Remember what is committed for sure, to read only what changes after it."""
        self._read[snapshot.project.id] = snapshot
        return snapshot

    def of(self, project_id: int) -> Snapshot:
        """Return what is stored of a project at this moment.

        Raises:
            NotFound: If the project is gone.
        """
        earlier = self._read.get(project_id)
        rows = self._fetch(ProjectRow.select().where(ProjectRow.id == project_id))
        if not rows:
            raise NotFound("The project is gone.", "`mlv project list` names those there are.")
        project = self.project(rows[0])
        if earlier is not None and earlier.project == project:
            return earlier
        plans = self._plans(project)
        paths = {plan.id: plan.state.path for plan in plans}
        known = dict(earlier.milestones) if earlier else {}
        since = earlier.project.number if earlier else 0
        known |= self._milestones(project_id, paths, since)
        known = without_deleted(self._database, project_id, known)
        return Snapshot(project, plans, known)

    def project(self, row: tuple[Any, ...]) -> Project:
        """Make a project of its row, with its roots."""
        ident, slug, name, number, _, archived_at, off_at = row
        query = RootRow.select(RootRow.id, RootRow.folder, RootRow.only)
        query = query.where((RootRow.project == ident) & RootRow.removed_at.is_null())
        roots = tuple(Root(*root) for root in self._fetch(query.order_by(RootRow.id)))
        rules = read_rules(self._database, ident, off_at)
        return Project(ident, slug, name, number, roots, archived_at, rules)

    def _plans(self, project: Project) -> tuple[Plan, ...]:
        query = RootRow.select(RootRow.id, RootRow.folder).where(RootRow.project == project.id)
        folders = dict(self._fetch(query))
        query = PlanRow.select().where(PlanRow.project == project.id).order_by(PlanRow.id)
        return tuple(plan_of(row, folders) for row in self._fetch(query))

    def _milestones(
        self, project_id: int, paths: dict[int, str], since: int
    ) -> dict[int, Milestone]:
        query = MilestoneRow.select(*MILESTONE_COLUMNS).where(
            (MilestoneRow.project == project_id) & (MilestoneRow.changed_in > since)
        )
        return {row[0]: milestone_of(row, paths) for row in self._fetch(query)}

    def _fetch(self, query: peewee.Query) -> list[tuple[Any, ...]]:
        return self._database.execute(query).fetchall()
