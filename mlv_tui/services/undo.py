"""What undoing one change set writes, worked out against what is stored now."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from mlv_tui.domain.change_set import Change, ChangeSet, Origin, Recorded
from mlv_tui.domain.milestone import Milestone
from mlv_tui.domain.project import Plan, Snapshot
from mlv_tui.domain.text import Text
from mlv_tui.domain.undoing import (
    changed_since,
    is_guidance,
    is_peoples,
    undo_label,
    undoing_change,
    undone,
    undone_places,
    undone_state,
)
from mlv_tui.errors import Conflict, NotFound
from mlv_tui.storage.befores import KEPT
from mlv_tui.storage.history import ChangeSets
from mlv_tui.storage.writing import Writing


@dataclass(frozen=True, slots=True)
class Undone:
    """Everything that undoing a change set writes.

    Attributes:
        milestones: Those that change, whole.
        plans: Those that it had written, as they are to be stored.
        texts: By milestone id.
        changes: What was and what is.
    """

    milestones: tuple[Milestone, ...]
    plans: tuple[Plan, ...]
    texts: Mapping[int, Text]
    changes: tuple[Change, ...]

    def write(self, writing: Writing, target: Recorded, actor: str, now: int) -> int:
        """Store it as a change set of its own; return its id."""
        for plan in self.plans:
            writing.plan(plan, now)
        writing.milestones(self.milestones, now)
        writing.texts(self.texts)
        change_set = ChangeSet(actor, Origin.UNDO, undo_label(target.label), self.changes)
        return writing.change_set(change_set, now, undoes=target.id)


class Undoing:
    """The undo of one change set under way."""

    def __init__(self, log: ChangeSets, snapshot: Snapshot, target: Recorded, now: int) -> None:
        """Work it out.

        Args:
            log: Where the change sets are.
            snapshot: What is stored now.
            target: The change set to be undone.
            now: Epoch milliseconds.
        """
        self._log = log
        self._snapshot = snapshot
        self._target = target
        self._now = now
        self._is_gesture = log.one(log.undone_in_turn(target.id)[-1]).origin is Origin.USER

    def result(self) -> Undone:
        """Tell what has to be written.

        Raises:
            Conflict: If it is undone already, or what it changed was changed since.
            NotFound: If what it takes isn't kept any more.
        """
        target = self._target
        if target.undone_by is not None:
            raise Conflict(
                f"Change set {target.id} is undone already (by change set {target.undone_by}).",
                f"`mlv undo {target.undone_by}` brings it back.",
            )
        wanted = tuple(self._changes())
        plans = self._plans(wanted)
        pairs = [(change, *self._milestone(change)) for change in wanted]
        changes = [undoing_change(before, after, change) for change, before, after in pairs]
        result = Undone(
            milestones=tuple(after for _, before, after in pairs if before != after),
            plans=plans,
            texts=self._log.texts_before(target.id),
            changes=tuple(change for change in changes if change is not None),
        )
        self._check_places(result)
        return result

    def _changes(self) -> Iterator[Change]:
        for change in self._log.changes(self._target.id):
            if change.milestone_id not in self._snapshot.milestones:
                raise self._forgotten(change.milestone_id)
            yield change

    def _forgotten(self, ident: int) -> NotFound:
        return NotFound(
            f"Milestone {ident}, which change set {self._target.id} changed, is forgotten by now.",
            "Nobody had put anything on it; nothing was changed.",
        )

    def _plans(self, changes: Iterable[Change]) -> tuple[Plan, ...]:
        """Return the plans that it wrote, as they are to be."""
        current = {plan.id: plan for plan in self._snapshot.plans}
        before = self._log.plans_before(self._target.id, current.values())
        if not before and not all(map(is_guidance, changes)):
            raise NotFound(
                f"Change set {self._target.id} is too old to be undone.",
                f"Readings can be, as long as they are among a project's newest {KEPT}.",
            )
        self._check_later(current, before)
        return tuple(self._plan(plan, current[ident]) for ident, plan in before.items())

    def _plan(self, before: Plan, current: Plan) -> Plan:
        if self._is_gesture:
            return replace(current, layout=undone_places(before.layout, current.layout))
        if self._target.origin is Origin.INGEST:
            return replace(before, state=undone_state(before.state, current.state))
        if before.state.digest != current.state.digest:
            # Without a change to undo first: its lines may be others, or it was undone itself.
            raise Conflict(
                f"{before.state.path} was read again since.", "What it says now is what is shown."
            )
        return before

    def _check_later(self, current: Mapping[int, Plan], before: Mapping[int, Plan]) -> None:
        later = self._log.wrote_since(self._target.id, before)
        if later is not None:
            ident, plan = later
            path = current[plan].state.path
            raise Conflict(
                f"{path} was read or re-arranged again since (change set {ident}).",
                f"Undo that first: `mlv undo {ident}`.",
            )

    def _milestone(self, change: Change) -> tuple[Milestone, Milestone]:
        """Return a milestone as it is and as it is to be.

        Raises:
            Conflict: If it was changed since. What people put on it since a reading stays.
        """
        one = self._snapshot.milestones[change.milestone_id]
        since = changed_since(one, change)
        lost = tuple(name for name in since if self._is_gesture or not is_peoples(name))
        if lost:
            raise self._changed(one, lost)
        return one, undone(one, change, since, self._now)

    def _changed(self, one: Milestone, names: tuple[str, ...]) -> Conflict:
        by = self._log.changed_since(self._target.id, one.id, names)
        where = f" (change set {by})" if by else ""
        what = ", ".join(name.removeprefix("my_").replace("_", " ") for name in names)
        return Conflict(
            f"“{one.title}” ({one.id}) was changed since{where}: {what}.",
            f"Undo that first: `mlv undo {by}`." if by else "Nothing was changed.",
        )

    def _check_places(self, result: Undone) -> None:
        """Make sure that each milestone stands in one place, in the plan it is of, or in none.

        Raises:
            Conflict: If not; what changed since then has no other name.
            NotFound: If one of them is forgotten.
        """
        plans = {plan.id: plan for plan in (*self._snapshot.plans, *result.plans)}
        ones = {**self._snapshot.milestones, **{one.id: one for one in result.milestones}}
        placed = [(ident, plan.state.path) for plan in plans.values() for ident in plan.layout.ids]
        for ident, _ in placed:
            if ident not in ones:
                raise self._forgotten(ident)
        attached = {one.id: one.plan for one in ones.values() if one.plan and not one.is_detached}
        if len(placed) != len(attached) or dict(placed) != attached:
            raise Conflict(
                f"What change set {self._target.id} changed was changed since.",
                "`mlv log` shows what was done since; undo that first.",
            )


def flips(chain: tuple[int, ...], by: int) -> dict[int, int | None]:
    """Tell which change sets count, and which don't, once the first of a chain is undone.

    Args:
        chain: The change set that is undone, the one that it undid, the one that this undid …
        by: The one that undoes it.

    Returns:
        For each of the chain the change set that undid it; None for one that counts again.
    """
    found: dict[int, int | None] = {}
    for at, ident in enumerate(chain):
        undoer = by if at == 0 else chain[at - 1]
        found[ident] = undoer if at % 2 == 0 else None
    return found


def is_redo(chain: tuple[int, ...]) -> bool:
    """Tell whether the first of a chain brought a gesture or a reading back."""
    return len(chain) % 2 == 1
