"""The tables. Their rows never leave this package."""

from __future__ import annotations

from peewee import (
    AutoField,
    BigIntegerField,
    BooleanField,
    DoubleField,
    ForeignKeyField,
    IntegerField,
    TextField,
)

from mlv_tui.storage.session_tables import LeaseRow, PresenceRow
from mlv_tui.storage.table import ProjectRow, Table


class RootRow(Table):
    """A folder (absolute), or only one file in it, that plans are read from."""

    id = AutoField()
    project = ForeignKeyField(ProjectRow, on_delete="CASCADE")
    folder = TextField()
    only = TextField()
    removed_at = BigIntegerField(null=True)


class PlanRow(Table):
    """A plan file: what was read of it, and where its milestones stand (`ids`, `lines`: JSON)."""

    id = AutoField()
    project = ForeignKeyField(ProjectRow, on_delete="CASCADE")
    root = ForeignKeyField(RootRow, on_delete="CASCADE")
    file = TextField()
    path = TextField()
    digest = TextField(default="")
    error = TextField(default="")
    hint = TextField(default="")
    error_line = IntegerField(null=True)
    is_gone = BooleanField(default=False)
    hold = TextField(default="")
    ids = TextField(default="[]")
    lines = TextField(default="[]")
    read_at = BigIntegerField()


class MilestoneRow(Table):
    """A milestone; `says` and `mine` are JSON objects by field name, times epoch milliseconds.

    `placed` is a JSON list (the one above, the sibling before, the project's number), or empty;
    `waits_for` one of ids, `links_by_hand` one of `kind:id`.
    """

    id = IntegerField(primary_key=True)
    project = ForeignKeyField(ProjectRow, on_delete="CASCADE")
    plan = ForeignKeyField(PlanRow, null=True)
    level = IntegerField()
    slug = TextField()
    occurrence = IntegerField()
    says = TextField()
    body_digest = TextField()
    mine = TextField()
    notes = TextField()
    prompt_starters = IntegerField()
    explicit_id = TextField(default="")
    detached_at = BigIntegerField(null=True)
    archived_at = BigIntegerField(null=True)
    placed = TextField(default="")
    waits_for = TextField(default="[]")
    links_by_hand = TextField(default="[]")
    removed_at = BigIntegerField(null=True)
    version = IntegerField()
    changed_in = IntegerField()
    created_at = BigIntegerField()
    updated_at = BigIntegerField()


class MilestoneTextRow(Table):
    """A milestone's long texts, kept apart so that a forest is read without them."""

    milestone = ForeignKeyField(MilestoneRow, primary_key=True, on_delete="CASCADE")
    body = TextField()
    prompt_starters = TextField()


class ChangeSetRow(Table):
    """One gesture or one ingest; `number` is the project's at that write.

    `other_half` is the change set that the same gesture made in another project.
    """

    id = AutoField()
    project = ForeignKeyField(ProjectRow, on_delete="CASCADE")
    number = IntegerField()
    actor = TextField()
    origin = TextField()
    label = TextField()
    at = BigIntegerField()
    undoes = IntegerField(null=True)
    undone_by = IntegerField(null=True)
    other_half = IntegerField(null=True)


class ChangeRow(Table):
    """What was and what is for one milestone (`before`, `after`: JSON objects).

    `milestone_id` is no foreign key: history outlives the milestone.
    """

    id = AutoField()
    change_set = ForeignKeyField(ChangeSetRow, on_delete="CASCADE")
    milestone_id = IntegerField()
    kind = TextField()
    reason = TextField()
    score = DoubleField(default=1.0)
    before = TextField()
    after = TextField()


class PlanBeforeRow(Table):
    """What a plan's row held before a change set wrote it (`state`: a JSON object by column)."""

    id = AutoField()
    change_set = ForeignKeyField(ChangeSetRow, on_delete="CASCADE")
    plan = ForeignKeyField(PlanRow, on_delete="CASCADE")
    state = TextField()


class TextBeforeRow(Table):
    """A milestone's long texts before a change set wrote them."""

    id = AutoField()
    change_set = ForeignKeyField(ChangeSetRow, on_delete="CASCADE")
    milestone_id = IntegerField()
    body = TextField()
    prompt_starters = TextField()


class ViewRow(Table):
    """A saved view; `key` is its name without what doesn't count in it."""

    id = AutoField()
    project = ForeignKeyField(ProjectRow, on_delete="CASCADE")
    key = TextField()
    name = TextField()
    slot = IntegerField(null=True)
    query = TextField()
    grouping = TextField()
    sorting = TextField()
    fold = IntegerField(null=True)


class AnchorRuleRow(Table):
    """A rule that gives labels an anchor; `position` counts a project's own from 1."""

    id = AutoField()
    project = ForeignKeyField(ProjectRow, on_delete="CASCADE")
    position = IntegerField()
    pattern = TextField()
    kind = TextField()
    gates = TextField()
    module = TextField()


class EntityStateRow(Table):
    """What stands of the milestones that a project links to an entity; see `milestone_state`."""

    id = AutoField()
    project = ForeignKeyField(ProjectRow, on_delete="CASCADE")
    kind = TextField()
    entity = TextField()
    open = IntegerField()
    active = IntegerField()
    blocked = IntegerField()
    done = IntegerField()
    next_id = IntegerField(null=True)
    next_title = TextField(null=True)
    updated_at = BigIntegerField()


class EntitySeenRow(Table):
    """When an entity was seen last, and its label then: all that is kept of it."""

    id = AutoField()
    project = ForeignKeyField(ProjectRow, on_delete="CASCADE")
    kind = TextField()
    entity = TextField()
    label = TextField()
    seen_at = BigIntegerField()


class CounterRow(Table):
    """The last id given to a milestone: ids are never used twice."""

    name = TextField(primary_key=True)
    value = IntegerField()


TABLES = (
    ProjectRow,
    RootRow,
    PlanRow,
    MilestoneRow,
    MilestoneTextRow,
    ChangeSetRow,
    ChangeRow,
    PlanBeforeRow,
    TextBeforeRow,
    ViewRow,
    AnchorRuleRow,
    PresenceRow,
    LeaseRow,
    EntityStateRow,
    EntitySeenRow,
    CounterRow,
)
