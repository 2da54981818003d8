"""History: what was done to a project, told, undone and done again."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Final

from mlv_tui.domain.change_set import Change, Recorded
from mlv_tui.domain.log_filter import LogFilter
from mlv_tui.domain.milestone import Milestone
from mlv_tui.domain.project import Snapshot
from mlv_tui.errors import Conflict, NotFound
from mlv_tui.services.halves import UndoOfHalves, UndoReport
from mlv_tui.services.in_turn import InTurn, done_elsewhere
from mlv_tui.services.undone import is_redo
from mlv_tui.storage.store import Store
from mlv_tui.storage.writing import Side

_PAGE: Final = 200
"""Change sets that are looked at in one go."""


class History:
    """The change sets of all projects, for one person."""

    def __init__(self, store: Store, actor: str, clock: Callable[[], int]) -> None:
        """Tell it from this store.

        Args:
            store: Where the change sets are.
            actor: The person.
            clock: Tells the epoch milliseconds.
        """
        self._store = store
        self._log = store.history
        self._actor = actor
        self._clock = clock
        self._in_turn = InTurn(store, actor)

    def activity(
        self,
        project_id: int,
        count: int = 50,
        before: int | None = None,
        wanted: LogFilter | None = None,
    ) -> tuple[Recorded, ...]:
        """Return a project's change sets, the newest first.

        Args:
            project_id: The project's.
            count: At most so many.
            before: Only ids below this one, to go on from there; None for the newest.
            wanted: Which ones; None for all.
        """
        if wanted is None or wanted.is_empty:
            return self._log.activity(project_id, count, before)
        return tuple(islice(self._found(project_id, before, wanted), count))

    def _found(self, project_id: int, before: int | None, wanted: LogFilter) -> Iterator[Recorded]:
        """Yield the change sets that are asked for, the newest first."""
        known = self._store.snapshot(project_id).milestones
        page = self._log.activity(project_id, _PAGE, before)
        while any(map(wanted.is_since, page)):
            yield from (one for one in page if self._is_wanted(one, wanted, known))
            page = self._log.activity(project_id, _PAGE, page[-1].id)

    def _is_wanted(self, one: Recorded, wanted: LogFilter, known: Mapping[int, Milestone]) -> bool:
        is_close = wanted.may_hold(one) and wanted.needs_changes(one)
        return wanted.holds(one, self._log.changes(one.id) if is_close else (), known)

    def changes(self, change_set_id: int) -> tuple[Change, ...]:
        """Return what a change set changed, in the order written; nothing if there is none."""
        return self._log.changes(change_set_id)

    def of(
        self, milestone_id: int, wanted: LogFilter | None = None
    ) -> tuple[tuple[Recorded, Change], ...]:
        """Return what happened to a milestone, the last first; to one that is forgotten too.

        What one gesture did in two projects is told once.

        Args:
            milestone_id: The milestone's.
            wanted: Which change sets; None for all. Words are looked for in what was done and in
                titles that changed, as the milestone itself is the same in all.
        """
        told = self._log.of(milestone_id)
        ids = {one.id for one, _ in told}
        return tuple(
            (one, change)
            for one, change in told
            if (one.other_half not in ids or one.id > (one.other_half or 0))
            and (wanted is None or wanted.holds(one, (change,), {}))
        )

    def who_changed(self, project_id: int, since: int) -> dict[int, str]:
        """Name who changed milestones last, by id, in numbers above one; readings aside."""
        return self._log.who_changed(project_id, since)

    def project_of(self, change_set_id: int) -> int:
        """Return the id of the project that a change set is of.

        Raises:
            NotFound: If there is no such change set.
        """
        found = self._log.project_of(change_set_id)
        if found is None:
            raise _no_change_set(change_set_id)
        return found

    def undo(
        self, change_set_id: int | None = None, *, project_id: int, dry_run: bool = False
    ) -> UndoReport:
        """Put back what a change set changed, as a change set of its own.

        Args:
            change_set_id: The one to be undone, a reading or an undo too. None for the person's
                own last gesture that isn't undone. One that can't be undone is told by the error,
                and passed from then on, until they make another gesture: `further` is next.
            project_id: The project's.
            dry_run: Whether to tell only what would change.

        Raises:
            NotFound: If there is nothing to undo, no such change set in the project, or what it
                takes isn't kept any more.
            Conflict: If it is undone already, or what it changed was changed since.
            DatabaseUnusable: If the database can't be written. Nothing is changed in all cases.
        """
        if change_set_id is None:
            return self._undo_last(project_id, dry_run=dry_run)
        if self._log.project_of(change_set_id) != project_id:
            raise _no_change_set(change_set_id)
        return self._run(lambda: change_set_id, project_id, dry_run=dry_run)

    def further(self, project_id: int) -> Recorded | None:
        """Return what an undo takes next, once it told of a gesture that it can't undo.

        Returns:
            None where it told of none, or where there is no other.
        """
        return self._in_turn.further(project_id)

    def check_last(self, project_id: int) -> None:
        """See that what a person did last was in a project, and in no other one.

        For who didn't choose the project: on the command line a folder does.

        Raises:
            Conflict: If it wasn't; names the change set.
        """
        if found := self._in_turn.elsewhere(project_id):
            project, last = found[0]
            self._in_turn.tell(project_id, last.id)
            raise done_elsewhere(project, last)

    def check_undone_last(self, project_id: int) -> None:
        """See that what a person undid last was in a project, and in no other one.

        Raises:
            Conflict: If it wasn't; names the project.
        """
        undone = {one: self._undone(one.id) or 0 for one in self._store.projects()}
        last = max(undone, key=lambda one: undone[one])
        if last.id != project_id and undone[last]:
            raise Conflict(
                f"What you undid last is in the project {last.slug}.",
                f"`mlv redo --project {last.slug}` brings it back.",
            )

    def redo(self, project_id: int, *, dry_run: bool = False) -> UndoReport:
        """Bring back what the person undid last, unless they did something since.

        Args:
            project_id: The project's.
            dry_run: Whether to tell only what would change.

        Raises:
            NotFound: If there is nothing to bring back.
            Conflict: If what it changed was changed since.
            DatabaseUnusable: If the database can't be written. Nothing is changed in all cases.
        """
        return self._run(lambda: self._undone_last(project_id), project_id, dry_run=dry_run)

    def _undo_last(self, project_id: int, *, dry_run: bool) -> UndoReport:
        in_turn, passed = self._in_turn, set[int]()
        in_turn.check_here(project_id)
        while True:
            ident = in_turn.first(project_id, passed)
            try:
                return self._run(
                    lambda: in_turn.first(project_id, passed), project_id, dry_run=dry_run
                )
            except (Conflict, NotFound):
                if in_turn.tell(project_id, ident):
                    raise
                passed.add(ident)

    def _run(self, wanted: Callable[[], int], project_id: int, *, dry_run: bool) -> UndoReport:
        if dry_run:
            target = wanted()
            snapshots = [self._store.snapshot(one) for one in self._projects(target, project_id)]
            return self._undoing(target, snapshots).report()
        # Looked up once to know which projects it is of, and again under their locks.
        projects = self._projects(wanted(), project_id)

        def write(sides: Sequence[Side]) -> UndoReport:
            undoing = self._undoing(wanted(), [snapshot for snapshot, _ in sides])
            return undoing.write([writing for _, writing in sides], self._actor)

        return self._store.write_sides(projects, write)

    def _projects(self, target: int, project_id: int) -> Sequence[int]:
        """Return the project that a change set is of, and the other one of the same gesture."""
        half = self._log.one(target).other_half
        return (project_id,) if half is None else (project_id, self.project_of(half))

    def _undoing(self, target: int, snapshots: Sequence[Snapshot]) -> UndoOfHalves:
        """Work the undo of a change set out, with that of its other half.

        Raises:
            Conflict: As for `undo`; also if it isn't the one that the projects were looked up for.
        """
        first = self._log.one(target)
        halves = [first] if first.other_half is None else [first, self._log.one(first.other_half)]
        if [self.project_of(one.id) for one in halves] != [one.project.id for one in snapshots]:
            raise Conflict("Something else was done meanwhile; nothing was undone.", "Try again.")
        return UndoOfHalves.of(self._log, halves, snapshots, self._clock())

    def _undone_last(self, project_id: int) -> int:
        found = self._undone(project_id)
        if found is None:
            raise NotFound(
                "There is nothing to redo.",
                "Only what you undid last comes back, and only until you do something else.",
            )
        return found

    def _undone(self, project_id: int) -> int | None:
        """Return the undo of theirs that can be undone, if there is one."""
        since = self._log.last_gesture(project_id, self._actor, in_force=False) or 0
        undos = self._log.undos(project_id, self._actor, since)
        undoes = self._log.undoes(project_id) if undos else {}
        return next((ident for ident, _ in undos if not is_redo(ident, undoes)), None)


def _no_change_set(ident: int) -> NotFound:
    return NotFound(f"There is no change set {ident}.", "`mlv log` shows them.")
