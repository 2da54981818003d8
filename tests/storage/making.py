"""Plans, milestones and writes for tests of the store."""

from __future__ import annotations

from mlv_tui.domain.change_set import Change, ChangeKind, ChangeSet, Origin
from mlv_tui.domain.forest import Layout, PlanState
from mlv_tui.domain.milestone import Milestone, PlanValues
from mlv_tui.domain.project import Plan, Root

FOLDER = "/plans"
PLAN = "plan.md"


def milestone(ident, slug="goal", occurrence=1, **others):
    """Make a milestone of the plan; a negative id is a new one's."""
    return Milestone(ident, PLAN, 1, slug, occurrence, PlanValues(slug.title()), **others)


def write_plan(writing, ids=()):
    """Store the root and the plan, with the milestones that stand in it."""
    root = writing.root(Root(0, FOLDER))
    layout = Layout(PLAN, tuple(ids), tuple(range(1, len(ids) + 1)))
    return writing.plan(Plan(-1, root.id, PLAN, PlanState(PLAN, f"{FOLDER}/{PLAN}"), layout), 5)


def add(store, project, *ones):
    """Store some new milestones with their plan and a change set; return their ids."""

    def write(snapshot, writing):
        lasting = writing.new_ids(one.id for one in ones)
        if not snapshot.plans:
            write_plan(writing)
        stored = [with_id(one, lasting[one.id]) for one in ones]
        writing.milestones(stored, 5)
        changes = tuple(Change(one.id, ChangeKind.NEW, {}, {}) for one in stored)
        writing.change_set(ChangeSet("ada", Origin.INGEST, "read", changes), 5)
        return [one.id for one in stored]

    return store.write(project.id, write)


def with_id(one, ident):
    """Give a milestone its lasting id."""
    return Milestone(ident, one.plan, one.level, one.slug, one.occurrence, one.says)
