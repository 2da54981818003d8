"""Reading the long texts of milestones."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, Final

import peewee

from mlv_tui.domain.text import Text
from mlv_tui.storage.engine import Engine
from mlv_tui.storage.rows import TEXT_COLUMNS, text_of
from mlv_tui.storage.tables import MilestoneRow, MilestoneTextRow

_FEW: Final = 10_000
"""Values that one query takes on any engine; for more ids, all rows are looked through."""


class Texts:
    """The long texts in one database."""

    def __init__(self, engine: Engine) -> None:
        """Read from this open database."""
        self._engine = engine

    def of(self, milestone_id: int) -> Text:
        """Return a milestone's long texts, empty ones if it has none."""
        query = MilestoneTextRow.select(MilestoneTextRow.body, MilestoneTextRow.prompt_starters)
        rows = self._fetch(query.where(MilestoneTextRow.milestone == milestone_id))
        return text_of(rows[0]) if rows else Text("")

    def with_prompts(self, project_id: int) -> dict[int, Text]:
        """Return, by milestone id, the long texts of all that have prompt starters."""
        query = (
            MilestoneTextRow.select(*TEXT_COLUMNS)
            .join(MilestoneRow)
            .where((MilestoneRow.project == project_id) & (MilestoneRow.prompt_starters > 0))
        )
        return {row[0]: text_of(row[1:]) for row in self._fetch(query)}

    def of_all(self, ids: Collection[int]) -> dict[int, Text]:
        """Return, by milestone id, the long texts of these milestones."""
        query = MilestoneTextRow.select(*TEXT_COLUMNS)
        if len(ids) <= _FEW:
            query = query.where(MilestoneTextRow.milestone.in_(ids))
        wanted = set(ids)
        return {row[0]: text_of(row[1:]) for row in self._fetch(query) if row[0] in wanted}

    def _fetch(self, query: peewee.Query) -> list[tuple[Any, ...]]:
        with self._engine.translated():
            return self._engine.database.execute(query).fetchall()
