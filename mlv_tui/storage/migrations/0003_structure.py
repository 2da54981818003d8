"""What people put in place by hand: places, waits, removals, projects and roots put away."""

from peewee import BigIntegerField, Database, IntegerField, TextField
from playhouse.migrate import SchemaMigrator


def up(migrator: SchemaMigrator, _db: Database) -> None:
    """Add the columns."""
    migrator.migrate(
        migrator.add_column("milestone", "placed", TextField(default="")),
        migrator.add_column("milestone", "waits_for", TextField(default="[]")),
        migrator.add_column("milestone", "removed_at", BigIntegerField(null=True)),
        migrator.add_column("project", "archived_at", BigIntegerField(null=True)),
        migrator.add_column("root", "removed_at", BigIntegerField(null=True)),
        migrator.add_column("change_set", "other_half", IntegerField(null=True)),
    )
