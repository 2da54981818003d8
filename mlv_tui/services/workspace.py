"""The workspace: the one door to projects, plans and milestones."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from mlv_tui.domain.forest import Forest, Progress
from mlv_tui.domain.project import Project, Root, Snapshot
from mlv_tui.domain.text import Text
from mlv_tui.errors import NoPlans
from mlv_tui.services.discovery import root_at
from mlv_tui.services.edits import Edits
from mlv_tui.services.history import History
from mlv_tui.services.ingest import Ingest, IngestRequest
from mlv_tui.services.projects import named_project, new_project, new_roots, project_with
from mlv_tui.services.report import IngestReport
from mlv_tui.settings import Settings
from mlv_tui.storage.store import Listener, Store


@dataclass(frozen=True, slots=True)
class ReadWanted:
    """Which plans a person wants read.

    Attributes:
        paths: Files and folders; none for all of the project's.
        project: A name or a slug. "" for the one that has these paths, or a new one; without
            paths, for the last one.
        as_it_is: Whether to take empty plans and merge markers at their word, whatever is lost.
        preview: Whether to tell only what would change.
        again: Whether to read plans whose last reading was undone again.
        expected: The token of a preview, to apply just what that showed; "" for whatever there is.
    """

    paths: tuple[Path, ...] = ()
    project: str = ""
    as_it_is: bool = False
    preview: bool = False
    again: bool = False
    expected: str = ""


@dataclass(slots=True)
class _Grown:
    """The forest that was handed out last, and the snapshot it grew from."""

    snapshot: Snapshot
    forest: Forest = field(init=False)

    def __post_init__(self) -> None:
        self.forest = self.snapshot.forest()


class Workspace:
    """What the screen and the command line talk to. Used by the thread that opened it."""

    def __init__(self, settings: Settings) -> None:
        """Open the database, made if it is new.

        Raises:
            DatabaseUnusable: If it can't be opened, written or understood.
        """
        self._settings = settings
        self._store = Store(settings.database)
        self._grown: dict[int, _Grown] = {}
        self.edits = Edits(self._store, settings.actor, self._now)
        self.history = History(self._store, settings.actor, self._now)

    def close(self) -> None:
        """Close the database."""
        self._store.close()

    def listen(self, listener: Listener) -> None:
        """Have `listener` told of every commit, from the commit itself."""
        self._store.listen(listener)

    def others_wrote(self) -> bool:
        """Tell whether another session committed since this was asked last.

        Raises:
            DatabaseUnusable: If the database was removed or replaced.
        """
        return self._store.others_wrote()

    def projects(self) -> tuple[Project, ...]:
        """Return all projects, sorted by slug."""
        return self._store.projects()

    def project(self, slug: str) -> Project:
        """Return one project.

        Raises:
            NotFound: If there is none of that slug.
        """
        return self._store.project(slug)

    def overview(self) -> tuple[tuple[Project, Progress], ...]:
        """Return all projects with how far they are."""
        return tuple((project, self.forest(project.id).total) for project in self.projects())

    def stored(self, paths: Sequence[Path], slug: str) -> Project | None:
        """Return the project that some plans, or a slug, lead to; None if it is still to be made.

        Raises:
            NoPlans: If one of the paths isn't a plan, or a folder.
            NotFound: If neither paths nor slug are given and there is no project yet, or if
                nothing but an unknown slug is.
        """
        roots = [root_at(path) for path in paths]
        if slug and not roots:
            return self.project(slug)
        if not roots:
            return self.last_project()
        projects = self._store.projects()
        found = named_project(projects, slug) if slug else project_with(projects, roots)
        return found if found is not None and found.id else None

    def last_project(self) -> Project:
        """Return the project that was written to last.

        Raises:
            NoPlans: If there is no project yet.
        """
        slug = self._store.last_project()
        if slug is None:
            raise NoPlans("There are no projects yet.", "Name some plans: `mlv PLANS...`.")
        return self._store.project(slug)

    def add_project(self, name: str, paths: Sequence[Path] = ()) -> Project:
        """Make a project, or add plan roots to it and read them.

        Args:
            name: For people; the project of the slug it makes is taken, if there is one.
            paths: Files and folders.

        Raises:
            NoPlans: If the paths hold no plan; nothing is made then.
        """
        if paths:
            return self.read(ReadWanted(tuple(paths), name)).project
        named = named_project(self._store.projects(), name)
        return self._store.add_project(named.slug, named.name, self._now())

    def forest(self, project_id: int) -> Forest:
        """Return a project's milestones as they are now.

        Raises:
            NotFound: If the project is gone.
        """
        snapshot = self._store.snapshot(project_id)
        grown = self._grown.get(project_id)
        if grown is None or grown.snapshot is not snapshot:
            grown = self._grown[project_id] = _Grown(snapshot)
        return grown.forest

    def project_of(self, milestone_id: int) -> Project:
        """Return the project a milestone is in.

        Raises:
            NotFound: If there is no such milestone.
        """
        project_id = self._store.project_of(milestone_id)
        return next(project for project in self.projects() if project.id == project_id)

    def text(self, milestone_id: int) -> Text:
        """Return a milestone's body and prompt starters."""
        return self._store.texts.of(milestone_id)

    def texts_with_prompts(self, project_id: int) -> dict[int, Text]:
        """Return, by milestone id, the long texts of all that have prompt starters."""
        return self._store.texts.with_prompts(project_id)

    def read(self, wanted: ReadWanted) -> IngestReport:
        """Read plans into a project, made if it is new.

        Raises:
            NoPlans: If the paths hold no plan.
            NotFound: If the paths are in several projects, or none are given and the project is
                none yet.
            Conflict: If a preview showed something else; nothing was written then.
            DatabaseUnusable: If the database can't be written; nothing was then.
        """
        roots = [root_at(path) for path in wanted.paths]
        if wanted.project:
            project = named_project(self._store.projects(), wanted.project)
            project = project if project.id or roots else self.project(project.slug)
        else:
            # One look for both: a project that another session makes meanwhile keeps its name.
            projects = self._store.projects()
            project = project_with(projects, roots) if roots else self.last_project()
            project = project or new_project(projects, roots)
        return self._ingest(
            IngestRequest(
                project,
                new_roots(project, roots),
                only=_named(roots) if wanted.as_it_is and roots else None,
                as_it_is=wanted.as_it_is,
                preview=wanted.preview,
                again=wanted.again,
                expected=wanted.expected,
            )
        )

    def read_changed(
        self,
        slug: str,
        files: frozenset[Path] | None = None,
        *,
        again: bool = False,
        as_it_is: bool = False,
    ) -> IngestReport:
        """Read a project's plans again, all or only some files of them.

        Args:
            slug: The project's.
            files: Absolute paths; None for all.
            again: Whether to read plans whose last reading was undone again.
            as_it_is: Whether to take them at their word, whatever is lost.

        Raises:
            NotFound: If there is no project of that slug.
        """
        request = IngestRequest(self.project(slug), only=files, again=again, as_it_is=as_it_is)
        return self._ingest(request)

    def _ingest(self, request: IngestRequest) -> IngestReport:
        return Ingest(self._store, request, self._settings).run(self._now())

    @staticmethod
    def _now() -> int:
        return time.time_ns() // 1_000_000


def _named(roots: Sequence[Root]) -> frozenset[Path]:
    """Return the files and folders that were named."""
    return frozenset(Path(root.folder, root.only) for root in roots)
