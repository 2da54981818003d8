"""What all gestures of one person share: how they are carried out, or only looked at."""

from __future__ import annotations

from collections.abc import Callable, Generator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from types import MappingProxyType
from typing import Final

from mlv_tui.domain.milestone import Milestone
from mlv_tui.domain.overtaking import overtaken, values_named, was_changed
from mlv_tui.domain.project import Snapshot
from mlv_tui.domain.refusals import Refusal
from mlv_tui.services.gesture import EditReport, Gesture, Intended, Intent, Wanted, carried_out
from mlv_tui.storage.store import Store

_NOTHING: Final[Mapping[int, Milestone]] = MappingProxyType({})


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
        self._displayed = _NOTHING

    @contextmanager
    def on(self, displayed: Mapping[int, Milestone]) -> Generator[None]:
        """Make gestures on what a person sees, which may not be what is stored any more.

        A field that somebody else changed since is left alone: that milestone is refused, with
        the other's name. Without this, a gesture is made on whatever is stored.

        Args:
            displayed: Milestones as they are displayed, by id.
        """
        self._displayed = displayed
        try:
            yield
        finally:
            self._displayed = _NOTHING

    def _carry_out(
        self, project_id: int, label: str, intended: Intended, *, dry_run: bool
    ) -> EditReport:
        if dry_run:
            return intended(self._store.snapshot(project_id)).report()
        gesture = Gesture(self._actor, label, self._now())
        return carried_out(
            self._store, project_id, lambda found: self._on_top(found, intended(found)), gesture
        )

    def _on_top(self, snapshot: Snapshot, intent: Intent) -> Intent:
        """Leave out of a gesture what it would write over without its person having seen it."""
        refused: list[Refusal] = []
        for one in intent.edited:
            stored = snapshot.milestones[one.id]
            names = overtaken(self._displayed.get(one.id, stored), stored, one)
            if names:
                refused.append(Refusal(one.id, self._why(one.id, names[0])))
        if not refused:
            return intent
        left = {one.id for one in refused}
        return replace(
            intent,
            edited=[one for one in intent.edited if one.id not in left],
            refused=[*intent.refused, *refused],
        )

    def _why(self, ident: int, name: str) -> str:
        """Say who was first, as `ben changed its status meanwhile`."""
        named = values_named(name)
        found = (
            told
            for told, change in self._store.history.of(ident)
            if not change.after.keys().isdisjoint(named)
        )
        told = next(found, None)
        return f"{told.actor if told else 'somebody'} {was_changed(name)} meanwhile"

    def _edit(self, label: str, wanted: Wanted, *, dry_run: bool) -> EditReport:
        project_id = self._project_of(wanted.ids)
        return self._carry_out(project_id, label, wanted.intent, dry_run=dry_run)

    def _project_of(self, ids: Sequence[int]) -> int:
        return self._store.project_of(ids[0])
