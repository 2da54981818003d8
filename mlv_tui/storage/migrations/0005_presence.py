"""Who looks at which project just now."""

from peewee import AutoField, BigIntegerField, Database, ForeignKeyField, Index, Model, TextField
from playhouse.migrate import SchemaMigrator


def up(_migrator: SchemaMigrator, db: Database) -> None:
    """Make the table of sessions."""

    class Project(Model):
        id = AutoField()

        class Meta:
            table_name = "project"

    class Presence(Model):
        id = TextField(primary_key=True)
        project = ForeignKeyField(Project, on_delete="CASCADE", index=False)
        actor = TextField()
        place = TextField()
        at = BigIntegerField()

        class Meta:
            table_name = "presence"

    db.bind([Project, Presence])
    db.create_tables([Presence])
    db.execute(Index("presence_project", "presence", [Presence.project]))
