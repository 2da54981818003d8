"""Projects as a whole: which there are, how they stand, what they are called and follow."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from mlv_tui.clock import now_ms
from mlv_tui.domain.anchor_rules import AnchorRules
from mlv_tui.domain.change_set import Change, ChangeSet, Origin, Recorded
from mlv_tui.domain.entities import EntityRef
from mlv_tui.domain.entity_states import EntityState
from mlv_tui.domain.forest import Forest, Progress
from mlv_tui.domain.freshness import Seen
from mlv_tui.domain.project import Project, Root, Snapshot, project_name
from mlv_tui.domain.project_changes import done_to, put_away, renamed, ruled
from mlv_tui.errors import NoPlans, NotFound
from mlv_tui.services.ingest import Ingest, IngestRequest
from mlv_tui.services.report import IngestReport
from mlv_tui.settings import Settings
from mlv_tui.storage.opening import check_place
from mlv_tui.storage.store import Store
from mlv_tui.storage.writing import Writing

ChangeRules = Callable[[AnchorRules], AnchorRules]
"""Makes of a project's anchor rules those that are to be."""


@dataclass(frozen=True, slots=True)
class Overview:
    """How a project stands.

    Attributes:
        project: Its name, its roots, whether it is put away.
        total: Its milestones by status.
        plans: How many plan files it has.
        last: What was done last; None if nothing was.
    """

    project: Project
    total: Progress
    plans: int
    last: Recorded | None


@dataclass(slots=True)
class _Grown:
    """The forest that was handed out last, and the snapshot it grew from."""

    snapshot: Snapshot
    forest: Forest = field(init=False)

    def __post_init__(self) -> None:
        self.forest = self.snapshot.forest()


class ProjectKeeping:
    """The projects of one database."""

    def __init__(self, settings: Settings) -> None:
        """Open the database, made if it is new.

        Raises:
            DatabaseUnusable: If it can't be opened, written or understood.
        """
        self._settings = settings
        check_place(settings.database)
        self._store = Store(settings.database)
        self._grown: dict[int, _Grown] = {}

    def projects(self) -> tuple[Project, ...]:
        """Return all projects, sorted by slug."""
        return self._store.projects()

    def project(self, slug: str) -> Project:
        """Return one project.

        Raises:
            NotFound: If there is none of that slug.
        """
        return self._store.project(slug)

    def overview(self) -> tuple[Overview, ...]:
        """Return how all projects stand, those that are put away last."""
        projects = sorted(self.projects(), key=lambda one: (one.is_archived, one.slug))
        return tuple(map(self._overview, projects))

    def _overview(self, project: Project) -> Overview:
        forest = self.forest(project.id)
        plans = sum(1 for plan in forest.plans if not plan.is_gone)
        last = next(iter(self._store.history.activity(project.id, 1, None)), None)
        return Overview(project, forest.total, plans, last)

    def entity_states(self, project: Project | None = None) -> tuple[EntityState, ...]:
        """Return how the milestones of each linked entity stand, sorted by kind and id.

        Args:
            project: Whose; None for all projects that aren't put away, together.
        """
        rows = self._store.entity_states
        return rows.all() if project is None else rows.of(project.id)

    def entities_seen(self, project: Project | None = None) -> Mapping[EntityRef, Seen]:
        """Return the dated labels that are kept of entities, the latest of each.

        Args:
            project: Whose; None for all projects that aren't put away, together.
        """
        every = [project] if project is not None else self._in_use()
        seen = [item for one in every for item in self._store.entities_seen.of(one.id).items()]
        return dict(sorted(seen, key=lambda item: item[1].at))

    def _in_use(self) -> list[Project]:
        return [one for one in self.projects() if not one.is_archived]

    def last_project(self) -> Project:
        """Return the project that was written to last.

        Raises:
            NoPlans: If there is no project yet.
        """
        slug = self._store.last_project()
        if slug is None:
            raise NoPlans("There are no projects yet.", "Name some plans: `mlv PLANS...`.")
        return self._store.project(slug)

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

    def rename_project(self, slug: str, name: str) -> Project:
        """Give a project another name; its slug stays, so that scripts find it.

        Raises:
            NotFound: If there is none of that slug.
            MlvError: If the name is empty.
        """
        project, name = self.project(slug), project_name(name)
        if name != project.name:
            label = f"name the project “{name}”"
            self._store_project(project.id, label, lambda now: renamed(now, name))
        return self.project(slug)

    def archive_project(self, slug: str, *, archived: bool = True) -> Project:
        """Put a project away, or bring it back; nothing in it changes.

        Raises:
            NotFound: If there is none of that slug.
        """
        project = self.project(slug)
        if project.is_archived is not archived:
            label = "archive the project" if archived else "restore the project"
            at = self._now() if archived else None
            self._store_project(project.id, label, lambda now: put_away(now, at))
        return self.project(slug)

    def change_anchor_rules(
        self, slug: str, label: str, change: ChangeRules, *, dry_run: bool = False
    ) -> Project:
        """Give a project other anchor rules; they show at once, wherever it is shown.

        Args:
            slug: The project's.
            label: What is done, for the history.
            change: Gets the rules as they are when they are written.
            dry_run: Whether to tell only what the project would be.

        Raises:
            NotFound: If there is no project of that slug.
            MlvError: As `change` raises it.
        """
        project = self.project(slug)
        rules = change(project.anchor_rules)
        if dry_run:
            return replace(project, anchor_rules=rules)
        if rules != project.anchor_rules:
            self._store_project(project.id, label, lambda now: ruled(now, change(now.anchor_rules)))
        return self.project(slug)

    def _store_project(
        self, project_id: int, label: str, changed: Callable[[Project], Change]
    ) -> None:
        """Store a project as a gesture on all of it makes it, as a change set of its own."""

        def write(snapshot: Snapshot, writing: Writing) -> None:
            change = changed(snapshot.project)
            after = done_to(snapshot.project, change)
            writing.project(after.name, after.archived_at)
            if after.anchor_rules != snapshot.project.anchor_rules:
                writing.anchor_rules(after.anchor_rules)
            change_set = ChangeSet(self._settings.actor, Origin.USER, label, (change,))
            writing.change_set(change_set, self._now())

        self._store.write(project_id, write)

    def remove_root(self, slug: str, path: Path, *, dry_run: bool = False) -> IngestReport:
        """Follow a plan file or folder of a project no more; what stood in it is detached.

        Nothing is deleted: with the same path added again, all is back.

        Args:
            slug: The project's.
            path: Absolute, or as a root of the project is called.
            dry_run: Whether to tell only what would change.

        Raises:
            NotFound: If there is no project of that slug, or the path is no root of its own.
        """
        project = self.project(slug)
        root = _root_of(project, path)
        request = IngestRequest(project, preview=dry_run, dropped=root)
        return Ingest(self._store, request, self._settings).run(self._now())

    @staticmethod
    def _now() -> int:
        return now_ms()


def _root_of(project: Project, path: Path) -> Root:
    wanted = {str(path), str(path.expanduser().absolute())}
    root = next((one for one in project.roots if one.path in wanted), None)
    if root is None:
        paths = ", ".join(one.path for one in project.roots) or "none"
        raise NotFound(
            f"{path} is no plan path of the project {project.slug}.", f"Its paths: {paths}."
        )
    return root
