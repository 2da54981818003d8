"""A reconciliation made before the write lock is taken, so that the lock is short."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import count

from mlv_tui.domain.change_set import Change, ChangeSet, Origin
from mlv_tui.domain.project import Plan, Root, Snapshot
from mlv_tui.domain.reconcile import Reconciliation, reconcile
from mlv_tui.domain.text import BodiesOf
from mlv_tui.services.gathering import Reading
from mlv_tui.storage.writing import Writing


class Overtaken(Exception):
    """Another session stored another state of a plan since it was read here."""


@dataclass(frozen=True, slots=True)
class Stored:
    """What was written: the changes with their lasting ids, and their change set's id."""

    changes: tuple[Change, ...] = ()
    change_set: int | None = None


@dataclass(frozen=True, slots=True)
class Prepared:
    """Everything an ingest will write.

    Attributes:
        number: The project's number that it was made for.
        readings: Of the plans that changed.
        now: Epoch milliseconds.
        bodies_of: Looks the stored bodies up.
        result: What has to be stored; ids of new milestones are negative.
    """

    number: int
    readings: Sequence[Reading]
    now: int
    bodies_of: BodiesOf
    result: Reconciliation

    @classmethod
    def of(
        cls, snapshot: Snapshot, readings: Sequence[Reading], now: int, bodies_of: BodiesOf
    ) -> Prepared:
        """Reconcile what was read with what is stored."""
        outlines = [reading.outline for reading in readings if reading.outline is not None]
        result = reconcile(snapshot.forest(), outlines, count(-1, -1), now, bodies_of)
        return cls(snapshot.project.number, readings, now, bodies_of, result)

    def preview(self) -> Stored:
        """Return what would be written."""
        return Stored(self.result.changes)

    def foreseen(self, snapshot: Snapshot) -> Snapshot:
        """Return what would be stored, but for where new milestones stand."""
        after = {one.id: one for one in self.result.milestones}
        return replace(snapshot, milestones={**snapshot.milestones, **after})

    def refreshed(self, current: Snapshot) -> Prepared:
        """Return it as it is, or made anew if somebody wrote in between.

        Raises:
            Overtaken: If the disk has to be looked at again.
        """
        if current.project.number == self.number + 1:
            return self
        return Prepared.of(
            current, list(_still_news(self.readings, current)), self.now, self.bodies_of
        )

    def write(self, writing: Writing, roots: Sequence[Root], actor: str) -> Stored:
        """Store plans, milestones, texts and the change set."""
        lasting = writing.new_ids(one.id for one in self.result.milestones)
        self._write_plans(writing, roots, lasting)
        ones = [replace(one, id=lasting.get(one.id, one.id)) for one in self.result.milestones]
        writing.milestones(ones, self.now)
        writing.texts({lasting.get(one, one): text for one, text in self.result.texts.items()})
        changes = tuple(_with_lasting_ids(one, lasting) for one in self.result.changes)
        if not changes:
            return Stored()
        change_set = ChangeSet(actor, Origin.INGEST, self._label(), changes)
        return Stored(changes, writing.change_set(change_set, self.now))

    def _write_plans(
        self, writing: Writing, roots: Sequence[Root], lasting: Mapping[int, int]
    ) -> None:
        root_ids = {root.id: writing.root(root).id for root in roots}
        for reading in self.readings:
            plan = reading.plan
            layout = self.result.layouts.get(plan.state.path, plan.layout)
            layout = replace(layout, ids=tuple(lasting.get(one, one) for one in layout.ids))
            writing.plan(replace(plan, root_id=root_ids[plan.root_id], layout=layout), self.now)

    def _label(self) -> str:
        names = sorted(one.plan.state.path for one in self.readings if one.outline is not None)
        more = len(names) - 3
        return f"read {', '.join(names[:3])}" + (f" and {more} more" if more > 0 else "")


def _with_lasting_ids(change: Change, lasting: Mapping[int, int]) -> Change:
    """Name milestones by the ids they got: the changed one, and the one above it."""
    after = change.after
    if after.get("parent") in lasting:
        after = {**after, "parent": lasting[after["parent"]]}
    ident = lasting.get(change.milestone_id, change.milestone_id)
    return replace(change, milestone_id=ident, after=after)


def _still_news(readings: Sequence[Reading], current: Snapshot) -> Iterator[Reading]:
    """Drop what another session stored already, and put the rest on the layouts stored now.

    Raises:
        Overtaken: If another session stored another state of one of these plans.
    """
    stored: dict[str, Plan] = {plan.state.path: plan for plan in current.plans}
    for reading in readings:
        plan = stored.get(reading.plan.state.path)
        if plan is None:
            yield reading
        elif plan.state == reading.base:
            yield replace(reading, plan=replace(reading.plan, layout=plan.layout))
        elif plan.state != reading.plan.state:
            raise Overtaken
