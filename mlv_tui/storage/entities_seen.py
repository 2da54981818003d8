"""The dated labels of entities, all that is kept of them: no change set, nothing to undo."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from mlv_tui.domain.entities import EntityRef
from mlv_tui.domain.freshness import Seen
from mlv_tui.storage.engine import Engine
from mlv_tui.storage.tables import EntitySeenRow


class EntitySeenRows:
    """When the entities of one database's projects were seen last."""

    def __init__(self, engine: Engine) -> None:
        """Read and write them in this open database."""
        self._database = engine.database
        self._engine = engine

    def of(self, project_id: int) -> dict[EntityRef, Seen]:
        """Return what was seen of the entities of a project."""
        row = EntitySeenRow
        query: Any = row.select(row.kind, row.entity, row.label, row.seen_at)
        with self._engine.translated():
            rows = self._database.execute(query.where(row.project == project_id)).fetchall()
        return {EntityRef(kind, ident): Seen(label, at) for kind, ident, label, at in rows}

    def keep(self, project_id: int, seen: Mapping[EntityRef, Seen]) -> None:
        """Store what was seen; what another session saw later stays."""

        def write(_transaction: object) -> None:
            for ref, one in sorted(seen.items()):
                self._database.execute(_upsert(project_id, ref, one))

        with self._engine.translated():
            self._engine.commit_quietly(write)


def _upsert(project_id: int, ref: EntityRef, seen: Seen) -> Any:
    row = EntitySeenRow
    values: dict[Any, Any] = {
        row.project: project_id,
        row.kind: ref.kind,
        row.entity: ref.id,
        row.label: seen.label,
        row.seen_at: seen.at,
    }
    return row.insert(values).on_conflict(
        conflict_target=[row.project, row.kind, row.entity],
        update={row.label: seen.label, row.seen_at: seen.at},
        where=row.seen_at < seen.at,
    )
