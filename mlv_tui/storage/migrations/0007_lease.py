"""Whose turn it is to read a project's plans for all sessions of a host."""

from peewee import AutoField, BigIntegerField, Database, ForeignKeyField, Index, Model, TextField
from playhouse.migrate import SchemaMigrator


def up(_migrator: SchemaMigrator, db: Database) -> None:
    """Make the table: a project has one lease in each place."""

    class Project(Model):
        id = AutoField()

        class Meta:
            table_name = "project"

    class Lease(Model):
        id = AutoField()
        project = ForeignKeyField(Project, on_delete="CASCADE", index=False)
        place = TextField()
        holder = TextField()
        at = BigIntegerField()

        class Meta:
            table_name = "lease"

    db.bind([Project, Lease])
    db.create_tables([Lease])
    db.execute(Index("lease_place", "lease", [Lease.project, Lease.place], unique=True))
