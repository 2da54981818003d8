"""The tables in which sessions tell each other who is there, and whose turn it is."""

from __future__ import annotations

from peewee import AutoField, BigIntegerField, ForeignKeyField, TextField

from mlv_tui.storage.table import ProjectRow, Table


class PresenceRow(Table):
    """A session that shows a project; it says so again and again, and is gone when it doesn't."""

    id = TextField(primary_key=True)
    project = ForeignKeyField(ProjectRow, on_delete="CASCADE")
    actor = TextField()
    place = TextField()
    at = BigIntegerField()


class LeaseRow(Table):
    """Whose turn it is to read a project's plans in one place, for all sessions there."""

    id = AutoField()
    project = ForeignKeyField(ProjectRow, on_delete="CASCADE")
    place = TextField()
    holder = TextField()
    at = BigIntegerField()
