"""What all gestures of one person share: how they are carried out, or only looked at."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from mlv_tui.services.gesture import EditReport, Gesture, Intended, Wanted, carried_out
from mlv_tui.storage.store import Store


class CarryingOut:
    """Carries gestures out, one change set each."""

    def __init__(self, store: Store, actor: str, now: Callable[[], int]) -> None:
        """Prepare them.

        Args:
            store: Where the milestones are.
            actor: Who makes them.
            now: Tells epoch milliseconds.
        """
        self._store = store
        self._actor = actor
        self._now = now

    def _carry_out(
        self, project_id: int, label: str, intended: Intended, *, dry_run: bool
    ) -> EditReport:
        if dry_run:
            return intended(self._store.snapshot(project_id)).report()
        gesture = Gesture(self._actor, label, self._now())
        return carried_out(self._store, project_id, intended, gesture)

    def _edit(self, label: str, wanted: Wanted, *, dry_run: bool) -> EditReport:
        project_id = self._project_of(wanted.ids)
        return self._carry_out(project_id, label, wanted.intent, dry_run=dry_run)

    def _project_of(self, ids: Sequence[int]) -> int:
        return self._store.project_of(ids[0])
