"""The rules by which a project's labels point at execution units."""

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


def up(migrator: SchemaMigrator, db: Database) -> None:
    """Make their table, and note in a project whether the built-in ones were turned off."""
    migrator.migrate(
        migrator.add_column("project", "built_in_rules_off_at", BigIntegerField(null=True))
    )

    class Project(Model):
        id = AutoField()

        class Meta:
            table_name = "project"

    class AnchorRule(Model):
        id = AutoField()
        project = ForeignKeyField(Project, on_delete="CASCADE", index=False)
        position = IntegerField()
        pattern = TextField()
        kind = TextField()
        gates = TextField()
        module = TextField()

        class Meta:
            table_name = "anchor_rule"

    db.bind([Project, AnchorRule])
    db.create_tables([AnchorRule])
    columns = [AnchorRule.project, AnchorRule.position]
    db.execute(Index("anchor_rule_position", "anchor_rule", columns, unique=True))
