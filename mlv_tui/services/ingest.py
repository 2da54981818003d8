"""Ingest: plans are read, matched with what is stored, and the difference is one change set."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from mlv_tui.domain.project import Project, Root, Snapshot
from mlv_tui.services.discovery import Discovery, discover, no_plans
from mlv_tui.services.gathering import Gathering, Reading, gone
from mlv_tui.services.prepared import Overtaken, Prepared, Stored
from mlv_tui.services.report import IngestReport, PlanTrouble, troubles_of
from mlv_tui.storage.store import Store
from mlv_tui.storage.writing import Write


@dataclass(frozen=True, slots=True)
class IngestRequest:
    """What is to be read.

    Attributes:
        project: The project; one with id 0 is made.
        new_roots: Roots to add to it.
        only: Absolute paths of the plans to look at; None for all.
        as_it_is: Whether to take empty plans and merge markers at their word.
        preview: Whether to tell only what would change.
    """

    project: Project
    new_roots: tuple[Root, ...] = ()
    only: frozenset[Path] | None = None
    as_it_is: bool = False
    preview: bool = False


class Ingest:
    """One ingest of one project: read first, then one transaction."""

    def __init__(self, store: Store, request: IngestRequest, limit: int) -> None:
        """Prepare it.

        Args:
            store: Where the milestones are.
            request: What is to be read.
            limit: Bytes; a larger plan is refused.
        """
        self._store = store
        self._request = request
        self._limit = limit

    def run(self, actor: str, now: int) -> IngestReport:
        """Read and store; nothing is written where nothing changed.

        Args:
            actor: Who asked for it.
            now: Epoch milliseconds.

        Raises:
            NoPlans: If there are new roots, and no plan at all.
            DatabaseUnusable: If the database can't be written; nothing was then.
        """
        while True:
            try:
                return self._attempt(actor, now)
            except Overtaken:
                # Another session read a newer state of a plan meanwhile: look at the disk again.
                continue

    def _attempt(self, actor: str, now: int) -> IngestReport:
        snapshot = self._snapshot(self._project())
        roots = _with_provisional_ids(snapshot.project, self._request.new_roots)
        discovery = discover(roots, snapshot.plans)
        if self._request.new_roots and not discovery.plans:
            raise no_plans(self._request.new_roots)
        readings = self._read(roots, discovery)
        found = _Found(discovery, readings, snapshot)
        prepared = Prepared.of(snapshot, readings, now, self._store.texts.bodies)
        if self._request.preview:
            return self._report(prepared.foreseen(snapshot), found, prepared.preview())
        if snapshot.project.id and not readings and roots == snapshot.project.roots:
            return self._report(snapshot, found, Stored())
        stored = self._write(
            snapshot.project,
            now,
            lambda current, writing: prepared.refreshed(current).write(writing, roots, actor),
        )
        return self._report(self._snapshot(self._project()), found, stored)

    def _project(self) -> Project:
        """Return the project that was asked for; a new one may have been made meanwhile."""
        wanted = self._request.project
        if wanted.id:
            return wanted
        made = (project for project in self._store.projects() if project.slug == wanted.slug)
        return next(made, wanted)

    def _snapshot(self, project: Project) -> Snapshot:
        return self._store.snapshot(project.id) if project.id else Snapshot(project, (), {})

    def _write(self, project: Project, now: int, write: Write[Stored]) -> Stored:
        if project.id:
            return self._store.write(project.id, write)
        return self._store.write_new(project, now, write)

    def _read(self, roots: Sequence[Root], discovery: Discovery) -> list[Reading]:
        gathering = Gathering(roots, self._limit, as_it_is=self._request.as_it_is)
        plans = [plan for plan in discovery.plans if self._is_wanted(plan.state.file)]
        # A plan that is new, or back, may be a missing one renamed: they are compared together.
        is_renaming = any(plan.id < 0 or plan.state.is_gone for plan in plans)
        missing = [
            gone(plan)
            for plan in discovery.missing
            if is_renaming or self._is_wanted(plan.state.file)
        ]
        return gathering.read(plans) + [reading for reading in missing if reading is not None]

    def _is_wanted(self, file: str) -> bool:
        return self._request.only is None or Path(file) in self._request.only

    @staticmethod
    def _report(snapshot: Snapshot, found: _Found, stored: Stored) -> IngestReport:
        forest = snapshot.forest()
        counts = Counter(change.kind for change in stored.changes)
        changed = {change.milestone_id for change in stored.changes}
        return IngestReport(
            project=snapshot.project,
            plans=len(found.discovery.plans),
            counts=dict(counts),
            unchanged=sum(1 for ident in forest.order if ident not in changed),
            conflicts=sum(1 for one in forest.by_id.values() if one.conflicts),
            troubles=found.troubles,
            change_set=stored.change_set,
            changes=stored.changes,
        )


@dataclass(frozen=True, slots=True)
class _Found:
    """What the disk held, against what was stored before."""

    discovery: Discovery
    readings: Sequence[Reading]
    before: Snapshot

    @property
    def troubles(self) -> tuple[PlanTrouble, ...]:
        states = {plan.state.path: plan.state for plan in self.before.plans}
        states |= {reading.plan.state.path: reading.plan.state for reading in self.readings}
        return (*map(_lost, self.discovery.lost), *troubles_of(states.values()))


def _with_provisional_ids(project: Project, wanted: Sequence[Root]) -> tuple[Root, ...]:
    """Add roots to the project's, the new ones with negative ids."""
    known = {root.path for root in project.roots}
    new = (root for root in wanted if root.path not in known)
    return (*project.roots, *(replace(root, id=-1 - at) for at, root in enumerate(new)))


def _lost(root: Root) -> PlanTrouble:
    return PlanTrouble(
        root.folder,
        None,
        f"The folder {root.folder} isn't there; its milestones stay as they were.",
        "Bring it back: read from elsewhere, its plans make new milestones.",
    )
