"""A reconciliation made before the write lock is taken, so that the lock is short."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from mlv_tui.domain.brake import Held
from mlv_tui.domain.change_set import Change, ChangeSet, Origin
from mlv_tui.domain.change_words import first_few
from mlv_tui.domain.disagreements import conflicts_made
from mlv_tui.domain.holding import braked
from mlv_tui.domain.outline import Unread
from mlv_tui.domain.plan_state import Hold
from mlv_tui.domain.project import Plan, Root, Snapshot
from mlv_tui.domain.project_changes import dropped as root_dropped
from mlv_tui.domain.reconcile import Reconciliation
from mlv_tui.domain.text import TextsOf
from mlv_tui.services.agreement import Agreement
from mlv_tui.services.braking import Braking, Reconciled
from mlv_tui.services.foreseen import Foreseen, foreseen_changes, foreseen_snapshot
from mlv_tui.services.gathering import Reading, unread_fields
from mlv_tui.services.returning import DigestsOf, returning
from mlv_tui.storage.writing import Writing


class Overtaken(Exception):
    """Another session stored another state of a plan since it was read here."""


@dataclass(frozen=True, slots=True)
class Stored:
    """What was written, or would be.

    Attributes:
        changes: With their lasting ids; negative ones where nothing was written.
        change_set: Its id, None if there is none.
        held: The plans that the brake holds back, sorted by path.
        again: The plans of which a reading is applied that somebody had undone, sorted.
        new_conflicts: The ids of the milestones that it brings into conflict, sorted.
        unread: Plans with the fields in them that were stepped over.
    """

    changes: tuple[Change, ...] = ()
    change_set: int | None = None
    held: tuple[Held, ...] = ()
    again: tuple[str, ...] = ()
    new_conflicts: tuple[int, ...] = ()
    unread: tuple[tuple[str, Unread], ...] = ()


@dataclass(frozen=True, slots=True)
class Prepared:
    """Everything an ingest will write.

    Attributes:
        before: What it was made for.
        readings: Of the plans that changed.
        now: Epoch milliseconds.
        texts_of: Looks the stored texts up.
        digests_of: Looks up what plans were before.
        as_it_is: Whether to go ahead whatever is lost.
        done: What has to be stored; ids of new milestones are negative.
    """

    before: Snapshot
    readings: Sequence[Reading]
    now: int
    texts_of: TextsOf
    digests_of: DigestsOf
    as_it_is: bool
    done: Reconciled

    @classmethod
    def of(
        cls,
        snapshot: Snapshot,
        readings: Sequence[Reading],
        now: int,
        texts_of: TextsOf,
        digests_of: DigestsOf,
        *,
        as_it_is: bool = False,
    ) -> Prepared:
        """Reconcile what was read with what is stored."""
        outlines = [reading.outline for reading in readings if reading.outline is not None]
        braking = Braking(snapshot.forest(), now, texts_of)
        if as_it_is:
            done = braking.as_it_is(outlines)
        else:
            done = braking.with_brake(outlines, lambda: returning(readings, digests_of))
        return cls(snapshot, readings, now, texts_of, digests_of, as_it_is, done)

    @property
    def told(self) -> Stored:
        """What would be written."""
        return Stored(
            changes=self.done.result.changes,
            held=tuple(self.done.held.values()),
            again=tuple(sorted(self._again())),
            new_conflicts=tuple(sorted(self._new_conflicts())),
            unread=unread_fields(self.readings),
        )

    def _again(self) -> Iterator[str]:
        """Yield the plans that say what they said when their reading was undone."""
        for reading in self.readings:
            was, now = reading.base, reading.plan.state
            is_same = (was.digest, was.is_gone) == (now.digest, now.is_gone)
            is_read = reading.outline is not None and was.path not in self.done.held
            if was.hold is Hold.UNDONE and is_same and is_read:
                yield was.path

    def _new_conflicts(self) -> Iterator[int]:
        ids = [one.id for one in self.done.result.milestones if one.mine and one.conflicts]
        if ids:
            before, after = self.before.forest(), self.after().forest()
            yield from (ident for ident in ids if conflicts_made(before, after, ident))

    def agreement(self) -> Agreement:
        """Return what a preview of this shows."""
        return Agreement(self.before.project.slug, self.readings, self.done.whole.changes)

    def plans(self) -> tuple[Plan, ...]:
        """Return the plans as they are to be stored: the new ones, and those that differ."""
        found = [*self._read_plans(), *self._others(self.done.result)]
        stored = {plan.state.path: plan for plan in self.before.plans}
        return tuple(plan for plan in found if stored.get(plan.state.path) != plan)

    def _read_plans(self) -> Iterator[Plan]:
        layouts = self.done.result.layouts
        for reading in self.readings:
            plan, held = reading.plan, self.done.held.get(reading.plan.state.path)
            if held is not None:
                yield replace(plan, state=braked(reading.base, held))
            else:
                yield replace(plan, layout=layouts.get(plan.state.path, plan.layout))

    def _others(self, result: Reconciliation) -> Iterator[Plan]:
        """Yield the plans that weren't read, and whose headings get other milestones."""
        read = {reading.plan.state.path for reading in self.readings}
        for plan in self.before.plans:
            if plan.state.path in result.layouts and plan.state.path not in read:
                yield replace(plan, layout=result.layouts[plan.state.path])

    def after(self) -> Snapshot:
        """Return what would be stored."""
        return foreseen_snapshot(self.before, self.plans(), self.done.result)

    def foreseen(self) -> tuple[Foreseen, ...]:
        """List what would change, what is held back last."""
        done, before = self.done, self.before
        return (
            *foreseen_changes(before, self.after(), done.result.changes, are_held=False),
            *foreseen_changes(before, self._whole(), done.held_changes, are_held=True),
        )

    def _whole(self) -> Snapshot:
        """Return what would be stored without a brake."""
        layouts = self.done.whole.layouts
        plans = (reading.plan for reading in self.readings)
        read = [replace(one, layout=layouts.get(one.state.path, one.layout)) for one in plans]
        return foreseen_snapshot(
            self.before, [*read, *self._others(self.done.whole)], self.done.whole
        )

    def refreshed(self, current: Snapshot) -> Prepared:
        """Return it as it is, or made anew if somebody wrote in between.

        Raises:
            Overtaken: If the disk has to be looked at again.
        """
        if current.project.number == self.before.project.number + 1:
            return self
        news = list(_still_news(self.readings, current))
        return Prepared.of(
            current, news, self.now, self.texts_of, self.digests_of, as_it_is=self.as_it_is
        )

    def write(
        self, writing: Writing, roots: Sequence[Root], actor: str, dropped: Root | None = None
    ) -> Stored:
        """Store plans, milestones, texts and the change set.

        Args:
            writing: To the project.
            roots: The project's from now on.
            actor: Who.
            dropped: The root that is followed no more: then it is a gesture, and no reading.
        """
        result = self.done.result
        lasting = writing.new_ids(one.id for one in result.milestones)
        self._write_plans(writing, roots, lasting)
        ones = [replace(one, id=lasting.get(one.id, one.id)) for one in result.milestones]
        writing.milestones(ones, self.now)
        writing.texts({lasting.get(one, one): text for one, text in result.texts.items()})
        changes = tuple(_with_lasting_ids(one, lasting) for one in result.changes)
        if dropped is not None:
            writing.remove_root(dropped, self.now)
            label, every = f"follow {dropped.path} no more", (root_dropped(dropped), *changes)
            change_set = ChangeSet(actor, Origin.USER, label, every)
        elif changes:
            change_set = ChangeSet(actor, Origin.INGEST, self._label(), changes)
        else:
            return replace(self.told, changes=())
        ident = writing.change_set(change_set, self.now)
        return replace(self.told, changes=changes, change_set=ident)

    def _write_plans(
        self, writing: Writing, roots: Sequence[Root], lasting: Mapping[int, int]
    ) -> None:
        root_ids = {root.id: writing.root(root).id for root in roots}
        for plan in self.plans():
            ids = tuple(lasting.get(one, one) for one in plan.layout.ids)
            layout = replace(plan.layout, ids=ids)
            root_id = root_ids.get(plan.root_id, plan.root_id)
            writing.plan(replace(plan, root_id=root_id, layout=layout), self.now)

    def _label(self) -> str:
        read = {one.plan.state.path for one in self.readings if one.outline is not None}
        return f"read {first_few(sorted(read - self.done.held.keys()))}"


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
