"""What all tables share, with the one that most of them point at."""

from __future__ import annotations

import re

from peewee import AutoField, BigIntegerField, IntegerField, Model, TextField


def _table_name(table: type[Model]) -> str:
    """Part the words of the class by underscores."""
    return re.sub("(?<=[a-z])(?=[A-Z])", "_", table.__name__.removesuffix("Row")).lower()


class Table(Model):
    """What all tables share: they name columns, and leave indexes to the migrations.

    They are bound to no database; a store executes their queries on its own. A table is called
    like its class, without `Row`.
    """

    class Meta:
        """What they share."""

        table_function = _table_name


class ProjectRow(Table):
    """A named scope; `number` counts its writes and serialises its writers."""

    id = AutoField()
    slug = TextField()
    name = TextField()
    number = IntegerField(default=0)
    created_at = BigIntegerField()
    archived_at = BigIntegerField(null=True)
    built_in_rules_off_at = BigIntegerField(null=True)
