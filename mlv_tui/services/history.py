"""History: what was done to a project, told, undone and done again."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from mlv_tui.domain.change_set import Change, Recorded
from mlv_tui.domain.project import Snapshot
from mlv_tui.errors import Conflict, NotFound
from mlv_tui.services.halves import UndoOfHalves, UndoReport
from mlv_tui.services.undone import is_redo
from mlv_tui.storage.store import Store
from mlv_tui.storage.writing import Side


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

    def activity(
        self, project_id: int, count: int = 50, before: int | None = None
    ) -> tuple[Recorded, ...]:
        """Return a project's change sets, the newest first.

        Args:
            project_id: The project's.
            count: At most so many.
            before: Only ids below this one, to go on from there; None for the newest.
        """
        return self._log.activity(project_id, count, before)

    def changes(self, change_set_id: int) -> tuple[Change, ...]:
        """Return what a change set changed, in the order written; nothing if there is none."""
        return self._log.changes(change_set_id)

    def of(self, milestone_id: int) -> tuple[tuple[Recorded, Change], ...]:
        """Return what happened to a milestone, the last first; to one that is forgotten too.

        What one gesture did in two projects is told once.
        """
        told = self._log.of(milestone_id)
        ids = {one.id for one, _ in told}
        return tuple(
            (one, change)
            for one, change in told
            if one.other_half not in ids or one.id > (one.other_half or 0)
        )

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
                own last gesture that isn't undone.
            project_id: The project's.
            dry_run: Whether to tell only what would change.

        Raises:
            NotFound: If there is nothing to undo, no such change set in the project, or what it
                takes isn't kept any more.
            Conflict: If it is undone already, or what it changed was changed since.
            DatabaseUnusable: If the database can't be written. Nothing is changed in all cases.
        """
        return self._run(
            lambda: self._wanted(change_set_id, project_id), project_id, dry_run=dry_run
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
        if len(halves) != len(snapshots):
            raise Conflict("Something else was done meanwhile; nothing was undone.", "Try again.")
        return UndoOfHalves.of(self._log, halves, snapshots, self._clock())

    def _wanted(self, change_set_id: int | None, project_id: int) -> int:
        if change_set_id is None:
            return self._last_gesture(project_id)
        if self._log.project_of(change_set_id) != project_id:
            raise _no_change_set(change_set_id)
        return change_set_id

    def _last_gesture(self, project_id: int) -> int:
        found = self._log.last_gesture(project_id, self._actor, in_force=True)
        if found is None:
            raise NotFound(
                "There is nothing of yours to undo.",
                "`mlv log` shows what was done; `mlv undo CHANGE_SET` undoes any of it.",
            )
        return found

    def _undone_last(self, project_id: int) -> int:
        since = self._log.last_gesture(project_id, self._actor, in_force=False) or 0
        undoes = self._log.undoes(project_id)
        for ident, _ in self._log.undos(project_id, self._actor, since):
            if not is_redo(ident, undoes):
                return ident
        raise NotFound(
            "There is nothing to redo.",
            "Only what you undid last comes back, and only until you do something else.",
        )


def _no_change_set(ident: int) -> NotFound:
    return NotFound(f"There is no change set {ident}.", "`mlv log` shows them.")
