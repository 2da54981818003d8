"""What can be written to a project inside its write transaction."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final, TypeVar

import peewee

from mlv_tui.domain.anchor_rules import AnchorRules
from mlv_tui.domain.change_set import Change, ChangeSet
from mlv_tui.domain.links import has_links
from mlv_tui.domain.milestone import Milestone
from mlv_tui.domain.project import Plan, Root, Snapshot
from mlv_tui.domain.text import Text
from mlv_tui.storage.anchor_rules import rules_queries
from mlv_tui.storage.befores import Befores
from mlv_tui.storage.deleting import delete_milestones
from mlv_tui.storage.plan_rows import plan_values
from mlv_tui.storage.rows import MILESTONE_COLUMNS, TEXT_COLUMNS, dump, milestone_row, text_row
from mlv_tui.storage.tables import (
    ChangeRow,
    ChangeSetRow,
    CounterRow,
    MilestoneRow,
    MilestoneTextRow,
    PlanRow,
    ProjectRow,
    RootRow,
)

_COUNTER: Final = "milestone"
Result = TypeVar("Result")


class Writing:
    """Writes to one project; made by the store, used up with its transaction."""

    def __init__(self, database: peewee.Database, snapshot: Snapshot) -> None:
        """Write on top of what the snapshot holds."""
        self.wrote = False
        self.wrote_links = False
        self._database = database
        self._project = snapshot.project
        self._stored = snapshot.milestones
        self._plan_ids = {plan.state.path: plan.id for plan in snapshot.plans}
        self._digests = {plan.id: plan.state.digest for plan in snapshot.plans}
        self._befores = Befores(database, snapshot)

    def root(self, wanted: Root) -> Root:
        """Add a plan root, or return the one there is."""
        for root in self._project.roots:
            if root.path == wanted.path:
                return root
        root = replace(wanted, id=self._root_again(wanted) or self._new_root(wanted))
        self._project = replace(self._project, roots=(*self._project.roots, root))
        return root

    def _new_root(self, root: Root) -> int:
        query = RootRow.insert(project=self._project.id, folder=root.folder, only=root.only)
        return self._inserted(query)

    def _root_again(self, root: Root) -> int | None:
        """Return the id of a root that was removed from the project, and isn't any more."""
        is_it = (RootRow.folder == root.folder) & (RootRow.only == root.only)
        query = RootRow.select(RootRow.id).where((RootRow.project == self._project.id) & is_it)
        row = self._database.execute(query).fetchone()
        if row is None:
            return None
        self._execute(RootRow.update({RootRow.removed_at: None}).where(RootRow.id == row[0]))
        return row[0]

    def remove_root(self, root: Root, now: int) -> None:
        """Follow a plan root no more; what was read below it stays stored."""
        self._execute(RootRow.update({RootRow.removed_at: now}).where(RootRow.id == root.id))

    def project(self, name: str, archived_at: int | None) -> None:
        """Store a project's name, and when it was put away."""
        values = {ProjectRow.name: name, ProjectRow.archived_at: archived_at}
        self._execute(ProjectRow.update(values).where(ProjectRow.id == self._project.id))

    def anchor_rules(self, rules: AnchorRules) -> None:
        """Store a project's anchor rules in place of those it has."""
        for query in rules_queries(self._project.id, rules):
            self._execute(query)

    def plan(self, plan: Plan, now: int) -> Plan:
        """Store what is known of a plan; a negative id makes a new one."""
        values = plan_values(plan, now)
        if self._digests.get(plan.id) == plan.state.digest:
            del values[PlanRow.read_at]  # what it says was read then
        if plan.id > 0:
            self._execute(PlanRow.update(values).where(PlanRow.id == plan.id))
        else:
            query = PlanRow.insert({PlanRow.project: self._project.id, **values})
            plan = replace(plan, id=self._inserted(query))
            self._plan_ids[plan.state.path] = plan.id
        self._befores.plan(plan)
        return plan

    def new_ids(self, wanted: Iterable[int]) -> dict[int, int]:
        """Give a lasting id for each provisional (negative) one."""
        provisional = sorted((ident for ident in wanted if ident < 0), reverse=True)
        if not provisional:
            return {}
        query = CounterRow.update(value=CounterRow.value + len(provisional))
        self._execute(query.where(CounterRow.name == _COUNTER))
        read = CounterRow.select(CounterRow.value).where(CounterRow.name == _COUNTER)
        last: int = self._database.execute(read).fetchone()[0]
        first = last - len(provisional) + 1
        return {ident: first + index for index, ident in enumerate(provisional)}

    def milestones(self, ones: Sequence[Milestone], now: int) -> None:
        """Store new and changed milestones; each gets a new version.

        One that comes from another project keeps its id, and brings the version it gets here.
        """
        self.wrote_links |= has_links(ones)
        self._clear_addresses([one for one in ones if one.id in self._stored])
        # Those that are detached first: another one may take their source key right away.
        rows = [self._row(one, now) for one in sorted(ones, key=lambda one: not one.is_detached)]
        upsert = _insert(MilestoneRow, MILESTONE_COLUMNS).on_conflict(
            conflict_target=[MilestoneRow.id], preserve=MILESTONE_COLUMNS[1:]
        )
        self._execute_many(upsert, rows)

    def _row(self, one: Milestone, now: int) -> tuple[Any, ...]:
        stored = self._stored.get(one.id)
        stamped = replace(
            one,
            version=stored.version + 1 if stored else one.version,
            changed_in=self._project.number,
            updated_at=now,
        )
        return milestone_row(stamped, self._project.id, self._plan_ids)

    def _clear_addresses(self, ones: Sequence[Milestone]) -> None:
        """Park the old source keys first, so that two milestones can swap theirs."""
        moved = [one.id for one in ones if one.source_key != self._stored[one.id].source_key]
        parked = MilestoneRow.update({MilestoneRow.occurrence: 0}).where(MilestoneRow.id == 0)
        self._execute_many(parked, [(-ident, ident) for ident in moved])

    def texts(self, texts: Mapping[int, Text]) -> None:
        """Store the long texts of milestones."""
        self._befores.texts(texts)
        upsert = _insert(MilestoneTextRow, TEXT_COLUMNS).on_conflict(
            conflict_target=[MilestoneTextRow.milestone], preserve=TEXT_COLUMNS[1:]
        )
        self._execute_many(upsert, [text_row(ident, text) for ident, text in texts.items()])

    def delete(self, ids: Collection[int]) -> None:
        """Delete milestones for good, with their texts; their history stays."""
        if ids:
            self.wrote = True
            delete_milestones(self._database, ids)

    def change_set(self, change_set: ChangeSet, now: int, undoes: int | None = None) -> int:
        """Store a change set with its changes, and what it takes to undo it; return its id.

        Args:
            change_set: At most one in each transaction, and its last write.
            now: Epoch milliseconds.
            undoes: The id of the change set that it undoes, if it is an undo.
        """
        ident = self._inserted(
            ChangeSetRow.insert(
                project=self._project.id,
                number=self._project.number,
                actor=change_set.actor,
                origin=change_set.origin,
                label=change_set.label,
                at=now,
                undoes=undoes,
            )
        )
        self._changes(ident, change_set.changes)
        self._befores.keep(ident)
        return ident

    def halves(self, one: int, other: int) -> None:
        """Note that one gesture made two change sets, in two projects."""
        for ident, half in ((one, other), (other, one)):
            query = ChangeSetRow.update({ChangeSetRow.other_half: half})
            self._execute(query.where(ChangeSetRow.id == ident))

    def undone(self, flips: Mapping[int, int | None]) -> None:
        """Note by which change set some others are undone now; None for those that count again."""
        for ident, by in flips.items():
            query = ChangeSetRow.update({ChangeSetRow.undone_by: by})
            self._execute(query.where(ChangeSetRow.id == ident))

    def _changes(self, change_set_id: int, changes: Sequence[Change]) -> None:
        columns = (
            ChangeRow.change_set,
            ChangeRow.milestone_id,
            ChangeRow.kind,
            ChangeRow.reason,
            ChangeRow.score,
            ChangeRow.before,
            ChangeRow.after,
        )
        rows = [
            (
                change_set_id,
                one.milestone_id,
                one.kind,
                one.reason,
                one.score,
                dump(one.before),
                dump(one.after),
            )
            for one in changes
        ]
        self._execute_many(_insert(ChangeRow, columns), rows)

    def _inserted(self, query: peewee.Insert) -> int:
        """Run an insert of one row; return the row's id."""
        if not self._database.returning_clause:
            return self._execute(query).lastrowid
        return self._execute(query.returning(query.table.id)).fetchone()[0]

    def _execute(self, query: peewee.Query) -> Any:
        self.wrote = True
        return self._database.execute(query)

    def _execute_many(self, query: peewee.Query, rows: Sequence[tuple[Any, ...]]) -> None:
        """Run one query, compiled once, with the values of each row in place of its own."""
        if rows:
            self.wrote = True
            sql, _ = self._database.get_sql_context().sql(query).query()
            self._database.cursor().executemany(sql, rows)


Write = Callable[[Snapshot, Writing], Result]
"""Gets what is stored at that moment, and what to write with."""

Side = tuple[Snapshot, Writing]
"""One of several projects that are written together."""

WriteSides = Callable[[Sequence[Side]], Result]
"""Gets the sides in the order in which their projects were named."""


def _insert(table: type[peewee.Model], columns: Sequence[peewee.Field]) -> Any:
    """Make an insert whose values stand in the order of the columns."""
    return table.insert_many([(0,) * len(columns)], fields=columns)
