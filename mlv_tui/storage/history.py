"""Reading the change sets of the past: what changed, and what it takes to undo it."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping
from typing import Any, Final

import peewee

from mlv_tui.domain.change_set import GESTURES, Change, ChangeKind, Origin, Recorded
from mlv_tui.domain.project import Plan
from mlv_tui.domain.text import Text
from mlv_tui.storage.engine import Engine
from mlv_tui.storage.plan_rows import plan_as_before, was_read_before
from mlv_tui.storage.rows import text_of
from mlv_tui.storage.tables import ChangeRow, ChangeSetRow, PlanBeforeRow, TextBeforeRow

_RECORDED: Final = (
    ChangeSetRow.id,
    ChangeSetRow.number,
    ChangeSetRow.at,
    ChangeSetRow.actor,
    ChangeSetRow.origin,
    ChangeSetRow.label,
    ChangeSetRow.undoes,
    ChangeSetRow.undone_by,
    ChangeSetRow.other_half,
)
_CHANGE: Final = (
    ChangeRow.milestone_id,
    ChangeRow.kind,
    ChangeRow.before,
    ChangeRow.after,
    ChangeRow.reason,
    ChangeRow.score,
)
_IS_IN_FORCE: Final = ChangeSetRow.undone_by.is_null()


class ChangeSets:
    """The change sets in one database."""

    def __init__(self, engine: Engine) -> None:
        """Read from this open database."""
        self._engine = engine

    def activity(self, project_id: int, count: int, before: int | None) -> tuple[Recorded, ...]:
        """Return a project's change sets, the newest first; only ids below `before`, if given."""
        query = ChangeSetRow.select(*_RECORDED).where(ChangeSetRow.project == project_id)
        if before is not None:
            query = query.where(ChangeSetRow.id < before)
        return self._recorded(query.order_by(ChangeSetRow.number.desc()).limit(count))

    def project_of(self, change_set_id: int) -> int | None:
        """Return the id of the project a change set is of, None if there is no such."""
        query = ChangeSetRow.select(ChangeSetRow.project)
        rows = self._fetch(query.where(ChangeSetRow.id == change_set_id))
        return rows[0][0] if rows else None

    def one(self, change_set_id: int) -> Recorded:
        """Return a change set that there is."""
        query = ChangeSetRow.select(*_RECORDED).where(ChangeSetRow.id == change_set_id)
        return self._recorded(query)[0]

    def changes(self, change_set_id: int) -> tuple[Change, ...]:
        """Return what a change set changed, in the order written."""
        query = ChangeRow.select(*_CHANGE).where(ChangeRow.change_set == change_set_id)
        return tuple(_change(row) for row in self._fetch(query.order_by(ChangeRow.id)))

    def of(self, milestone_id: int) -> tuple[tuple[Recorded, Change], ...]:
        """Return what happened to a milestone, the last first."""
        query = (
            ChangeRow.select(ChangeRow.change_set, *_CHANGE)
            .where(ChangeRow.milestone_id == milestone_id)
            .order_by(ChangeRow.change_set.desc())
        )
        rows = self._fetch(query)
        told = {one.id: one for one in self._told([row[0] for row in rows])}
        return tuple((told[row[0]], _change(row[1:])) for row in rows)

    def _told(self, ids: Collection[int]) -> Iterable[Recorded]:
        for some in peewee.chunked(ids, 500):
            query = ChangeSetRow.select(*_RECORDED).where(ChangeSetRow.id.in_(some))
            yield from self._recorded(query)

    def last_gesture(self, project_id: int, actor: str, *, in_force: bool) -> int | None:
        """Return the id of somebody's last gesture, no ingest and no undo; None if there is none.

        Args:
            project_id: The project's.
            actor: Who.
            in_force: Whether it must not be undone.
        """
        query = ChangeSetRow.select(ChangeSetRow.id).where(
            (ChangeSetRow.project == project_id)
            & (ChangeSetRow.actor == actor)
            & ChangeSetRow.origin.in_(GESTURES)
        )
        query = query.where(_IS_IN_FORCE) if in_force else query
        rows = self._fetch(query.order_by(ChangeSetRow.number.desc()).limit(1))
        return rows[0][0] if rows else None

    def undos(self, project_id: int, actor: str, since: int) -> tuple[tuple[int, int], ...]:
        """Return somebody's undos (and redos) in force after a change set, the newest first.

        Returns:
            The id of each, with that of the change set it undoes.
        """
        query = ChangeSetRow.select(ChangeSetRow.id, ChangeSetRow.undoes).where(
            (ChangeSetRow.project == project_id)
            & (ChangeSetRow.actor == actor)
            & (ChangeSetRow.id > since)
            & ChangeSetRow.undoes.is_null(is_null=False)
            & _IS_IN_FORCE
        )
        return tuple(self._fetch(query.order_by(ChangeSetRow.number.desc())))

    def undoes(self, project_id: int) -> dict[int, int]:
        """Return, by the id of each undo (and redo) in a project, what it undoes."""
        query = ChangeSetRow.select(ChangeSetRow.id, ChangeSetRow.undoes).where(
            (ChangeSetRow.project == project_id) & ChangeSetRow.undoes.is_null(is_null=False)
        )
        return dict(self._fetch(query))

    def undone_in_turn(self, change_set_id: int) -> tuple[int, ...]:
        """Return a change set, the one that it undoes, the one that this undoes, and so on."""
        chain = [change_set_id]
        while True:
            query = ChangeSetRow.select(ChangeSetRow.undoes)
            rows = self._fetch(query.where(ChangeSetRow.id == chain[-1]))
            if not rows or rows[0][0] is None:
                return tuple(chain)
            chain.append(rows[0][0])

    def plans_before(self, change_set_id: int, plans: Iterable[Plan]) -> dict[int, Plan]:
        """Return, by id, those of some plans that a change set wrote, as they were before it."""
        query = PlanBeforeRow.select(PlanBeforeRow.plan, PlanBeforeRow.state)
        rows = dict(self._fetch(query.where(PlanBeforeRow.change_set == change_set_id)))
        return {one.id: plan_as_before(one, rows[one.id]) for one in plans if one.id in rows}

    def digests_of(self, plan_ids: Iterable[int]) -> dict[int, set[str]]:
        """Return, by plan, the digests it had before, "" where it was gone.

        What it had only through a reading that somebody undid isn't among them.
        """
        found: dict[int, set[str]] = {}
        for some in peewee.chunked(plan_ids, 500):
            query = PlanBeforeRow.select(PlanBeforeRow.plan, PlanBeforeRow.state)
            query = query.join(ChangeSetRow).where(ChangeSetRow.undoes.is_null())
            for ident, state in self._fetch(query.where(PlanBeforeRow.plan.in_(some))):
                found.setdefault(ident, set()).update(was_read_before(state))
        return found

    def texts_before(self, change_set_id: int) -> dict[int, Text]:
        """Return, by milestone id, the texts that a change set overwrote."""
        query = TextBeforeRow.select(
            TextBeforeRow.milestone_id, TextBeforeRow.body, TextBeforeRow.prompt_starters
        )
        rows = self._fetch(query.where(TextBeforeRow.change_set == change_set_id))
        return {row[0]: text_of(row[1:]) for row in rows}

    def wrote_since(self, target: int, plans: Iterable[int]) -> tuple[int, int] | None:
        """Find what was done to some plans since, and isn't undone.

        What was done and undone since counts as not done.

        Returns:
            The last such change set's id and the plan's, or None.
        """
        wanted = set(plans)
        query = (
            PlanBeforeRow.select(PlanBeforeRow.change_set, PlanBeforeRow.plan)
            .join(ChangeSetRow)
            .where(
                (PlanBeforeRow.change_set > target)
                & _IS_IN_FORCE
                & (ChangeSetRow.undoes.is_null() | (ChangeSetRow.undoes < target))
            )
            .order_by(PlanBeforeRow.change_set.desc(), PlanBeforeRow.id)
        )
        return next(((row[0], row[1]) for row in self._fetch(query) if row[1] in wanted), None)

    def changed_since(self, target: int, milestone_id: int, names: Collection[str]) -> int | None:
        """Return the last change set after another that changed one of a milestone's values."""
        query = (
            ChangeRow.select(ChangeRow.change_set, ChangeRow.after)
            .where((ChangeRow.milestone_id == milestone_id) & (ChangeRow.change_set > target))
            .order_by(ChangeRow.change_set.desc())
        )
        rows = self._fetch(query)
        return next(
            (row[0] for row in rows if not json.loads(row[1]).keys().isdisjoint(names)), None
        )

    def who_changed(self, project_id: int, since: int) -> dict[int, str]:
        """Return who changed milestones last, by id, in numbers above one; readings aside."""
        query = (
            ChangeRow.select(ChangeRow.milestone_id, ChangeSetRow.actor)
            .join(ChangeSetRow)
            .where(
                (ChangeSetRow.project == project_id)
                & (ChangeSetRow.number > since)
                & (ChangeSetRow.origin != Origin.INGEST)
            )
            .order_by(ChangeRow.id)
        )
        return dict(self._fetch(query))

    def _recorded(self, query: peewee.Query) -> tuple[Recorded, ...]:
        rows = self._fetch(query)
        counts: dict[int, dict[ChangeKind, int]] = {row[0]: {} for row in rows}
        for ident, kind, number in self._counts(counts):
            counts[ident][ChangeKind(kind)] = number
        return tuple(_recorded(row, counts[row[0]]) for row in rows)

    def _counts(self, ids: Collection[int]) -> Iterable[tuple[int, str, int]]:
        for some in peewee.chunked(ids, 500):
            query = (
                ChangeRow.select(
                    ChangeRow.change_set, ChangeRow.kind, peewee.fn.COUNT(ChangeRow.id)
                )
                .where(ChangeRow.change_set.in_(some))
                .group_by(ChangeRow.change_set, ChangeRow.kind)
                .order_by(ChangeRow.change_set, peewee.fn.MIN(ChangeRow.id))
            )
            yield from self._fetch(query)

    def _fetch(self, query: peewee.Query) -> list[tuple[Any, ...]]:
        with self._engine.translated():
            return self._engine.database.execute(query).fetchall()


def _recorded(row: tuple[Any, ...], counts: Mapping[ChangeKind, int]) -> Recorded:
    ident, number, at, actor, origin, label, *others = row
    return Recorded(ident, number, at, actor, Origin(origin), label, counts, *others)


def _change(row: tuple[Any, ...]) -> Change:
    ident, kind, before, after, reason, score = row
    return Change(ident, ChangeKind(kind), json.loads(before), json.loads(after), reason, score)
