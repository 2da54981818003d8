"""The one store: reads projects as frozen values, and writes them in one way only."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

import peewee

from mlv_tui.domain.project import Project, Snapshot
from mlv_tui.errors import NotFound
from mlv_tui.settings import Address
from mlv_tui.storage.history import ChangeSets
from mlv_tui.storage.opening import open_engine
from mlv_tui.storage.presence import PresenceRows
from mlv_tui.storage.snapshots import Snapshots
from mlv_tui.storage.tables import ChangeSetRow, MilestoneRow, ProjectRow
from mlv_tui.storage.texts import Texts
from mlv_tui.storage.views import ViewRows
from mlv_tui.storage.writing import Write, WriteSides, Writing

if TYPE_CHECKING:
    from mlv_tui.storage.waking import Waker

Result = TypeVar("Result")
Listener = Callable[[int, int], None]
"""Told, right after a commit, the project's id and its number."""


class Store:
    """One open database. Used by the thread that opened it."""

    def __init__(self, address: Address) -> None:
        """Open the database at an address; a file is made if it is new.

        Raises:
            DatabaseUnusable: If it can't be opened, written or understood.
        """
        self._engine = open_engine(address)
        self._database = self._engine.database
        self.texts = Texts(self._engine)
        self.history = ChangeSets(self._engine)
        self.views = ViewRows(self._engine)
        self.presence = PresenceRows(self._engine)
        self._snapshots = Snapshots(self._database)
        self._listeners: list[Listener] = []

    def close(self) -> None:
        """Close the database; what was committed is safe without it."""
        self._engine.close()

    def listen(self, listener: Listener) -> None:
        """Have `listener` told of every commit made here."""
        self._listeners.append(listener)

    def others_wrote(self) -> bool:
        """Tell whether another connection committed since this was asked last.

        Raises:
            DatabaseUnusable: If the database was lost.
        """
        return self._engine.others_wrote()

    def waker(self) -> Waker:
        """Return what tells when it is worth asking whether others wrote; for any thread."""
        return self._engine.waker()

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

    def add_project(self, slug: str, name: str, now: int) -> Project:
        """Make a project, or return the one of that slug."""
        with self._engine.translated():
            self._engine.commit(lambda _: self._added(slug, name, now))
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

        with self._engine.translated():
            result, written = self._engine.commit(gesture)
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
