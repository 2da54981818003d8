"""What it takes to undo: plans and texts as they were, which change set undid which."""

from peewee import (
    AutoField,
    Database,
    FloatField,
    ForeignKeyField,
    Index,
    IntegerField,
    Model,
    TextField,
)
from playhouse.migrate import SchemaMigrator


def up(migrator: SchemaMigrator, db: Database) -> None:
    """Add the columns and the two tables."""
    migrator.migrate(
        migrator.add_column("plan", "hold", TextField(default="")),
        migrator.add_column("milestone", "explicit_id", TextField(default="")),
        migrator.add_column("change", "score", FloatField(default=1.0)),
        migrator.add_column("change_set", "undoes", IntegerField(null=True)),
        migrator.add_column("change_set", "undone_by", IntegerField(null=True)),
    )

    class Plan(Model):
        id = AutoField()

        class Meta:
            table_name = "plan"

    class ChangeSet(Model):
        id = AutoField()

        class Meta:
            table_name = "change_set"

    class PlanBefore(Model):
        id = AutoField()
        change_set = ForeignKeyField(ChangeSet, on_delete="CASCADE", index=False)
        plan = ForeignKeyField(Plan, on_delete="CASCADE", index=False)
        state = TextField()

        class Meta:
            table_name = "plan_before"

    class TextBefore(Model):
        id = AutoField()
        change_set = ForeignKeyField(ChangeSet, on_delete="CASCADE", index=False)
        milestone_id = IntegerField()
        body = TextField()
        prompt_starters = TextField()

        class Meta:
            table_name = "text_before"

    tables = [PlanBefore, TextBefore]
    db.bind([Plan, ChangeSet, *tables])
    db.create_tables(tables)
    for index in (
        Index("plan_before_change_set", "plan_before", [PlanBefore.change_set]),
        Index("text_before_change_set", "text_before", [TextBefore.change_set]),
    ):
        db.execute(index)
