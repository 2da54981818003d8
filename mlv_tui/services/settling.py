"""The gestures that settle what a plan and a person make of a milestone."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from mlv_tui.domain.project import Snapshot
from mlv_tui.domain.proposals import Proposal, propose
from mlv_tui.domain.three_way import Take, resolved
from mlv_tui.services.attaching import Attaching, check_detached
from mlv_tui.services.gesture import EditReport, Gesture, Wanted, found
from mlv_tui.services.structure import Structure
from mlv_tui.storage.writing import Writing


class Settling(Structure):
    """Deciding conflicts, and giving detached milestones a heading, for one person."""

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

    def attach(
        self, detached_id: int, key: str | int, *, untouched: bool = False, dry_run: bool = False
    ) -> EditReport:
        """Give a detached milestone a heading; the one that stood there is detached.

        That one keeps all it has. What the plan owns comes from the heading from now on.

        Args:
            detached_id: The one without a heading.
            key: The heading's source key, or the id of the milestone that stands there.
            untouched: Whether to refuse a heading whose milestone somebody put anything on.
            dry_run: Whether to tell only what would change.

        Returns:
            `edited` holds the attached one, `detached` the one that stood there.

        Raises:
            NotFound: If there is no such milestone, or nothing attached of its project stands
                there.
            NotDetached: If it has a heading.
            Conflict: If it was to be untouched, and isn't any more.
        """
        project_id = self._store.project_of(detached_id)

        def looked_up(snapshot: Snapshot) -> Attaching:
            attaching = Attaching.of(snapshot, detached_id, key)
            if untouched:
                attaching.check_untouched()
            return attaching

        if dry_run:
            return looked_up(self._store.snapshot(project_id)).report()

        def write(snapshot: Snapshot, writing: Writing) -> EditReport:
            gesture = Gesture(self._actor, "attach", self._now())
            return looked_up(snapshot).write(writing, self._store, gesture)

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
