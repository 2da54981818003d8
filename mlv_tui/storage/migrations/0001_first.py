"""Projects, roots, plans, milestones, their texts, change sets and changes."""

from peewee import (
    SQL,
    AutoField,
    BigIntegerField,
    BooleanField,
    Database,
    ForeignKeyField,
    Index,
    IntegerField,
    Model,
    TextField,
)
from playhouse.migrate import SchemaMigrator


def up(_migrator: SchemaMigrator, db: Database) -> None:
    """Make the first tables and name every index: unnamed ones take the class's name."""

    class Project(Model):
        id = AutoField()
        slug = TextField()
        name = TextField()
        number = IntegerField(default=0)
        created_at = BigIntegerField()

        class Meta:
            table_name = "project"

    class Root(Model):
        id = AutoField()
        project = ForeignKeyField(Project, on_delete="CASCADE", index=False)
        folder = TextField()
        only = TextField()

        class Meta:
            table_name = "root"

    class Plan(Model):
        id = AutoField()
        project = ForeignKeyField(Project, on_delete="CASCADE", index=False)
        root = ForeignKeyField(Root, on_delete="CASCADE", index=False)
        file = TextField()
        path = TextField()
        digest = TextField(default="")
        error = TextField(default="")
        hint = TextField(default="")
        error_line = IntegerField(null=True)
        is_gone = BooleanField(default=False)
        ids = TextField(default="[]")
        lines = TextField(default="[]")
        read_at = BigIntegerField()

        class Meta:
            table_name = "plan"

    class Milestone(Model):
        id = IntegerField(primary_key=True)
        project = ForeignKeyField(Project, on_delete="CASCADE", index=False)
        plan = ForeignKeyField(Plan, null=True, index=False)
        level = IntegerField()
        slug = TextField()
        occurrence = IntegerField()
        says = TextField()
        body_digest = TextField()
        mine = TextField()
        notes = TextField()
        prompt_starters = IntegerField()
        detached_at = BigIntegerField(null=True)
        archived_at = BigIntegerField(null=True)
        version = IntegerField()
        changed_in = IntegerField()
        created_at = BigIntegerField()
        updated_at = BigIntegerField()

        class Meta:
            table_name = "milestone"

    class Text(Model):
        milestone = ForeignKeyField(Milestone, primary_key=True, on_delete="CASCADE", index=False)
        body = TextField()
        prompt_starters = TextField()

        class Meta:
            table_name = "milestone_text"

    class ChangeSet(Model):
        id = AutoField()
        project = ForeignKeyField(Project, on_delete="CASCADE", index=False)
        number = IntegerField()
        actor = TextField()
        origin = TextField()
        label = TextField()
        at = BigIntegerField()

        class Meta:
            table_name = "change_set"

    class Change(Model):
        id = AutoField()
        change_set = ForeignKeyField(ChangeSet, on_delete="CASCADE", index=False)
        milestone_id = IntegerField()
        kind = TextField()
        reason = TextField()
        before = TextField()
        after = TextField()

        class Meta:
            table_name = "change"

    class Counter(Model):
        name = TextField(primary_key=True)
        value = IntegerField()

        class Meta:
            table_name = "counter"

    tables = [Project, Root, Plan, Milestone, Text, ChangeSet, Change, Counter]
    db.bind(tables)
    db.create_tables(tables)
    attached = SQL("detached_at IS NULL")
    source_key = [Milestone.plan, Milestone.slug, Milestone.occurrence]
    for index in (
        Index("project_slug", "project", [Project.slug], unique=True),
        Index("root_path", "root", [Root.project, Root.folder, Root.only], unique=True),
        Index("plan_path", "plan", [Plan.project, Plan.path], unique=True),
        Index("milestone_source_key", "milestone", source_key, unique=True, where=attached),
        Index("milestone_changed_in", "milestone", [Milestone.project, Milestone.changed_in]),
        Index(
            "change_set_number", "change_set", [ChangeSet.project, ChangeSet.number], unique=True
        ),
        Index("change_change_set", "change", [Change.change_set]),
        Index("change_milestone", "change", [Change.milestone_id]),
    ):
        db.execute(index)
    db.execute(Counter.insert(name="milestone", value=0))
