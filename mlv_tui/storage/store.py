"""The one store: reads projects as frozen values, and writes them in one way only."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import peewee

from mlv_tui.domain.milestone import Milestone
from mlv_tui.domain.project import Plan, Project, Root, Snapshot
from mlv_tui.errors import NotFound
from mlv_tui.storage.committing import Committing
from mlv_tui.storage.connect import open_database, translated
from mlv_tui.storage.deleting import without_deleted
from mlv_tui.storage.history import ChangeSets
from mlv_tui.storage.plan_rows import plan_of
from mlv_tui.storage.rows import MILESTONE_COLUMNS, milestone_of
from mlv_tui.storage.tables import ChangeSetRow, MilestoneRow, PlanRow, ProjectRow, RootRow
from mlv_tui.storage.texts import Texts
from mlv_tui.storage.writing import Write, Writing

Result = TypeVar("Result")
Listener = Callable[[int, int], None]
"""Told, right after a commit, the project's id and its number."""


class Store:
    """One open database. Used by the thread that opened it."""

    def __init__(self, file: Path) -> None:
        """Open the file, made if it is new.

        Raises:
            DatabaseUnusable: If it can't be opened, written or understood.
        """
        self._file = file
        self._database = open_database(file)
        self._committing = Committing(self._database, file)
        self.texts = Texts(self._database, file)
        self.history = ChangeSets(self._database, file)
        self._listeners: list[Listener] = []
        with translated(file):
            self._seen = self._data_version()
        self._read: dict[int, Snapshot] = {}

    def close(self) -> None:
        """Close the database; what was committed is safe without it."""
        self._database.close()

    def listen(self, listener: Listener) -> None:
        """Have `listener` told of every commit made here."""
        self._listeners.append(listener)

    def others_wrote(self) -> bool:
        """Tell whether another connection committed since this was asked last.

        Raises:
            DatabaseUnusable: If the file was removed or replaced.
        """
        with translated(self._file):
            self._committing.check()
            seen, self._seen = self._seen, self._data_version()
        return seen != self._seen

    def _data_version(self) -> int:
        return self._database.execute_sql("PRAGMA data_version").fetchone()[0]

    def projects(self) -> tuple[Project, ...]:
        """Return all projects, sorted by slug."""
        with translated(self._file):
            rows = self._fetch(ProjectRow.select().order_by(ProjectRow.slug))
            return tuple(self._project(row) for row in rows)

    def project(self, slug: str) -> Project:
        """Return one project.

        Raises:
            NotFound: If there is none of that slug.
        """
        with translated(self._file):
            rows = self._fetch(ProjectRow.select().where(ProjectRow.slug == slug))
            if not rows:
                raise NotFound(f"There is no project “{slug}”.", "`mlv project list` names them.")
            return self._project(rows[0])

    def last_project(self) -> str | None:
        """Return the slug of the project with the latest change set, or None without projects."""
        latest = peewee.fn.MAX(ChangeSetRow.id)
        query = (
            ProjectRow.select(ProjectRow.slug)
            .join(ChangeSetRow, peewee.JOIN.LEFT_OUTER)
            .group_by(ProjectRow.id)
            .order_by(peewee.fn.COALESCE(latest, 0).desc(), ProjectRow.id.desc())
            .limit(1)
        )
        with translated(self._file):
            rows = self._fetch(query)
            return rows[0][0] if rows else None

    def _project(self, row: tuple[Any, ...]) -> Project:
        ident, slug, name, number, _ = row
        roots = self._fetch(
            RootRow.select(RootRow.id, RootRow.folder, RootRow.only)
            .where(RootRow.project == ident)
            .order_by(RootRow.id)
        )
        return Project(ident, slug, name, number, tuple(Root(*root) for root in roots))

    def snapshot(self, project_id: int) -> Snapshot:
        """Read all of one project, at one moment; only what changed since the last time.

        Raises:
            NotFound: If the project is gone.
        """
        with translated(self._file), self._database.atomic("DEFERRED"):
            self._read[project_id] = self._snapshot(project_id)
        return self._read[project_id]

    def _snapshot(self, project_id: int) -> Snapshot:
        earlier = self._read.get(project_id)
        rows = self._fetch(ProjectRow.select().where(ProjectRow.id == project_id))
        if not rows:
            raise NotFound("The project is gone.", "`mlv project list` names those there are.")
        project = self._project(rows[0])
        if earlier is not None and earlier.project == project:
            return earlier
        plans = self._plans(project)
        paths = {plan.id: plan.state.path for plan in plans}
        known = dict(earlier.milestones) if earlier else {}
        since = earlier.project.number if earlier else 0
        known |= self._milestones(project_id, paths, since)
        known = without_deleted(self._database, project_id, known)
        return Snapshot(project, plans, known)

    def _plans(self, project: Project) -> tuple[Plan, ...]:
        folders = {root.id: root.folder for root in project.roots}
        query = PlanRow.select().where(PlanRow.project == project.id).order_by(PlanRow.id)
        return tuple(plan_of(row, folders) for row in self._fetch(query))

    def _milestones(
        self, project_id: int, paths: dict[int, str], since: int
    ) -> dict[int, Milestone]:
        query = MilestoneRow.select(*MILESTONE_COLUMNS).where(
            (MilestoneRow.project == project_id) & (MilestoneRow.changed_in > since)
        )
        return {row[0]: milestone_of(row, paths) for row in self._fetch(query)}

    def project_of(self, milestone_id: int) -> int:
        """Return the id of the project a milestone is in.

        Raises:
            NotFound: If there is no such milestone.
        """
        with translated(self._file):
            rows = self._fetch(
                MilestoneRow.select(MilestoneRow.project).where(MilestoneRow.id == milestone_id)
            )
            if not rows:
                raise NotFound(
                    f"There is no milestone {milestone_id}.", "`mlv list` shows the ids."
                )
            return rows[0][0]

    def add_project(self, slug: str, name: str, now: int) -> Project:
        """Make a project, or return the one of that slug."""
        with translated(self._file):
            self._committing.commit(lambda _: self._added(slug, name, now))
        return self.project(slug)

    def _added(self, slug: str, name: str, now: int) -> int:
        """Return the id of the project of that slug, made if there is none."""
        values = {"slug": slug, "name": name, "number": 0, "created_at": now}
        self._database.execute(ProjectRow.insert(**values).on_conflict_ignore())
        return self._fetch(ProjectRow.select(ProjectRow.id).where(ProjectRow.slug == slug))[0][0]

    def write(self, project_id: int, function: Write[Result]) -> Result:
        """Write to a project: the only way there is.

        Takes the project's write lock by counting its number up, gives the function what is
        stored at that moment, and commits what it wrote, all or nothing. Where it wrote nothing,
        nothing is counted either. Listeners are told right after the commit.

        Args:
            project_id: The project's.
            function: May run again after a wait; what it returns is returned.

        Raises:
            DatabaseUnusable: If the file can't be written; nothing was then.
        """
        return self._write(lambda: project_id, function)

    def write_new(self, wanted: Project, now: int, function: Write[Result]) -> Result:
        """Write to a project that is made in the same transaction, if there is none of its slug.

        Args:
            wanted: Its slug and its name are taken.
            now: Epoch milliseconds.
            function: As for `write`; where it writes nothing, no project is made.

        Raises:
            DatabaseUnusable: If the file can't be written; nothing was then.
        """
        slug, name = wanted.slug, wanted.name
        return self._write(lambda: self._added(slug, name, now), function)

    def _write(self, project_id: Callable[[], int], function: Write[Result]) -> Result:
        def gesture(transaction: Any) -> tuple[Result, Project | None]:
            snapshot = self._locked(project_id())
            writing = Writing(self._database, snapshot)
            result = function(snapshot, writing)
            if not writing.wrote:
                transaction.rollback()
            return result, snapshot.project if writing.wrote else None

        with translated(self._file):
            result, written = self._committing.commit(gesture)
        # Here, and not after an `await`: a caller that was cancelled announces nothing.
        if written is not None:
            self._tell(written.id, written.number)
        return result

    def _locked(self, project_id: int) -> Snapshot:
        """Count a project's number up, so that its writers queue, and return what is stored."""
        number = ProjectRow.number
        query = ProjectRow.update({number: number + 1}).where(ProjectRow.id == project_id)
        self._database.execute(query)
        return self._snapshot(project_id)

    def _tell(self, project_id: int, number: int) -> None:
        for listener in self._listeners:
            listener(project_id, number)

    def _fetch(self, query: peewee.Query) -> list[tuple[Any, ...]]:
        return self._database.execute(query).fetchall()
