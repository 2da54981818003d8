"""What is news to other sessions: what people and plans changed, and who came or went."""

from __future__ import annotations

from typing import Final

import peewee

_MARKS: Final = (
    "SELECT COUNT(*), SUM(number) FROM project",
    "SELECT MAX(id) FROM change_set",
    "SELECT id, project_id FROM presence ORDER BY id",
    "SELECT * FROM view ORDER BY id",
)
"""What is small and changes with any news; whatever else is written counts a project's number."""


def news_mark(database: peewee.Database) -> object:
    """Return something else after each write that is news.

    That a session is still there is none, nor whose turn it is to read plans: with many sessions
    one of them says so every second.
    """
    return [database.execute_sql(query).fetchall() for query in _MARKS]
