"""Reading projects as frozen values."""

from __future__ import annotations

from typing import Any

import peewee

from mlv_tui.domain.project import Project, Snapshot
from mlv_tui.errors import NotFound
from mlv_tui.storage.engine import Engine
from mlv_tui.storage.snapshots import Snapshots
from mlv_tui.storage.tables import ChangeSetRow, MilestoneRow, ProjectRow


class ProjectReading:
    """What is read of the projects in one open database."""

    def __init__(self, engine: Engine) -> None:
        """Read from this open database."""
        self._engine = engine
        self._database = engine.database
        self._snapshots = Snapshots(engine.database)

    def projects(self) -> tuple[Project, ...]:
        """Return all projects, sorted by slug."""
        with self._engine.translated():
            rows = self._fetch(ProjectRow.select())
            projects = [self._snapshots.project(row) for row in rows]
        # Here, and not by the database: each kind has its own order of letters.
        return tuple(sorted(projects, key=lambda one: one.slug))

    def project(self, slug: str) -> Project:
        """Return one project.

        Raises:
            NotFound: If there is none of that slug.
        """
        with self._engine.translated():
            rows = self._fetch(ProjectRow.select().where(ProjectRow.slug == slug))
            if not rows:
                raise NotFound(f"There is no project “{slug}”.", "`mlv project list` names them.")
            return self._snapshots.project(rows[0])

    def last_project(self) -> str | None:
        """Return the slug of the project with the latest change set, or None without projects.

        One that is put away comes after all others.
        """
        latest = peewee.fn.MAX(ChangeSetRow.id)
        query = (
            ProjectRow.select(ProjectRow.slug)
            .join(ChangeSetRow, peewee.JOIN.LEFT_OUTER)
            .group_by(ProjectRow.id)
            .order_by(
                ProjectRow.archived_at.is_null(is_null=False),
                peewee.fn.COALESCE(latest, 0).desc(),
                ProjectRow.id.desc(),
            )
            .limit(1)
        )
        with self._engine.translated():
            rows = self._fetch(query)
            return rows[0][0] if rows else None

    def snapshot(self, project_id: int) -> Snapshot:
        """Read all of one project, at one moment; only what changed since the last time.

        Raises:
            NotFound: If the project is gone.
        """
        with self._engine.translated(), self._engine.reading():
            return self._snapshots.keep(self._snapshots.of(project_id))

    def project_of(self, milestone_id: int) -> int:
        """Return the id of the project a milestone is in.

        Raises:
            NotFound: If there is no such milestone.
        """
        with self._engine.translated():
            rows = self._fetch(
                MilestoneRow.select(MilestoneRow.project).where(MilestoneRow.id == milestone_id)
            )
            if not rows:
                raise NotFound(
                    f"There is no milestone {milestone_id}.", "`mlv list` shows the ids."
                )
            return rows[0][0]

    def _fetch(self, query: peewee.Query) -> list[tuple[Any, ...]]:
        return self._database.execute(query).fetchall()
