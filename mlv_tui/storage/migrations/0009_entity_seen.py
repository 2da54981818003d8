"""When an entity that milestones point at was seen last, and what it was called then."""

from peewee import AutoField, BigIntegerField, Database, ForeignKeyField, Index, Model, TextField
from playhouse.migrate import SchemaMigrator


def up(_migrator: SchemaMigrator, db: Database) -> None:
    """Make the table: nothing else of an entity is ever kept."""

    class Project(Model):
        id = AutoField()

        class Meta:
            table_name = "project"

    class EntitySeen(Model):
        id = AutoField()
        project = ForeignKeyField(Project, on_delete="CASCADE", index=False)
        kind = TextField()
        entity = TextField()
        label = TextField()
        seen_at = BigIntegerField()

        class Meta:
            table_name = "entity_seen"

    db.bind([Project, EntitySeen])
    db.create_tables([EntitySeen])
    columns = [EntitySeen.project, EntitySeen.kind, EntitySeen.entity]
    db.execute(Index("entity_seen_entity", "entity_seen", columns, unique=True))
