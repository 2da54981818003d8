"""What stands of each entity's milestones, kept with every write for programs that speak SQL."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import peewee

from mlv_tui.domain.entities import EntityRef
from mlv_tui.domain.entity_states import EntityState, NextStep, entity_states
from mlv_tui.domain.forest import Progress
from mlv_tui.domain.project import Snapshot
from mlv_tui.storage.engine import Engine
from mlv_tui.storage.tables import EntityStateRow

_VIEW: Final = (
    "SELECT kind, id, open, active, blocked, done, next_id, next_title, updated"
    " FROM milestone_state ORDER BY kind, id"
)
_COLUMNS: Final = (
    EntityStateRow.kind,
    EntityStateRow.entity,
    EntityStateRow.open,
    EntityStateRow.active,
    EntityStateRow.blocked,
    EntityStateRow.done,
    EntityStateRow.next_id,
    EntityStateRow.next_title,
    EntityStateRow.updated_at,
)
"""Those of the view, in its order."""

Row = tuple[Any, ...]


class EntityStateRows:
    """The states of the entities that milestones in one database are linked to."""

    def __init__(self, engine: Engine) -> None:
        """Read and write them in this open database."""
        self._engine = engine
        self._database = engine.database

    def all(self) -> tuple[EntityState, ...]:
        """Return those of all projects that aren't put away, as the view `milestone_state` does."""
        with self._engine.translated():
            rows = self._database.execute_sql(_VIEW).fetchall()
        return _sorted(rows)

    def of(self, project_id: int) -> tuple[EntityState, ...]:
        """Return those of one project, put away or not."""
        with self._engine.translated():
            return _sorted(self._rows(project_id).values())

    def follow(self, snapshot: Snapshot) -> None:
        """Bring a project's up to date, in the transaction that wrote to it.

        Args:
            snapshot: What is stored of it now.
        """
        project_id = snapshot.project.id
        stored = self._rows(project_id)
        wanted = {row[:2]: row for row in map(_row, entity_states(snapshot.forest()).values())}
        for key in stored.keys() - wanted.keys():
            self._database.execute(EntityStateRow.delete().where(_is(project_id, key)))
        for key, row in wanted.items():
            self._store(project_id, row, stored.get(key))

    def _store(self, project_id: int, row: Row, stored: Row | None) -> None:
        values: dict[Any, Any] = dict(zip(_COLUMNS, row, strict=True))
        if stored is None:
            query: peewee.Query = EntityStateRow.insert(
                {EntityStateRow.project: project_id, **values}
            )
        elif stored != row:
            query = EntityStateRow.update(values).where(_is(project_id, row[:2]))
        else:
            return
        self._database.execute(query)

    def _rows(self, project_id: int) -> dict[Row, Row]:
        """Return a project's rows by kind and entity."""
        query = EntityStateRow.select(*_COLUMNS).where(EntityStateRow.project == project_id)
        return {row[:2]: tuple(row) for row in self._database.execute(query).fetchall()}


def _is(project_id: int, key: Sequence[Any]) -> Any:
    return (
        (EntityStateRow.project == project_id)
        & (EntityStateRow.kind == key[0])
        & (EntityStateRow.entity == key[1])
    )


def _row(state: EntityState) -> Row:
    counts, step = state.progress, state.next
    return (
        state.ref.kind,
        state.ref.id,
        counts.open,
        counts.active,
        counts.blocked,
        counts.done,
        step and step.id,
        step and step.title,
        state.updated_at,
    )


def _sorted(rows: Any) -> tuple[EntityState, ...]:
    """Make states of rows; sorted here, as each kind of database has its own order of letters."""
    states = (
        EntityState(
            EntityRef(kind, ident),
            Progress(*counts),
            None if step is None else NextStep(step, title),
            updated,
        )
        for kind, ident, *counts, step, title, updated in rows
    )
    return tuple(sorted(states, key=lambda one: one.ref))
