"""Edits: what a person puts on milestones, one gesture one change set."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from typing import Any

from mlv_tui.domain.guidance import restored, with_archived, with_shared
from mlv_tui.domain.milestone import Status
from mlv_tui.domain.project import Snapshot
from mlv_tui.domain.proposals import Proposal, propose
from mlv_tui.domain.three_way import Take, resolved
from mlv_tui.services.attaching import Attaching, check_detached
from mlv_tui.services.gesture import (
    EditReport,
    Gesture,
    Wanted,
    edit_milestones,
    found,
    preview,
)
from mlv_tui.storage.store import Store
from mlv_tui.storage.writing import Writing


class Edits:
    """The gestures of one person on the milestones of a database.

    Each works on milestones of one project, is all or nothing, and one change set at most. With
    `dry_run` it tells what it would do and writes nothing.
    """

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

    def set_status(
        self, ids: Sequence[int], status: Status, *, dry_run: bool = False
    ) -> EditReport:
        """Set the status of milestones.

        Args:
            ids: At least one.
            status: What it is to be.
            dry_run: Whether to tell only what would change.

        Raises:
            NotFound: If there is no such milestone in the first one's project; nothing is
                changed then.
        """
        return self.set_shared(ids, "status", status, dry_run=dry_run)

    def set_shared(
        self, ids: Sequence[int], field: str, value: Any, *, dry_run: bool = False
    ) -> EditReport:
        """Set a shared field of milestones; where it was in conflict, that is decided by it.

        Args:
            ids: At least one.
            field: One of `SHARED_FIELDS`.
            value: The person's, of the field's type; None for none.
            dry_run: Whether to tell only what would change.

        Raises:
            NotFound: If there is no such milestone in the first one's project; nothing is
                changed then.
            KeyError: If the field isn't shared.
        """
        said = "none" if value is None else str(value)
        label = said if field == "status" else f"{field}: {said}"
        wanted = Wanted(ids, lambda one: with_shared(one, field, value))
        return self._edit(label, wanted, dry_run=dry_run)

    def archive(self, ids: Sequence[int], *, dry_run: bool = False) -> EditReport:
        """Put milestones away, attached or detached; what is below them goes out of sight too.

        Args:
            ids: At least one.
            dry_run: Whether to tell only what would change.

        Raises:
            NotFound: As for `set_status`.
        """
        now = self._now()
        wanted = Wanted(ids, lambda one: with_archived(one, now))
        return self._edit("archive", wanted, dry_run=dry_run)

    def restore(self, ids: Sequence[int], *, dry_run: bool = False) -> EditReport:
        """Bring archived milestones back to where they were.

        Args:
            ids: At least one.
            dry_run: Whether to tell only what would change.

        Raises:
            NotFound: As for `set_status`.
        """
        return self._edit("restore", Wanted(ids, restored), dry_run=dry_run)

    def resolve(
        self,
        ids: Sequence[int],
        take: Take,
        fields: Collection[str] | None = None,
        *,
        dry_run: bool = False,
    ) -> EditReport:
        """Decide conflicts; `set_shared` decides one by a third value.

        Args:
            ids: At least one; those without a conflict there stay as they are.
            take: Whose value is to stand.
            fields: Of `SHARED_FIELDS`; None for all that are in conflict.
            dry_run: Whether to tell only what would change.

        Raises:
            NotFound: As for `set_status`.
            KeyError: If one of the fields isn't shared.
        """
        label = f"resolve: take {'mine' if take is Take.MINE else 'the plan’s'}"
        wanted = Wanted(ids, lambda one: resolved(one, take, fields))
        return self._edit(label, wanted, dry_run=dry_run)

    def attach(self, detached_id: int, key: str | int, *, dry_run: bool = False) -> EditReport:
        """Give a detached milestone a heading; the one that stood there is detached.

        That one keeps all it has. What the plan owns comes from the heading from now on.

        Args:
            detached_id: The one without a heading.
            key: The heading's source key, or the id of the milestone that stands there.
            dry_run: Whether to tell only what would change.

        Returns:
            `edited` holds the attached one, `detached` the one that stood there.

        Raises:
            NotFound: If there is no such milestone, or nothing attached of its project stands
                there.
            NotDetached: If it has a heading.
        """
        project_id = self._store.project_of(detached_id)
        if dry_run:
            return Attaching.of(self._store.snapshot(project_id), detached_id, key).report()

        def write(snapshot: Snapshot, writing: Writing) -> EditReport:
            gesture = Gesture(self._actor, "attach", self._now())
            return Attaching.of(snapshot, detached_id, key).write(writing, self._store, gesture)

        return self._store.write(project_id, write)

    def proposals(self, detached_id: int, count: int = 5) -> tuple[Proposal, ...]:
        """Propose attached milestones that a detached one may be, the best first.

        Args:
            detached_id: The one without a heading.
            count: At most so many.

        Raises:
            NotFound: If there is no such milestone.
            NotDetached: If it has a heading.
        """
        snapshot = self._store.snapshot(self._store.project_of(detached_id))
        check_detached(found(snapshot, detached_id))
        return propose(snapshot.forest(), detached_id, self._store.texts.of_all, count)

    def _edit(self, label: str, wanted: Wanted, *, dry_run: bool) -> EditReport:
        project_id = self._store.project_of(wanted.ids[0])
        if dry_run:
            return preview(self._store.snapshot(project_id), wanted)
        gesture = Gesture(self._actor, label, self._now())
        return edit_milestones(self._store, project_id, wanted, gesture)
