"""History: what was done to a project, told, undone and done again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from mlv_tui.domain.change_set import Change, Recorded
from mlv_tui.domain.project import Snapshot
from mlv_tui.errors import NotFound
from mlv_tui.services.undo import Undoing, flips, is_redo
from mlv_tui.storage.store import Store
from mlv_tui.storage.writing import Writing


@dataclass(frozen=True, slots=True)
class UndoReport:
    """The outcome of one undo or redo.

    Attributes:
        change_set: Its own id; None where it was only looked at.
        undone: The change set that it undid, as it was before.
        changed: The ids of the milestones that changed.
    """

    change_set: int | None
    undone: Recorded
    changed: tuple[int, ...]


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
        """Return what happened to a milestone, the last first; to one that is forgotten too."""
        return self._log.of(milestone_id)

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
            return self._foreseen(wanted(), project_id)

        def write(snapshot: Snapshot, writing: Writing) -> UndoReport:
            target, now = self._log.one(wanted()), self._clock()
            found = Undoing(self._log, snapshot, target, now).result()
            ident = found.write(writing, target, self._actor, now)
            writing.undone(flips(self._log.undone_in_turn(target.id), ident))
            return UndoReport(ident, target, tuple(one.milestone_id for one in found.changes))

        return self._store.write(project_id, write)

    def _foreseen(self, wanted: int, project_id: int) -> UndoReport:
        target = self._log.one(wanted)
        snapshot = self._store.snapshot(project_id)
        found = Undoing(self._log, snapshot, target, self._clock()).result()
        return UndoReport(None, target, tuple(one.milestone_id for one in found.changes))

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
        for ident, _ in self._log.undos(project_id, self._actor, since):
            if not is_redo(self._log.undone_in_turn(ident)):
                return ident
        raise NotFound(
            "There is nothing to redo.",
            "Only what you undid last comes back, and only until you do something else.",
        )


def _no_change_set(ident: int) -> NotFound:
    return NotFound(f"There is no change set {ident}.", "`mlv log` shows them.")
