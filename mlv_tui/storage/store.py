"""The one store: reads projects as frozen values, and writes them in one way only."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from mlv_tui.domain.links import has_links
from mlv_tui.domain.project import Project, Snapshot
from mlv_tui.settings import Address
from mlv_tui.storage.entities_seen import EntitySeenRows
from mlv_tui.storage.entity_states import EntityStateRows
from mlv_tui.storage.history import ChangeSets
from mlv_tui.storage.lease import LeaseRows
from mlv_tui.storage.opening import open_engine
from mlv_tui.storage.presence import PresenceRows
from mlv_tui.storage.project_reading import ProjectReading
from mlv_tui.storage.tables import ProjectRow
from mlv_tui.storage.texts import Texts
from mlv_tui.storage.views import ViewRows
from mlv_tui.storage.writing import Side, Write, WriteSides, Writing

if TYPE_CHECKING:
    from mlv_tui.storage.waking import Waker

Result = TypeVar("Result")
Listener = Callable[[int, int], None]
"""Told, right after a commit, the project's id and its number."""
Witness = Callable[[Sequence[int]], None]
"""Told the projects' ids once all is written, right before the commit; an error refuses it."""


@dataclass(frozen=True, slots=True)
class Written:
    """What one transaction did.

    Attributes:
        projects: Those that it counted up.
        read: What is stored of some of them after it.
    """

    projects: tuple[Project, ...] = ()
    read: tuple[Snapshot, ...] = ()


class Store(ProjectReading):
    """One open database. Used by the thread that opened it."""

    def __init__(self, address: Address) -> None:
        """Open the database at an address; a file is made if it is new.

        Raises:
            DatabaseUnusable: If it can't be opened, written or understood.
        """
        super().__init__(open_engine(address))
        self.texts = Texts(self._engine)
        self.history = ChangeSets(self._engine)
        self.views = ViewRows(self._engine)
        self.presence = PresenceRows(self._engine)
        self.entities_seen = EntitySeenRows(self._engine)
        self.leases = LeaseRows(self._engine)
        self.entity_states = EntityStateRows(self._engine)
        self._listeners: list[Listener] = []
        self._before_commits: list[Witness] = []

    def close(self) -> None:
        """Close the database; what was committed is safe without it."""
        self._engine.close()

    def listen(self, listener: Listener) -> None:
        """Have `listener` told of every commit made here."""
        self._listeners.append(listener)

    def before_commits(self, witness: Witness) -> None:
        """Have `witness` told of every commit right before it is made."""
        self._before_commits.append(witness)

    def others_wrote(self) -> bool:
        """Tell whether another connection committed since this was asked last.

        Raises:
            DatabaseUnusable: If the database was lost.
        """
        return self._engine.others_wrote()

    def waker(self) -> Waker:
        """Return what tells when it is worth asking whether others wrote; for any thread."""
        return self._engine.waker()

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
        def body(transaction: Any) -> tuple[Result, Written]:
            ids = project_ids()
            # In one order, whoever writes: so two never wait for each other.
            locked = {ident: self._locked(ident) for ident in sorted(ids)}
            sides = [(locked[ident], Writing(self._database, locked[ident])) for ident in ids]
            result = function(sides)
            if any(writing.wrote for _, writing in sides):
                read = self._with_states(sides)
                self._witnessed(ids)
                return result, Written(tuple(side.project for side, _ in sides), tuple(read))
            transaction.rollback()
            return result, Written()

        with self._engine.translated():
            result, written = self._engine.commit(body)
        for snapshot in written.read:
            self._snapshots.keep(snapshot)
        # Here, and not after an `await`: a caller that was cancelled announces nothing.
        for project in written.projects:
            self._tell(project.id, project.number)
        return result

    def _with_states(self, sides: Sequence[Side]) -> list[Snapshot]:
        """Keep what stands of linked entities in step; return what was read for it."""
        read: list[Snapshot] = []
        for snapshot, writing in sides:
            # Also where none of those counts that are linked: what was written may bring it back.
            if writing.wrote_links or has_links(snapshot.milestones.values()):
                now = self._snapshots.of(snapshot.project.id)
                self.entity_states.follow(now)
                read.append(now)
        return read

    def _witnessed(self, project_ids: Sequence[int]) -> None:
        for witness in self._before_commits:
            witness(project_ids)

    def _locked(self, project_id: int) -> Snapshot:
        """Count a project's number up, so that its writers queue, and return what is stored."""
        number = ProjectRow.number
        query = ProjectRow.update({number: number + 1}).where(ProjectRow.id == project_id)
        self._database.execute(query)
        return self._snapshots.of(project_id)

    def _tell(self, project_id: int, number: int) -> None:
        for listener in self._listeners:
            listener(project_id, number)
