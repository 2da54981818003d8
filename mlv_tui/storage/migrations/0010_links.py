"""Links by hand, and what stands of each entity's milestones, for any program that speaks SQL."""

from peewee import (
    AutoField,
    BigIntegerField,
    Database,
    ForeignKeyField,
    Index,
    IntegerField,
    Model,
    TextField,
)
from playhouse.migrate import SchemaMigrator

_VIEW = """
CREATE VIEW milestone_state AS
SELECT
    one.kind AS kind,
    one.entity AS id,
    CAST(SUM(one.open) AS INTEGER) AS open,
    CAST(SUM(one.active) AS INTEGER) AS active,
    CAST(SUM(one.blocked) AS INTEGER) AS blocked,
    CAST(SUM(one.done) AS INTEGER) AS done,
    MIN(following.next_id) AS next_id,
    MIN(following.next_title) AS next_title,
    MAX(one.updated_at) AS updated
FROM entity_state one
JOIN project ON project.id = one.project_id AND project.archived_at IS NULL
LEFT JOIN entity_state following ON following.id = (
    SELECT other.id
    FROM entity_state other
    JOIN project owner ON owner.id = other.project_id AND owner.archived_at IS NULL
    WHERE other.kind = one.kind AND other.entity = one.entity AND other.next_id IS NOT NULL
    ORDER BY other.project_id LIMIT 1
)
GROUP BY one.kind, one.entity
"""


def up(migrator: SchemaMigrator, db: Database) -> None:
    """Add the column, the table that is kept with every write, and the view over it."""
    migrator.migrate(migrator.add_column("milestone", "links_by_hand", TextField(default="[]")))

    class Project(Model):
        id = AutoField()

        class Meta:
            table_name = "project"

    class EntityState(Model):
        id = AutoField()
        project = ForeignKeyField(Project, on_delete="CASCADE", index=False)
        kind = TextField()
        entity = TextField()
        open = IntegerField()
        active = IntegerField()
        blocked = IntegerField()
        done = IntegerField()
        next_id = IntegerField(null=True)
        next_title = TextField(null=True)
        updated_at = BigIntegerField()

        class Meta:
            table_name = "entity_state"

    db.bind([Project, EntityState])
    db.create_tables([EntityState])
    for index in (
        Index(
            "entity_state_project",
            "entity_state",
            [EntityState.project, EntityState.kind, EntityState.entity],
            unique=True,
        ),
        Index("entity_state_entity", "entity_state", [EntityState.kind, EntityState.entity]),
    ):
        db.execute(index)
    db.execute_sql(_VIEW)
