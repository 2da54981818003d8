"""Reading the plans that changed, without touching the database."""

from __future__ import annotations

import hashlib
from codecs import BOM_UTF8
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from mlv_tui.domain.holding import followed, set_aside, unreadable
from mlv_tui.domain.outline import Outline, Unread
from mlv_tui.domain.plan_state import Hold, PlanState
from mlv_tui.domain.project import Plan, Root
from mlv_tui.errors import PlanUnreadable
from mlv_tui.readers import read_outline
from mlv_tui.readers.files import read_bytes
from mlv_tui.services.discovery import is_hidden


@dataclass(frozen=True, slots=True)
class Reading:
    """What reading one plan gave.

    Attributes:
        plan: As it is to be stored; the old one's layout.
        base: What was known of the file when it was read.
        outline: What it says now; None where the last good state stays.
    """

    plan: Plan
    base: PlanState
    outline: Outline | None = None


class Gathering:
    """Reads plans one after the other; a plan that can't be read doesn't stop the others."""

    def __init__(
        self, roots: Sequence[Root], limit: int, *, as_it_is: bool, again: bool = False
    ) -> None:
        """Read below these roots.

        Args:
            roots: The project's.
            limit: Bytes; a larger plan is refused.
            as_it_is: Whether to take empty plans and merge markers at their word.
            again: Whether to read what was undone again, though it says the same.
        """
        self._roots = {root.id: root for root in roots}
        self._limit = limit
        self._as_it_is = as_it_is
        self._again = again or as_it_is

    def read(self, plans: Collection[Plan]) -> list[Reading]:
        """Read those plans whose bytes, or whose trouble, aren't the stored ones."""
        readings = (self._read_one(plan) for plan in plans)
        return [reading for reading in readings if reading is not None]

    def read_missing(self, plans: Collection[Plan]) -> list[Reading]:
        """Read plans whose files are missing: their milestones are to be detached."""
        readings = (self._gone(plan) for plan in plans)
        return [reading for reading in readings if reading is not None]

    def _read_one(self, plan: Plan) -> Reading | None:
        root = self._roots[plan.root_id]
        try:
            data = read_bytes(Path(root.folder), plan.file, self._limit)
            if data is None:
                # Its root may have vanished since it was looked for: then nothing is known.
                return None if is_hidden(plan, root) else self._gone(plan)
            return self._read_data(plan, data)
        except PlanUnreadable as error:
            state = unreadable(plan.state, error.message, error.hint, error.line)
            return _noted(plan, state)

    def _read_data(self, plan: Plan, data: bytes) -> Reading | None:
        digest = hashlib.blake2b(data, digest_size=16).hexdigest()
        is_known = digest == plan.state.digest
        if is_known and plan.state.hold is Hold.UNDONE and not self._again:
            return _noted(plan, set_aside(plan.state))
        state = followed(plan.state, digest)
        if is_known and plan.state.hold is not Hold.UNDONE:
            return _noted(plan, state)
        if not data.removeprefix(BOM_UTF8).strip() and plan.layout.ids and not self._as_it_is:
            raise PlanUnreadable(
                f"{plan.state.path} is empty; its milestones stay as they were.",
                "Fill it again; `mlv ingest --force` takes it at its word, and detaches them all.",
            )
        outline = read_outline(plan.state.path, data, as_it_is=self._as_it_is)
        return Reading(replace(plan, state=state), plan.state, outline)

    def _gone(self, plan: Plan) -> Reading | None:
        if plan.state.is_gone and not (plan.state.hold is Hold.UNDONE and self._again):
            return None
        # Without its digest, since the same bytes are news when they are back.
        state = PlanState(plan.state.path, plan.state.file, is_gone=True)
        return Reading(replace(plan, state=state), plan.state, Outline(plan.state.path))


def unread_fields(readings: Iterable[Reading]) -> tuple[tuple[str, Unread], ...]:
    """List the fields that were stepped over, each with its plan."""
    outlines = (one.outline for one in readings if one.outline is not None)
    return tuple((outline.plan, one) for outline in outlines for one in outline.unread)


def _noted(plan: Plan, state: PlanState) -> Reading | None:
    """Tell that a plan's last good state stays, if that is news."""
    return None if state == plan.state else Reading(replace(plan, state=state), plan.state)
