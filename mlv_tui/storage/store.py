"""The one store: reads projects as frozen values, and writes them in one way only."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TypeVar

import peewee

from mlv_tui.domain.project import Project, Snapshot
from mlv_tui.errors import NotFound
from mlv_tui.storage.committing import Committing
from mlv_tui.storage.connect import open_database, translated
from mlv_tui.storage.history import ChangeSets
from mlv_tui.storage.snapshots import Snapshots
from mlv_tui.storage.tables import ChangeSetRow, MilestoneRow, ProjectRow
from mlv_tui.storage.texts import Texts
from mlv_tui.storage.views import ViewRows
from mlv_tui.storage.writing import Write, WriteSides, Writing

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
        self.views = ViewRows(self._database, file, self._committing)
        self._listeners: list[Listener] = []
        with translated(file):
            self._seen = self._data_version()
        self._snapshots = Snapshots(self._database)

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
            return tuple(self._snapshots.project(row) for row in rows)

    def project(self, slug: str) -> Project:
        """Return one project.

        Raises:
            NotFound: If there is none of that slug.
        """
        with translated(self._file):
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
        with translated(self._file):
            rows = self._fetch(query)
            return rows[0][0] if rows else None

    def snapshot(self, project_id: int) -> Snapshot:
        """Read all of one project, at one moment; only what changed since the last time.

        Raises:
            NotFound: If the project is gone.
        """
        with translated(self._file), self._database.atomic("DEFERRED"):
            return self._snapshots.keep(self._snapshots.of(project_id))

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
        return self._write(lambda: [project_id], lambda sides: function(*sides[0]))

    def write_sides(self, project_ids: Sequence[int], function: WriteSides[Result]) -> Result:
        """Write to several projects in one transaction.

        Args:
            project_ids: All different.
            function: As for `write`, but gets a pair for each project, in the order given.

        Raises:
            DatabaseUnusable: If the file can't be written; nothing was then.
        """
        return self._write(lambda: project_ids, function)

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
        return self._write(
            lambda: [self._added(slug, name, now)], lambda sides: function(*sides[0])
        )

    def _write(
        self, project_ids: Callable[[], Sequence[int]], function: WriteSides[Result]
    ) -> Result:
        def gesture(transaction: Any) -> tuple[Result, list[Project]]:
            ids = project_ids()
            # In one order, whoever writes: so two never wait for each other.
            locked = {ident: self._locked(ident) for ident in sorted(ids)}
            sides = [(locked[ident], Writing(self._database, locked[ident])) for ident in ids]
            result = function(sides)
            wrote = any(writing.wrote for _, writing in sides)
            if not wrote:
                transaction.rollback()
            return result, [snapshot.project for snapshot, _ in sides if wrote]

        with translated(self._file):
            result, written = self._committing.commit(gesture)
        # Here, and not after an `await`: a caller that was cancelled announces nothing.
        for project in written:
            self._tell(project.id, project.number)
        return result

    def _locked(self, project_id: int) -> Snapshot:
        """Count a project's number up, so that its writers queue, and return what is stored."""
        number = ProjectRow.number
        query = ProjectRow.update({number: number + 1}).where(ProjectRow.id == project_id)
        self._database.execute(query)
        return self._snapshots.of(project_id)

    def _tell(self, project_id: int, number: int) -> None:
        for listener in self._listeners:
            listener(project_id, number)

    def _fetch(self, query: peewee.Query) -> list[tuple[Any, ...]]:
        return self._database.execute(query).fetchall()
