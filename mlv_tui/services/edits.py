"""Edits: what a person puts on milestones, one gesture one change set."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from mlv_tui.domain.guidance import (
    restored,
    with_archived,
    with_notes,
    with_plans_own,
    with_shared,
    with_values,
    without_me,
)
from mlv_tui.domain.milestone import PLACE, SHARED_FIELDS, Milestone, Status
from mlv_tui.domain.project import Snapshot
from mlv_tui.domain.refusals import Refused
from mlv_tui.services.gesture import EditReport, Intent, Wanted, all_found
from mlv_tui.services.linking import Linking
from mlv_tui.services.making import Making
from mlv_tui.services.settling import Settling


class Edits(Settling, Linking, Making):
    """The gestures of one person on the milestones of a database.

    Each works on milestones of one project, and is one change set at most. What can't be changed
    is refused with a reason, milestone by milestone; the others are. With `dry_run` it tells what
    it would do and writes nothing.
    """

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
            value: The person's, of the field's type; None for none. The owner `me` is the person.
            dry_run: Whether to tell only what would change.

        Raises:
            NotFound: If there is no such milestone in the first one's project; nothing is
                changed then.
            KeyError: If the field isn't shared.
        """
        value = without_me({field: value}, self._actor)[field]
        wanted = Wanted(ids, lambda one: with_shared(one, field, value))
        return self._edit(_label(field, value), wanted, dry_run=dry_run)

    def edit(
        self,
        ids: Sequence[int],
        values: Mapping[str, Any],
        resets: Collection[str] = (),
        *,
        dry_run: bool = False,
    ) -> EditReport:
        """Set several fields of milestones at once.

        Args:
            ids: At least one.
            values: By the names of shared fields, `notes` or `waits_for` (ids); typed, as
                `typed_value` makes them. The owner `me` is the person.
            resets: Shared fields that are to follow the plan again.
            dry_run: Whether to tell only what would change.

        Raises:
            NotFound: If there is no such milestone, nor one to wait for, in the first one's
                project; nothing is changed then.
            KeyError: If people set no such field.
        """
        values = without_me(values, self._actor)
        wanted = Wanted(ids, lambda one: _edited(one, values, resets))

        def intended(snapshot: Snapshot) -> Intent:
            all_found(snapshot, values.get("waits_for") or ())
            return wanted.intent(snapshot)

        project_id = self._project_of(ids)
        return self._carry_out(project_id, _labels(values, resets), intended, dry_run=dry_run)

    def set_notes(self, ident: int, text: str, *, dry_run: bool = False) -> EditReport:
        """Set the notes of a milestone.

        Args:
            ident: The milestone's.
            text: Of any number of lines.
            dry_run: Whether to tell only what would change.

        Raises:
            NotFound: If there is no such milestone.
        """
        return self._edit(
            "notes", Wanted([ident], lambda one: with_notes(one, text)), dry_run=dry_run
        )

    def reset(self, ids: Sequence[int], field: str, *, dry_run: bool = False) -> EditReport:
        """Let a field of milestones follow the plan again.

        Args:
            ids: At least one.
            field: One of `SHARED_FIELDS`, or `place`: where it stands.
            dry_run: Whether to tell only what would change.

        Raises:
            NotFound: As for `set_status`.
            KeyError: If there is no such field.
        """
        label = f"reset: {field}"
        if field == PLACE:
            return self._move(ids, label, lambda moves, _: moves.put_back(), dry_run=dry_run)
        if field not in SHARED_FIELDS:
            raise KeyError(field)
        return self._edit(
            label, Wanted(ids, lambda one: with_plans_own(one, field)), dry_run=dry_run
        )

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


def _label(field: str, value: Any) -> str:
    """Name a change of one field in a line for history."""
    if field in ("notes", "waits_for"):
        return field.replace("_", " ")
    said = "none" if value is None else str(value)
    return said if field == "status" else f"{field}: {said}"


def _labels(values: Mapping[str, Any], resets: Collection[str]) -> str:
    names = dict.fromkeys((*values, *resets))
    if len(names) > 1:
        return f"edit: {', '.join(name.replace('_', ' ') for name in names)}"
    said = [_label(field, value) for field, value in values.items()]
    return said[0] if said else f"reset: {''.join(names)}"


def _edited(one: Milestone, values: Mapping[str, Any], resets: Collection[str]) -> Milestone:
    for field in resets:
        one = with_plans_own(one, field)
    one = with_values(one, values)
    if one.id in one.waits_for:
        raise Refused("it can't wait for itself")
    return one
