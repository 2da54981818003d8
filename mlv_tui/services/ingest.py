"""Ingest: plans are read, matched with what is stored, and the difference is one change set."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from mlv_tui.domain.project import Plan, Project, Root, Snapshot
from mlv_tui.services.discovery import Discovery, discover, no_plans
from mlv_tui.services.forgetting import DAY, forget, is_overdue
from mlv_tui.services.gathering import Gathering, Reading
from mlv_tui.services.prepared import Overtaken, Prepared, Stored
from mlv_tui.services.report import IngestReport, report_of
from mlv_tui.settings import Settings
from mlv_tui.storage.store import Store
from mlv_tui.storage.writing import Write, Writing


@dataclass(frozen=True, slots=True)
class IngestRequest:
    """What is to be read.

    Attributes:
        project: The project; one with id 0 is made.
        new_roots: Roots to add to it.
        only: Absolute paths of the plans to look at, or of folders with them; None for all.
        as_it_is: Whether to take empty plans and merge markers at their word, whatever is lost.
        ahead: Paths of plans, as the project has them, to read whatever they lose, and no other;
            empty ones and merge markers keep what they have. None for the usual.
        preview: Whether to tell only what would change.
        again: Whether to read what was undone again, though it says the same.
        expected: The token of the preview that is to be applied; "" for whatever there is.
        dropped: A root of the project's that is followed no more: only its plans are looked at,
            and what stood in them is detached. None for the usual.
    """

    project: Project
    new_roots: tuple[Root, ...] = ()
    only: frozenset[Path] | None = None
    as_it_is: bool = False
    ahead: frozenset[str] = frozenset()
    preview: bool = False
    again: bool = False
    expected: str = ""
    dropped: Root | None = None


class Ingest:
    """One ingest of one project: read first, then one transaction."""

    def __init__(self, store: Store, request: IngestRequest, settings: Settings) -> None:
        """Prepare it.

        Args:
            store: Where the milestones are.
            request: What is to be read.
            settings: Who asks for it, how large plans may be, how long to keep what is detached.
        """
        self._store = store
        self._request = request
        self._settings = settings

    def run(self, now: int) -> IngestReport:
        """Read and store; nothing is written where nothing changed.

        Args:
            now: Epoch milliseconds.

        Raises:
            NoPlans: If there are new roots, and no plan at all.
            Conflict: If it isn't what was expected; nothing was written then.
            DatabaseUnusable: If the database can't be written; nothing was then.
        """
        while True:
            try:
                return self._attempt(now)
            except Overtaken:
                # Another session read a newer state of a plan meanwhile: look at the disk again.
                continue

    def if_read(self, now: int) -> IngestReport | None:
        """Report the plans if all is read already; None if there is something to write.

        Args:
            now: Epoch milliseconds.
        """
        snapshot = self._snapshot(self._project())
        discovery = discover(snapshot.project.roots, snapshot.plans)
        prepared = self._prepared(snapshot, self._read(snapshot.project.roots, discovery), now)
        if not self._is_idle(prepared):
            return None
        return report_of(snapshot, discovery, prepared.told)

    def _attempt(self, now: int) -> IngestReport:
        snapshot = self._snapshot(self._project())
        roots = self._roots(snapshot.project)
        discovery = discover(roots, snapshot.plans)
        if self._request.new_roots and not discovery.plans:
            raise no_plans(self._request.new_roots)
        prepared = self._prepared(snapshot, self._read(roots, discovery), now)
        if self._request.preview:
            return self._previewed(prepared, discovery)
        if snapshot.project.id and roots == snapshot.project.roots and self._is_idle(prepared):
            self._agreed(prepared)
            return report_of(snapshot, discovery, prepared.told)
        stored = self._write(
            snapshot.project,
            now,
            lambda current, writing: self._store_it(prepared.refreshed(current), writing, roots),
        )
        return report_of(self._snapshot(self._project()), discovery, stored)

    def _prepared(self, snapshot: Snapshot, readings: Sequence[Reading], now: int) -> Prepared:
        return Prepared.of(
            snapshot,
            readings,
            now,
            self._store.texts.of_all,
            self._store.history.digests_of,
            as_it_is=self._goes_ahead(),
        )

    def _roots(self, project: Project) -> tuple[Root, ...]:
        roots = _with_provisional_ids(project, self._request.new_roots)
        return tuple(root for root in roots if root != self._request.dropped)

    def _is_idle(self, prepared: Prepared) -> bool:
        """Tell whether there is nothing to write, nor to forget."""
        return not prepared.plans() and not is_overdue(prepared.before, self._forgotten(prepared))

    def _forgotten(self, prepared: Prepared) -> int:
        """Return when what is forgotten now was detached at the latest, epoch milliseconds."""
        return prepared.now - self._settings.keep_detached_days * DAY

    def _store_it(self, prepared: Prepared, writing: Writing, roots: Sequence[Root]) -> Stored:
        self._agreed(prepared)
        if not self._is_idle(prepared):
            kept = {one.id for one in prepared.done.result.milestones}
            forget(writing, prepared.before, self._forgotten(prepared), kept)
        return prepared.write(writing, roots, self._settings.actor, self._request.dropped)

    @staticmethod
    def _previewed(prepared: Prepared, discovery: Discovery) -> IngestReport:
        report = report_of(prepared.after(), discovery, prepared.told)
        return replace(report, token=prepared.agreement().token, foreseen=prepared.foreseen())

    def _agreed(self, prepared: Prepared) -> None:
        """Make sure that it is what a preview showed, where there was one.

        Raises:
            Conflict: If it isn't.
        """
        if self._request.expected:
            known = (plan.state.path for plan in prepared.before.plans)
            prepared.agreement().check(self._request.expected, known)

    def _goes_ahead(self) -> bool:
        """Tell whether to go ahead whatever is lost."""
        request = self._request
        return request.as_it_is or bool(request.ahead) or request.dropped is not None

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
        request = self._request
        limit = self._settings.max_plan_bytes
        again = request.again or bool(request.ahead)
        if request.dropped is not None:
            left = [plan for plan in discovery.missing if plan.root_id == request.dropped.id]
            return Gathering(roots, limit, as_it_is=False).read_missing(left)
        gathering = Gathering(roots, limit, as_it_is=request.as_it_is, again=again)
        plans = [plan for plan in discovery.plans if self._is_wanted(plan)]
        # A plan that is new, or back, may be a missing one renamed: they are compared together.
        is_renaming = any(plan.id < 0 or plan.state.is_gone for plan in plans)
        # What goes ahead unasked is only what was named.
        is_renaming &= not request.ahead and (request.only is None or not request.as_it_is)
        missing = [plan for plan in discovery.missing if is_renaming or self._is_wanted(plan)]
        return gathering.read(plans) + gathering.read_missing(missing)

    def _is_wanted(self, plan: Plan) -> bool:
        """Tell whether to look at a plan; at one that is held back always.

        What it would lose may stand in another plan by now. As it is, only what was named is read.
        """
        request = self._request
        if request.ahead:
            return plan.state.path in request.ahead
        file = Path(plan.state.file)
        if request.only is None or not request.only.isdisjoint((file, *file.parents)):
            return True
        return plan.state.hold is not None and not request.as_it_is


def _with_provisional_ids(project: Project, wanted: Sequence[Root]) -> tuple[Root, ...]:
    """Add roots to the project's, the new ones with negative ids."""
    known = {root.path for root in project.roots}
    new = (root for root in wanted if root.path not in known)
    return (*project.roots, *(replace(root, id=-1 - at) for at, root in enumerate(new)))
