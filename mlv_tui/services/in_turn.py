"""Which gestures of a person an undo takes in turn; what can't be undone is passed once told."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Final

from mlv_tui.domain.change_set import ChangeKind, Recorded
from mlv_tui.domain.project import Project
from mlv_tui.errors import Conflict, NotFound
from mlv_tui.storage.store import Store

_PAGE: Final = 50
"""Change sets that are looked at in one go."""


def done_elsewhere(project: Project, last: Recorded) -> Conflict:
    """Say that what a person did last was in another project, and what takes it back."""
    return Conflict(
        f"What you did last was in the project {project.slug}: {last.label}.",
        f"`mlv undo {last.id}` takes it back.",
    )


class InTurn:
    """The gestures of one person, the last first."""

    def __init__(self, store: Store, actor: str) -> None:
        """Look for this person's in this store."""
        self._store = store
        self._log = store.history
        self._actor = actor
        self._told: dict[int, tuple[int, set[int]]] = {}

    def first(self, project_id: int, passed: Collection[int] = ()) -> int:
        """Return the id of the last gesture in force.

        Args:
            project_id: The project's.
            passed: The ids of those that aren't to be taken.

        Raises:
            NotFound: If there is none.
        """
        found = self._log.last_gesture(project_id, self._actor, in_force=True)
        if found is not None and found in passed:
            found = next((one.id for one in self._older(project_id, found, passed)), None)
        if found is None:
            raise NotFound(
                "There is nothing of yours to undo.",
                "`mlv log` shows what was done; `mlv undo CHANGE_SET` undoes any of it.",
            )
        return found

    def further(self, project_id: int) -> Recorded | None:
        """Return the gesture that an undo takes next, once it told of one that it can't undo.

        Returns:
            None where it told of none, or where there is no other.
        """
        told = self._told_in(project_id)
        last = self._log.last_gesture(project_id, self._actor, in_force=True)
        if not told or last is None:
            return None
        if last not in told:
            return self._log.one(last)
        return next(self._older(project_id, last, told), None)

    def tell(self, project_id: int, ident: int) -> bool:
        """Note that a person is told that a gesture can't be undone.

        It is passed from then on, until they make another gesture in the project.

        Returns:
            Whether it is news to them.
        """
        told = self._told_in(project_id)
        is_news = ident not in told
        told.add(ident)
        newest = self._log.last_gesture(project_id, self._actor, in_force=False) or 0
        self._told[project_id] = (newest, told)
        return is_news

    def elsewhere(self, project_id: int) -> list[tuple[Project, Recorded]]:
        """Return what a person did last in each other project, where that was after all here.

        Args:
            project_id: The project they are in.

        Returns:
            Gestures in force, the last first, each with its project.
        """
        here = self._log.last_gesture(project_id, self._actor, in_force=False) or 0
        found: list[tuple[Project, Recorded]] = []
        for project in self._store.projects():
            if project.id == project_id:
                continue
            ident = self._log.last_gesture(project.id, self._actor, in_force=True)
            last = None if ident is None or ident < here else self._log.one(ident)
            # What is half of a gesture here isn't elsewhere.
            if last is not None and last.other_half != here:
                found.append((project, last))
        return sorted(found, key=lambda one: -one[1].id)

    def check_here(self, project_id: int) -> None:
        """See that a person's last gesture isn't one on another project as a whole.

        Raises:
            Conflict: If it is; only once, until they make another gesture in this project.
        """
        for project, last in self.elsewhere(project_id):
            if ChangeKind.PROJECT in last.counts and self.tell(project_id, last.id):
                raise done_elsewhere(project, last)

    def _told_in(self, project_id: int) -> set[int]:
        newest = self._log.last_gesture(project_id, self._actor, in_force=False) or 0
        at, told = self._told.get(project_id, (newest, set[int]()))
        return told if at == newest else set()

    def _older(self, project_id: int, ident: int, passed: Collection[int]) -> Iterator[Recorded]:
        """Yield the gestures in force before one, the last first."""
        page = self._log.activity(project_id, _PAGE, ident)
        while page:
            for one in page:
                is_own = one.actor == self._actor and one.origin.is_gesture
                if is_own and one.undone_by is None and one.id not in passed:
                    yield one
            page = self._log.activity(project_id, _PAGE, page[-1].id)
