"""Milestones deleted for good, and how the sessions that know them find out."""

from __future__ import annotations

from collections.abc import Collection

import peewee

from mlv_tui.domain.milestone import Milestone
from mlv_tui.storage.tables import MilestoneRow


def delete_milestones(database: peewee.Database, ids: Collection[int]) -> None:
    """Delete milestones with their texts; their history and their ids stay taken."""
    query = MilestoneRow.delete().where(MilestoneRow.id == 0)
    sql, _ = database.get_sql_context().sql(query).query()
    database.cursor().executemany(sql, [(ident,) for ident in ids])


def without_deleted(
    database: peewee.Database, project_id: int, known: dict[int, Milestone]
) -> dict[int, Milestone]:
    """Drop what was deleted since it was read.

    Args:
        database: An open one.
        project_id: Whose milestones these are.
        known: At least all that are stored.
    """
    stored = MilestoneRow.select().where(MilestoneRow.project == project_id)
    if (
        len(known)
        == database.execute(stored.select(peewee.fn.COUNT(MilestoneRow.id))).fetchone()[0]
    ):
        return known
    left = {row[0] for row in database.execute(stored.select(MilestoneRow.id)).fetchall()}
    return {ident: one for ident, one in known.items() if ident in left}
