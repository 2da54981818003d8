"""How alike two headings are, as exact on a server as in a file."""

from peewee import Database, PostgresqlDatabase
from playhouse.migrate import SchemaMigrator


def up(_migrator: SchemaMigrator, db: Database) -> None:
    """Widen the one column that a server kept with seven digits."""
    if isinstance(db, PostgresqlDatabase):
        db.execute_sql("ALTER TABLE change ALTER COLUMN score TYPE double precision")
