"""A project's anchor rules: kept in the database, shared, and undone like all else."""

from __future__ import annotations

import pytest
from databases import rows, rows_of
from looking import by_title, forest, read

from mlv_tui.domain.anchor_rules import AnchorRule, with_rule, without_rule
from mlv_tui.domain.deriving import Source
from mlv_tui.errors import Conflict, MlvError
from mlv_tui.services.workspace import Workspace

RULE = AnchorRule("* food", "Order", "G20", "Kitchen")


@pytest.fixture
def project(workspace, plans):
    """Two plans' worth of milestones."""
    plans.write("trip.md", "# Plan\n\n## Cook the food\n\n## Implement Trip Sync\n")
    return read(workspace, plans.folder, project="plans").project


def _add(workspace, rule=RULE, **wanted):
    label = f"add the anchor rule “{rule.pattern}”"
    return workspace.change_anchor_rules("plans", label, lambda now: with_rule(now, rule), **wanted)


def _anchor(workspace, title):
    ident = by_title(workspace)[title]
    return forest(workspace).anchor_of(ident)


@pytest.mark.usefixtures("project")
def test_a_rule_shows_at_once_and_in_other_sessions(workspace, settings):
    """No plan is read, no milestone is written."""
    other = Workspace(settings)
    before = {one.id: one.version for one in forest(other).by_id.values()}
    other.others_wrote()

    _add(workspace)

    assert other.others_wrote()
    assert str(_anchor(other, "Cook the food").anchor) == "Order (G20)"
    assert {one.id: one.version for one in forest(other).by_id.values()} == before
    other.close()


@pytest.mark.usefixtures("project")
def test_trying_a_rule_stores_nothing(workspace):
    """The project is told as it would be."""
    assert _add(workspace, dry_run=True).anchor_rules.own == (RULE,)
    assert workspace.project("plans").anchor_rules.own == ()


def test_rules_are_taken_back_and_given_again(workspace, project):
    """Several gestures, the last first; what changed since isn't overwritten."""
    _add(workspace)
    _add(workspace, AnchorRule("* sync", "Trip"))

    workspace.history.undo(project_id=project.id)
    assert workspace.project("plans").anchor_rules.own == (RULE,)
    workspace.history.redo(project.id)
    assert len(workspace.project("plans").anchor_rules.own) == 2

    first = next(
        one for one in workspace.history.activity(project.id) if one.label.endswith("“* food”")
    )
    with pytest.raises(Conflict, match="rules were changed since"):
        workspace.history.undo(first.id, project_id=project.id)


@pytest.mark.usefixtures("project")
def test_a_gesture_that_changes_nothing_is_none(workspace):
    """And one that can't be done writes nothing."""
    project = workspace.project("plans")

    workspace.change_anchor_rules("plans", "nothing", lambda now: now)
    with pytest.raises(MlvError, match="no rule 1"):
        workspace.change_anchor_rules("plans", "no", lambda now: without_rule(now, 1))

    assert workspace.project("plans").number == project.number


def test_reading_again_changes_nothing(workspace, project, plans, settings):
    """Arrows are read once; neither a second look nor a rule writes a row."""
    plans.write("more.md", "# Sync → Trip (G2)\n\n# Later\n\n- Pay -> Order (G20)\n")
    read(workspace, project="plans")
    before = rows(settings.database)

    report = workspace.read_changed(project.slug)

    assert (report.change_set, rows(settings.database)) == (None, before)
    assert _anchor(workspace, "Later").source is Source.ITEM


def test_an_upgrade_writes_only_what_gains_an_anchor(workspace, plans, settings):
    """Rows of a program that knew no arrows are read again once, with the next save."""
    file = plans.write("old.md", "# Sync → Trip (G2)\n\n# Plain\n\n# Field\nAnchor: Order\n")
    project = read(workspace, plans.folder, project="old").project
    was = '{"title":"Sync → Trip (G2)"}'
    first = by_title(workspace, "old")["Sync → Trip (G2)"]
    workspace.close()
    rows_of(settings.database, f"UPDATE milestone SET says = '{was}' WHERE id = {first}")  # noqa: S608 - our own
    later = Workspace(settings)
    assert forest(later, "old").anchor_of(first).source is Source.HEADING
    assert later.read_changed("old").change_set is None

    file.write_text(file.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    report = later.read_changed("old")

    assert [one.milestone_id for one in later.history.changes(report.change_set)] == [first]
    assert forest(later, "old")[first].says.anchor == "Trip (G2)"
    assert later.project("old").id == project.id
    later.close()
