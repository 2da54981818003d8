"""What undoing one change set writes, worked out against what is stored now."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import reduce

from mlv_tui.domain.change_set import Change, ChangeKind, Origin, Recorded
from mlv_tui.domain.milestone import Milestone
from mlv_tui.domain.placing import is_above
from mlv_tui.domain.project import Plan, Snapshot
from mlv_tui.domain.project_changes import is_of_project, put_back, way_back
from mlv_tui.domain.transfers import comes_back_to, is_transfer, opposite
from mlv_tui.domain.undoing import (
    changed_since,
    is_guidance,
    is_peoples,
    is_settling,
    undoing_change,
    undone,
    undone_places,
    undone_state,
)
from mlv_tui.errors import Conflict, NotFound
from mlv_tui.services.undone import Skipped, Undone
from mlv_tui.storage.befores import KEPT
from mlv_tui.storage.history import ChangeSets

Pair = tuple[Change, Milestone, Milestone]
"""What was made of a milestone, the milestone as it is, and as it is to be."""


class UndoWorkedOut:
    """The undo of one change set under way."""

    def __init__(
        self,
        log: ChangeSets,
        snapshot: Snapshot,
        target: Recorded,
        now: int,
        beyond: Snapshot | None = None,
    ) -> None:
        """Work it out.

        Args:
            log: Where the change sets are.
            snapshot: What is stored now.
            target: The change set to be undone.
            now: Epoch milliseconds.
            beyond: What is stored of the other project, where the gesture changed two.
        """
        self._log = log
        self._snapshot = snapshot
        self._beyond = beyond
        self._target = target
        self._now = now
        self._is_gesture = log.one(log.undone_in_turn(target.id)[-1]).origin.is_gesture
        self._skipped: list[Skipped] = []
        self._way_back = ""

    def result(self) -> Undone:
        """Tell what has to be written.

        Raises:
            Conflict: If it is undone already, or what a reading wrote was changed since.
            NotFound: If what it takes isn't kept any more.
        """
        target = self._target
        if target.undone_by is not None:
            raise Conflict(
                f"Change set {target.id} is undone already (by change set {target.undone_by}).",
                f"`mlv undo {target.undone_by}` brings it back.",
            )
        every = self._log.changes(target.id)
        wanted = [one for one in every if not is_of_project(one)]
        of_project = [one for one in every if is_of_project(one)]
        self._way_back = way_back(self._snapshot.project, of_project)
        before = self._snapshot.project
        after = reduce(put_back, of_project, before)
        plans = self._plans(wanted)
        pairs = self._in_trees([pair for change in wanted for pair in self._pairs(change)])
        changes = [undoing_change(before, after, change) for change, before, after in pairs]
        gone = (one for one in wanted if self._goes(one) and self._is_here(one))
        result = Undone(
            milestones=tuple(after for _, before, after in pairs if before != after),
            plans=plans,
            texts=self._log.texts_before(target.id),
            changes=(
                *(one for one in changes if one is not None),
                *map(opposite, (*gone, *of_project)),
            ),
            skipped=tuple(self._skipped),
            project=(before, after) if of_project else None,
        )
        self._check_places(result)
        return result

    def _is_here(self, change: Change) -> bool:
        return change.milestone_id in self._snapshot.milestones

    def _goes(self, change: Change) -> bool:
        """Tell whether undoing a change takes a milestone to the other project."""
        return is_transfer(change) and not comes_back_to(change, self._snapshot.project.slug)

    def _pairs(self, change: Change) -> Iterator[Pair]:
        """Yield a milestone as it is and as it is to be, with what was made of it, if it stays."""
        if self._goes(change):
            return
        stored = self._snapshot if not is_transfer(change) or not self._beyond else self._beyond
        one = stored.milestones.get(change.milestone_id)
        if one is not None:
            after = self._undone(one, change)
            # What comes from another project brings its next version along.
            version = after.version + 1 if stored is self._beyond else after.version
            yield change, one, replace(after, version=version)
        elif self._is_gesture:
            self._skipped.append(Skipped(change.milestone_id, "", (), None))
        else:
            raise self._forgotten(change.milestone_id)

    def _forgotten(self, ident: int) -> NotFound:
        return NotFound(
            f"Milestone {ident}, which change set {self._target.id} changed, is forgotten by now.",
            self._way_back or "Nobody had put anything on it; nothing was changed.",
        )

    def _plans(self, changes: Iterable[Change]) -> tuple[Plan, ...]:
        """Return the plans that it wrote, as they are to be."""
        current = {plan.id: plan for plan in self._snapshot.plans}
        before = self._log.plans_before(self._target.id, current.values())
        if not before and not all(map(is_guidance, changes)):
            raise NotFound(
                f"Change set {self._target.id} is too old to be undone.",
                self._way_back
                or f"Readings can be, as long as they are among a project's newest {KEPT}.",
            )
        self._check_later(current, before)
        return tuple(self._plan(plan, current[ident]) for ident, plan in before.items())

    def _plan(self, before: Plan, current: Plan) -> Plan:
        if self._is_gesture:
            # That it was followed no more is the only thing a gesture does to what was read.
            state = current.state if _is_as_read(before, current) else before.state
            layout = undone_places(before.layout, current.layout)
            return replace(current, state=state, layout=layout)
        if self._target.origin is Origin.INGEST:
            return replace(
                before,
                state=undone_state(before.state, current.state),
                layout=undone_places(before.layout, current.layout),
            )
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

    def _undone(self, one: Milestone, change: Change) -> Milestone:
        """Put back what a change found.

        What people put on the milestone since stays, and is told where a gesture is undone.

        Raises:
            Conflict: If something else was changed since.
        """
        since = changed_since(one, change)
        if any(not is_peoples(name) for name in since):
            raise self._changed(one, since).error()
        if since and self._is_gesture and not is_settling(change):
            self._skipped.append(self._changed(one, since))
            if change.kind is ChangeKind.NEW:
                return one
        return undone(one, change, since, self._now)

    def _changed(self, one: Milestone, names: tuple[str, ...]) -> Skipped:
        by = self._log.changed_since(self._target.id, one.id, names)
        return Skipped(one.id, one.title, names, by)

    def _in_trees(self, pairs: Sequence[Pair]) -> list[Pair]:
        """Leave those where they stand that would come to stand below themselves."""
        forest = self._snapshot.forest()
        parent = dict(forest.places.parent) if any(map(_is_moved, pairs)) else {}
        kept: list[Pair] = []
        for change, before, after in pairs:
            stays = after
            if _is_moved((change, before, after)):
                above = (
                    forest.plan_parent.get(after.id)
                    if after.placed is None
                    else after.placed.parent
                )
                if is_above(parent, after.id, above):
                    self._skipped.append(self._changed(before, ("placed",)))
                    stays = replace(after, placed=before.placed)
                else:
                    parent[after.id] = above
            kept.append((change, before, stays))
        return kept

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


def _is_as_read(before: Plan, current: Plan) -> bool:
    was, now = before.state, current.state
    return (was.digest, was.is_gone) == (now.digest, now.is_gone)


def _is_moved(pair: Pair) -> bool:
    _, before, after = pair
    return before.placed != after.placed
