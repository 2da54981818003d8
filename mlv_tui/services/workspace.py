"""The workspace: the one door to projects, plans and milestones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from mlv_tui.domain.here import project_at
from mlv_tui.domain.project import Project, Root, project_name
from mlv_tui.domain.text import Text
from mlv_tui.services.discovery import root_at
from mlv_tui.services.edits import Edits
from mlv_tui.services.history import History
from mlv_tui.services.hook_files import had_hooks, may_have_hooks
from mlv_tui.services.ingest import Ingest, IngestRequest
from mlv_tui.services.keeping import ProjectKeeping
from mlv_tui.services.presence import Here
from mlv_tui.services.projects import named_project, new_project, new_roots, project_with
from mlv_tui.services.report import IngestReport
from mlv_tui.services.templating import Templates
from mlv_tui.services.turns import Turns
from mlv_tui.services.views import Views
from mlv_tui.settings import Settings
from mlv_tui.storage.store import Listener

if TYPE_CHECKING:
    from mlv_tui.services.entities import Entities
    from mlv_tui.storage.waking import Waker


@dataclass(frozen=True, slots=True)
class ReadWanted:
    """Which plans a person wants read.

    Attributes:
        paths: Files and folders; none for all of the project's.
        project: A name or a slug. "" for the one that has these paths, or a new one; without
            paths, for the last one.
        as_it_is: Whether to take empty plans and merge markers at their word, whatever is lost.
        ahead: Plans that the brake holds back, by their paths in the project: only they are read,
            whatever they lose. None for all.
        preview: Whether to tell only what would change.
        again: Whether to read plans whose last reading was undone again.
        expected: The token of a preview, to apply just what that showed; "" for whatever there is.
    """

    paths: tuple[Path, ...] = ()
    project: str = ""
    as_it_is: bool = False
    ahead: frozenset[str] = frozenset()
    preview: bool = False
    again: bool = False
    expected: str = ""


class Workspace(ProjectKeeping):
    """What the screen and the command line talk to. Used by the thread that opened it."""

    def __init__(self, settings: Settings) -> None:
        """Open the database, made if it is new.

        Raises:
            DatabaseUnusable: If it can't be opened, written or understood.
        """
        super().__init__(settings)
        self.edits = Edits(self._store, settings.actor, self._now)
        self.history = History(self._store, settings.actor, self._now)
        self.views = Views(self._store, settings.actor)
        self.templates = Templates(settings, self._store, self._now)
        self.here = Here(self._store, settings.actor)
        self.turns = Turns(self._store, self.here.id, self._now)
        if may_have_hooks(settings) or had_hooks(settings):
            from mlv_tui.services.hook_ringing import ring_after_commits  # noqa: PLC0415 - most have none

            ring_after_commits(self._store, settings)

    @cached_property
    def entities(self) -> Entities:
        """What is known of the entities that milestones point at."""
        from mlv_tui.services.entities import Entities  # noqa: PLC0415 - not for most commands

        return Entities(self._store, self._settings.entities, self._now)

    def close(self) -> None:
        """Show nothing any more, leave the plans to other sessions, and close the database."""
        self.here.leave()
        self.turns.leave()
        if "entities" in vars(self):
            self.entities.close()
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

    def waker(self) -> Waker:
        """Return what tells when it is worth asking whether others wrote; for any thread."""
        return self._store.waker()

    def stored(self, paths: Sequence[Path], slug: str, here: Path | None = None) -> Project | None:
        """Return the project that some plans, or a slug, lead to; None if it is still to be made.

        Args:
            paths: Files and folders; may be none.
            slug: The project's, or "".
            here: Without both, the project with plans above or below this folder is returned,
                else the last one.

        Raises:
            NoPlans: If one of the paths isn't a plan, or a folder.
            NotFound: If neither paths nor slug are given and there is no project yet, or if
                nothing but an unknown slug is.
        """
        roots = [root_at(path) for path in paths]
        if slug and not roots:
            return self.project(slug)
        if not roots:
            return self.project_here(here)
        projects = self._store.projects()
        found = named_project(projects, slug) if slug else project_with(projects, roots)
        return found if found is not None and found.id else None

    def project_here(self, folder: Path | None) -> Project:
        """Return the project whose plans are in a folder or around it, else the last one.

        Args:
            folder: Absolute; None for the last one.

        Raises:
            NoPlans: If there is no project yet.
        """
        last = self.last_project()
        if folder is None:
            return last
        projects = (last, *(one for one in self._store.projects() if one.id != last.id))
        return project_at(projects, str(folder)) or last

    def add_project(self, name: str, paths: Sequence[Path] = ()) -> Project:
        """Make a project, or add plan roots to it and read them.

        Args:
            name: For people; the project of the slug it makes is taken, if there is one.
            paths: Files and folders.

        Raises:
            NoPlans: If the paths hold no plan; nothing is made then.
            MlvError: If there is nothing in the name.
        """
        name = project_name(name)
        if paths:
            return self.read(ReadWanted(tuple(paths), name)).project
        named = named_project(self._store.projects(), name)
        return self._store.add_project(named.slug, named.name, self._now())

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
                ahead=wanted.ahead,
                preview=wanted.preview,
                again=wanted.again,
                expected=wanted.expected,
            )
        )

    def read_changed(
        self, slug: str, files: frozenset[Path] | None = None, *, again: bool = False
    ) -> IngestReport:
        """Read a project's plans again, all or only some files of them.

        Args:
            slug: The project's.
            files: Absolute paths; None for all.
            again: Whether to read plans whose last reading was undone again.

        Raises:
            NotFound: If there is no project of that slug.
        """
        return self._ingest(IngestRequest(self.project(slug), only=files, again=again))

    def if_read(self, slug: str, files: frozenset[Path]) -> IngestReport | None:
        """Report some files of a project if all that they say is read; None if it isn't.

        Raises:
            NotFound: If there is no project of that slug.
        """
        request = IngestRequest(self.project(slug), only=files)
        return Ingest(self._store, request, self._settings).if_read(self._now())

    def _ingest(self, request: IngestRequest) -> IngestReport:
        return Ingest(self._store, request, self._settings).run(self._now())


def _named(roots: Sequence[Root]) -> frozenset[Path]:
    """Return the files and folders that were named."""
    return frozenset(Path(root.folder, root.only) for root in roots)
