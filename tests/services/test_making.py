"""Milestones brought in from elsewhere, many in one gesture."""

from __future__ import annotations

import pytest

from mlv_tui.domain.change_set import Origin
from mlv_tui.domain.entities import parse_ref
from mlv_tui.domain.milestone import Status
from mlv_tui.domain.placing import Before
from mlv_tui.domain.project import Project
from mlv_tui.domain.sketching import Sketch
from mlv_tui.domain.text import Text
from mlv_tui.errors import NotFound

NEW = Project(0, "tasks", "Tasks")


def sketch(key, title="", above="", after=(), **values):
    """Return a milestone to be made, linked to what its key names."""
    values = {"title": title or key.partition(":")[2], **values}
    return Sketch(key, values, above, tuple(after), (key,))


TREE = (
    sketch("x:a", status=Status.DONE, owner="mia", notes="One."),
    sketch("x:b", above="x:a", after=("x:d", "x:b", "x:odd", "x:d")),
    sketch("x:c", above="x:b"),
    sketch("x:d", above="x:a"),
    sketch("x:e"),
)


def tree(workspace, project):
    """Write the trees, two blanks a level."""
    forest = workspace.forest(project.id)
    return ["  " * forest.depth[ident] + forest[ident].title for ident in forest.order]


def test_trees_are_made_in_one_gesture(workspace):
    """In a project that is made with them; undo takes all of them back, redo brings them."""
    brought = workspace.edits.bring(NEW, TREE, "import: x.json")

    project = workspace.project("tasks")
    forest = workspace.forest(project.id)
    assert tree(workspace, project) == ["a", "  b", "    c", "  d", "e"]
    a, b, _, d, _ = brought.report.added
    assert (forest[a].status, forest[a].shown("owner"), forest[a].notes) == ("done", "mia", "One.")
    assert forest[a].links == (parse_ref("x:a"),)
    assert forest[b].waits_for == (d,)
    told = workspace.history.activity(project.id)[0]
    assert (told.origin, told.label, told.actor) == (Origin.IMPORT, "import: x.json", "ada")
    workspace.history.undo(project_id=project.id)
    assert tree(workspace, project) == []
    workspace.history.redo(project_id=project.id)
    assert tree(workspace, project) == ["a", "  b", "    c", "  d", "e"]


def test_what_is_there_isn_t_made_again(workspace):
    """Only what is new, below what was there; what was removed or undone is made anew."""
    workspace.edits.bring(NEW, TREE[:2], "import")
    project = workspace.project("tasks")
    number = project.number

    again = workspace.edits.bring(project, TREE[:2], "import")
    more = workspace.edits.bring(project, TREE, "import")

    assert (again.made, sorted(again.there), again.report.change_set) == ((), ["x:a", "x:b"], None)
    assert workspace.history.activity(project.id)[0].number == number + 1
    assert [one.key for one in more.made] == ["x:c", "x:d", "x:e"]
    assert tree(workspace, project) == ["a", "  b", "    c", "  d", "e"]
    workspace.edits.remove([more.report.added[0]])
    assert [one.key for one in workspace.edits.bring(project, TREE, "import").made] == ["x:c"]


def test_a_preview_makes_nothing(workspace):
    """No milestone and no project, and it tells what it would do."""
    brought = workspace.edits.bring(NEW, TREE, "import", dry_run=True)

    assert brought.made == TREE
    assert brought.report.added == (-1, -2, -3, -4, -5)
    assert workspace.projects() == ()


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        ({}, ["old", "  below", "a", "  b", "    c", "  d", "e"]),
        ({"parent": 1}, ["old", "  below", "  a", "    b", "      c", "    d", "  e"]),
        ({"behind": None}, ["a", "  b", "    c", "  d", "e", "old", "  below"]),
        ({"behind": Before(2)}, ["old", "  a", "    b", "      c", "    d", "  e", "  below"]),
        ({"behind": 1}, ["old", "  below", "a", "  b", "    c", "  d", "e"]),
    ],
)
def test_they_stand_where_you_say(workspace, place, expected):
    """Below one, before or behind one, or at the end."""
    project = workspace.add_project("tasks")
    workspace.edits.add(project.id, "old")
    workspace.edits.add(project.id, "below", parent=1)

    workspace.edits.make(project.id, TREE, Origin.TEMPLATE, "template", **place)

    assert tree(workspace, project) == expected
    with pytest.raises(NotFound):
        workspace.edits.make(project.id, TREE, Origin.TEMPLATE, "template", parent=99)


def test_long_texts_come_along(workspace):
    """A body with its milestone, and undo knows of it."""
    project = workspace.add_project("tasks")
    one = Sketch("a", {"title": "A"}, text=Text("A body."))

    made = workspace.edits.make(project.id, [one], Origin.TEMPLATE, "template")

    assert workspace.text(made.added[0]) == Text("A body.")
