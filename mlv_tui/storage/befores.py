"""What a write finds and overwrites, kept so that its change set can be undone."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any, Final

import peewee

from mlv_tui.domain.forest import Layout
from mlv_tui.domain.plan_state import Hold, PlanState
from mlv_tui.domain.project import Plan, Snapshot
from mlv_tui.domain.text import Text
from mlv_tui.storage.plan_rows import plan_before
from mlv_tui.storage.rows import TEXT_COLUMNS, text_row
from mlv_tui.storage.tables import ChangeSetRow, MilestoneTextRow, PlanBeforeRow, TextBeforeRow

KEPT: Final = 100
"""Change sets of a project, the newest, whose plans and texts before are kept."""

_AT_ONCE: Final = 500
"""Rows in one query; every engine takes as many values."""


class Befores:
    """Plans and texts as one transaction finds them."""

    def __init__(self, database: peewee.Database, snapshot: Snapshot) -> None:
        """Note what is overwritten of this snapshot."""
        self._database = database
        self._project_id = snapshot.project.id
        self._stored = snapshot.milestones
        self._found = {plan.id: plan for plan in snapshot.plans}
        self._plans: dict[int, str] = {}
        self._texts: dict[int, tuple[Any, ...]] = {}

    def plan(self, plan: Plan) -> None:
        """Note what was known of a plan that is written; one that can't be read is as it was."""
        path = plan.state.path
        none = Plan(plan.id, plan.root_id, plan.file, PlanState(path, ""), Layout(path))
        found = self._found.get(plan.id, none)
        if plan.id not in self._plans and _is_other(found, plan):
            self._plans[plan.id] = plan_before(found)

    def texts(self, texts: Mapping[int, Text]) -> None:
        """Note the texts that are about to be overwritten by others."""
        wanted = [ident for ident in texts if ident in self._stored and ident not in self._texts]
        found = {row[0]: row for row in self._stored_texts(wanted)}
        for ident in wanted:
            before = found.get(ident, text_row(ident, Text("")))
            if before != text_row(ident, texts[ident]):
                self._texts[ident] = before

    def _stored_texts(self, ids: Collection[int]) -> Iterator[tuple[Any, ...]]:
        for some in peewee.chunked(ids, _AT_ONCE):
            query = MilestoneTextRow.select(*TEXT_COLUMNS).where(
                MilestoneTextRow.milestone.in_(some)
            )
            yield from self._database.execute(query).fetchall()

    def keep(self, change_set_id: int) -> None:
        """Keep what was found with its change set, and forget that of one long ago."""
        plans = [(change_set_id, ident, state) for ident, state in self._plans.items()]
        self._insert(
            (PlanBeforeRow.change_set, PlanBeforeRow.plan, PlanBeforeRow.state),
            plans,
        )
        columns = (
            TextBeforeRow.change_set,
            TextBeforeRow.milestone_id,
            TextBeforeRow.body,
            TextBeforeRow.prompt_starters,
        )
        self._insert(columns, [(change_set_id, *row) for row in self._texts.values()])
        self._prune()

    def _insert(self, columns: tuple[peewee.Field, ...], rows: list[tuple[Any, ...]]) -> None:
        table = columns[0].model
        for some in peewee.chunked(rows, _AT_ONCE):
            self._database.execute(table.insert_many(some, fields=columns))

    def _prune(self) -> None:
        """Forget that of the change set that is one too old now; the older ones were already."""
        newest = ChangeSetRow.select(ChangeSetRow.id).where(
            ChangeSetRow.project == self._project_id
        )
        query = newest.order_by(ChangeSetRow.number.desc()).limit(1).offset(KEPT)
        for (ident,) in self._database.execute(query).fetchall():
            for table in (PlanBeforeRow, TextBeforeRow):
                self._database.execute(table.delete().where(table.change_set == ident))


def _is_other(found: Plan, plan: Plan) -> bool:
    """Tell whether a plan was read, taken back or re-arranged, and not only had its trouble."""
    was, now = found.state, plan.state
    is_read = (was.digest, was.is_gone) != (now.digest, now.is_gone)
    return is_read or found.layout != plan.layout or Hold.UNDONE in (was.hold, now.hold)
