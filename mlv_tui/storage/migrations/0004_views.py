"""Saved views."""

from peewee import (
    AutoField,
    Database,
    ForeignKeyField,
    Index,
    IntegerField,
    Model,
    TextField,
)
from playhouse.migrate import SchemaMigrator


def up(_migrator: SchemaMigrator, db: Database) -> None:
    """Make their table: a name, and a slot, is one view's of a project."""

    class Project(Model):
        id = AutoField()

        class Meta:
            table_name = "project"

    class View(Model):
        id = AutoField()
        project = ForeignKeyField(Project, on_delete="CASCADE", index=False)
        key = TextField()
        name = TextField()
        slot = IntegerField(null=True)
        query = TextField()
        grouping = TextField()
        sorting = TextField()
        fold = IntegerField(null=True)

        class Meta:
            table_name = "view"

    db.bind([Project, View])
    db.create_tables([View])
    for index in (
        Index("view_key", "view", [View.project, View.key], unique=True),
        Index("view_slot", "view", [View.project, View.slot], unique=True),
    ):
        db.execute(index)
