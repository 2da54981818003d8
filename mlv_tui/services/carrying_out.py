"""What all gestures of one person share: how they are carried out, or only looked at."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from types import MappingProxyType
from typing import Final

from mlv_tui.domain.change_set import Change, Origin, Recorded
from mlv_tui.domain.milestone import Milestone
from mlv_tui.domain.overtaking import (
    Merged,
    Overtaken,
    all_changed,
    beside,
    fields_named,
    overtaken,
    values_named,
)
from mlv_tui.domain.project import Snapshot
from mlv_tui.errors import Conflict
from mlv_tui.services.gesture import EditReport, Gesture, Intended, Intent, Wanted, carried_out
from mlv_tui.storage.store import Store

_NOTHING: Final[Mapping[int, Milestone]] = MappingProxyType({})
_NO_VERSIONS: Final[Mapping[int, int]] = MappingProxyType({})

SOMEBODY: Final = "somebody"
THE_PLAN: Final = "the plan"


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
        self._displayed = self._seen = _NOTHING
        self._versions = _NO_VERSIONS

    @contextmanager
    def on(
        self, displayed: Mapping[int, Milestone], seen: Mapping[int, Milestone] = _NOTHING
    ) -> Generator[None]:
        """Make gestures on what a person sees, which may not be what is stored any more.

        A field that somebody else changed since is left alone: that milestone is refused, with
        the other's name. What others changed beside it is told. Without this, a gesture is made
        on whatever is stored.

        Args:
            displayed: Milestones as they are displayed, by id.
            seen: Those of them that the person saw otherwise when they began, as they were then:
                what others changed is told from there on.
        """
        self._displayed, self._seen = displayed, {**displayed, **seen}
        try:
            yield
        finally:
            self._displayed = self._seen = _NOTHING

    @contextmanager
    def at(self, versions: Mapping[int, int]) -> Generator[None]:
        """Make gestures only on milestones that are still at these versions.

        What is at another one raises `Conflict`, with who changed what since; nothing is changed.

        Args:
            versions: By the ids of milestones.
        """
        self._versions = versions
        try:
            yield
        finally:
            self._versions = _NO_VERSIONS

    def changer(self, ident: int, name: str) -> str:
        """Return who changed a field of a milestone last: a person, or `the plan`."""
        told = self._last_change(ident, name)
        if told is None:
            return SOMEBODY
        return THE_PLAN if told.origin is Origin.INGEST else told.actor

    def check_versions(self, snapshot: Snapshot) -> None:
        """See that the milestones are at the versions that a gesture was bound to.

        Raises:
            Conflict: If one of them isn't.
        """
        for ident, version in self._versions.items():
            one = snapshot.milestones.get(ident)
            if one is not None and one.version != version:
                raise Conflict(self._moved_on(one, version), f"`mlv show {ident}` shows it now.")

    def _moved_on(self, one: Milestone, version: int) -> str:
        """Say who changed what since a version."""
        is_at = f"Milestone {one.id} is at version {one.version}, not {version}"
        since = self._store.history.of(one.id)[: max(one.version - version, 0)]
        return f"{is_at}{_who_did_what(reversed(since))}; nothing was changed."

    def _carry_out(
        self, project_id: int, label: str, intended: Intended, *, dry_run: bool
    ) -> EditReport:
        def checked(snapshot: Snapshot) -> Intent:
            self.check_versions(snapshot)
            return self._on_top(snapshot, intended(snapshot))

        if dry_run:
            return checked(self._store.snapshot(project_id)).report()
        gesture = Gesture(self._actor, label, self._now())
        return carried_out(self._store, project_id, checked, gesture)

    def _on_top(self, snapshot: Snapshot, intent: Intent) -> Intent:
        """Leave out of a gesture what it would write over without its person having seen it."""
        if not self._displayed:
            return intent
        refused: list[Overtaken] = []
        for one in intent.edited:
            stored = snapshot.milestones[one.id]
            names = overtaken(self._displayed.get(one.id, stored), stored, one)
            if names:
                refused.append(self._overtaken(one.id, names[0]))
        left = {one.id for one in refused}
        edited = [one for one in intent.edited if one.id not in left]
        return replace(
            intent,
            edited=edited,
            refused=[*intent.refused, *refused],
            merged=[each for one in edited for each in self._merged(snapshot, one)],
        )

    def _overtaken(self, ident: int, name: str) -> Overtaken:
        """Say who was first, as `ben changed its status meanwhile`."""
        who = self.changer(ident, name)
        return Overtaken(ident, f"{who} {all_changed((name,))} meanwhile", who, name)

    def _merged(self, snapshot: Snapshot, one: Milestone) -> list[Merged]:
        """Tell what other people changed of a milestone, besides what is changed now."""
        stored = snapshot.milestones[one.id]
        names: dict[str, list[str]] = {}
        for name in beside(self._seen.get(one.id, stored), stored, one):
            told = self._last_change(one.id, name)
            if told and told.origin is not Origin.INGEST and told.actor != self._actor:
                names.setdefault(told.actor, []).append(name)
        return [Merged(one.id, who, tuple(found)) for who, found in names.items()]

    def _last_change(self, ident: int, name: str) -> Recorded | None:
        named = values_named(name)
        found = (
            told
            for told, change in self._store.history.of(ident)
            if not change.after.keys().isdisjoint(named)
        )
        return next(found, None)

    def _edit(self, label: str, wanted: Wanted, *, dry_run: bool) -> EditReport:
        project_id = self._project_of(wanted.ids)
        return self._carry_out(project_id, label, wanted.intent, dry_run=dry_run)

    def _project_of(self, ids: Sequence[int]) -> int:
        return self._store.project_of(ids[0])


def _who_did_what(changes: Iterable[tuple[Recorded, Change]]) -> str:
    names: dict[str, list[str]] = {}
    for told, change in changes:
        who = THE_PLAN if told.origin is Origin.INGEST else told.actor
        names.setdefault(who, []).extend(fields_named(change.after))
    told = [f"{who} {all_changed(found)}" for who, found in names.items() if found]
    return f": {', '.join(told)}" if told else ""
