"""What is done to a project as a whole is undone like all else, and never something older."""

from __future__ import annotations

from dataclasses import replace

import pytest
from looking import by_title, gone, read, statuses, tree

from mlv_tui.domain.milestone import Status
from mlv_tui.errors import Conflict, NotFound
from mlv_tui.services.workspace import Workspace

SEEN = ["Trip", "  Plan", "Food", "  Cook"]


@pytest.fixture
def two(workspace, plans):
    """A project of two folders, in which something was done already."""
    plans.write("a/trip.md", "# Trip\n\n## Plan\n")
    plans.write("b/food.md", "# Food\n\n## Cook\n")
    project = read(workspace, plans / "a", plans / "b", project="plans").project
    workspace.edits.set_status([by_title(workspace)["Plan"]], Status.DONE)
    return project


def _undo(workspace, project, change_set=None):
    return workspace.history.undo(change_set, project_id=project.id)


def test_a_name_is_taken_back_and_given_again(workspace, two):
    """History tells both names."""
    workspace.rename_project("plans", "Our trip")

    report = _undo(workspace, two)

    assert workspace.project("plans").name == "plans"
    assert (report.undone.label, report.changed) == ("name the project “Our trip”", ())
    (change,) = workspace.history.changes(report.change_set)
    assert (change.before, change.after) == ({"name": "Our trip"}, {"name": "plans"})
    workspace.history.redo(two.id)
    assert workspace.project("plans").name == "Our trip"
    assert statuses(workspace)["Plan"] == "done"


def test_putting_away_and_bringing_back_are_taken_back(workspace, two):
    """Each for itself, the last first."""
    workspace.archive_project("plans")
    workspace.archive_project("plans", archived=False)

    seen = []
    for _ in range(2):
        _undo(workspace, two)
        seen.append(workspace.project("plans").is_archived)

    assert seen == [True, False]
    assert _undo(workspace, two).undone.label == "done"


def test_a_folder_that_was_dropped_is_followed_again(workspace, two, plans):
    """Its milestones are back, and what was saved meanwhile is read with the next look."""
    workspace.remove_root("plans", plans / "b")
    plans.write("b/food.md", "# Food\n\n## Cook\n\n## Eat\n")

    report = _undo(workspace, two)

    assert report.undone.label == f"follow {plans / 'b'} no more"
    assert len(report.changed) == 2
    assert (tree(workspace), gone(workspace)) == (SEEN, [])
    assert len(workspace.project("plans").roots) == 2
    workspace.read_changed("plans")
    assert tree(workspace) == [*SEEN, "  Eat"]


def test_a_folder_that_was_dropped_twice(workspace, two, plans):
    """Done again it is dropped again; undone once more, it is back."""
    workspace.remove_root("plans", plans / "b")
    before = len(workspace.project("plans").roots)

    _undo(workspace, two)
    workspace.history.redo(two.id)

    assert (len(workspace.project("plans").roots), gone(workspace)) == (before, ["Cook", "Food"])
    _undo(workspace, two)
    assert (tree(workspace), gone(workspace)) == (SEEN, [])
    assert workspace.read_changed("plans").changes == ()


def test_a_folder_without_a_milestone_is_followed_again(workspace, two, plans):
    """That nothing was detached is no reason to take something older."""
    plans.write("c/empty.md", "Nothing yet.\n")
    read(workspace, plans / "c", project="plans")
    workspace.remove_root("plans", plans / "c")

    _undo(workspace, two)

    assert [root.folder for root in workspace.project("plans").roots][2:] == [str(plans / "c")]
    assert statuses(workspace)["Plan"] == "done"


@pytest.mark.parametrize("since", ["name", "archive", "root"])
def test_what_somebody_changed_since_stays(workspace, open_workspace, two, plans, since):
    """It is told once; the next undo goes on to what was done before."""
    other = open_workspace()
    if since == "name":
        workspace.rename_project("plans", "Ours")
        other.rename_project("plans", "Theirs")
    elif since == "archive":
        workspace.archive_project("plans")
        other.archive_project("plans", archived=False)
    else:
        workspace.remove_root("plans", plans / "b")
        read(other, plans / "b", project="plans")
    found = workspace.history.activity(two.id)
    mine = found[1].id

    with pytest.raises(Conflict, match="since"):
        _undo(workspace, two, mine)

    assert workspace.history.activity(two.id) == found


@pytest.fixture
def mia(settings):
    """A colleague's session."""
    theirs = Workspace(replace(settings, actor="mia"))
    yield theirs
    theirs.close()


def test_what_can_t_be_undone_is_told_once_and_passed(workspace, mia, two):
    """The next undo takes what was done before that; a new gesture comes first, as always."""
    cook = by_title(workspace)["Cook"]
    workspace.edits.set_shared([cook], "title", "Bake")
    mia.edits.set_shared([cook], "title", "Boil")
    assert workspace.history.further(two.id) is None

    with pytest.raises(Conflict, match=r"“Boil” \(4\) was changed since"):
        _undo(workspace, two)
    further = workspace.history.further(two.id)
    report = _undo(workspace, two)

    assert further == report.undone
    assert (report.undone.label, statuses(workspace)["Plan"]) == ("done", "open")
    with pytest.raises(NotFound, match="nothing of yours"):
        _undo(workspace, two)
    workspace.edits.set_status([cook], Status.ACTIVE)
    assert _undo(workspace, two).undone.label == "active"


def test_what_could_be_undone_again_is_not_passed(workspace, mia, two):
    """It is tried each time: once the colleague's gesture is undone, it goes first."""
    cook = by_title(workspace)["Cook"]
    workspace.edits.set_shared([cook], "title", "Bake")
    mia.edits.set_shared([cook], "title", "Boil")
    with pytest.raises(Conflict):
        _undo(workspace, two)

    _undo(mia, two)

    assert _undo(workspace, two).undone.label == "title: Bake"


def test_a_new_gesture_ends_what_was_told(workspace, mia, two):
    """What can't be undone is told again, before anything older is touched."""
    cook = by_title(workspace)["Cook"]
    workspace.edits.set_shared([cook], "title", "Bake")
    mia.edits.set_shared([cook], "title", "Boil")
    for status in (Status.ACTIVE, Status.BLOCKED):
        workspace.edits.set_status([cook], status)
        _undo(workspace, two)
        with pytest.raises(Conflict, match="was changed since"):
            _undo(workspace, two)

    assert statuses(workspace)["Plan"] == "done"


def test_older_gestures_are_found_far_back(workspace, mia, two):
    """Behind more change sets of others than are looked at in one go."""
    cook = by_title(workspace)["Cook"]
    workspace.edits.set_shared([cook], "title", "Bake")
    for number in range(60):
        mia.edits.set_shared([cook], "title", f"Boil {number}")
    workspace.edits.set_shared([cook], "title", "Fry")
    mia.edits.set_shared([cook], "title", "Boil")

    for _ in range(2):
        with pytest.raises(Conflict):
            _undo(workspace, two)

    assert _undo(workspace, two).undone.label == "done"


def test_what_was_done_to_another_project_last_is_told_first(workspace, two, plans):
    """Once: then the undo means this project; a gesture here ends it, too."""
    plans.write("c/other.md", "# Other\n")
    other = read(workspace, plans / "c", project="other").project
    workspace.archive_project("other")

    with pytest.raises(Conflict, match=r"in the project other: archive the project\.") as told:
        _undo(workspace, two)

    last = workspace.history.activity(other.id, 1)[0].id
    assert told.value.hint == f"`mlv undo {last}` takes it back."
    assert statuses(workspace)["Plan"] == "done"
    assert _undo(workspace, two).undone.label == "done"
    workspace.rename_project("other", "Another")
    workspace.edits.set_status([1], Status.ACTIVE)
    assert _undo(workspace, two).undone.label == "active"
    _undo(workspace, other, last)
    assert not workspace.project("other").is_archived


def test_a_dropped_folder_whose_milestones_are_forgotten(workspace, two, plans, settings):
    """Then undo can't bring them back: it names the command that follows the folder again."""
    workspace.remove_root("plans", plans / "b")
    forgetful = Workspace(replace(settings, keep_detached_days=0))
    plans.write("a/trip.md", "# Trip\n\n## Plan\n\n## Book\n")
    read(forgetful, project="plans")
    forgetful.close()
    assert gone(workspace) == []

    with pytest.raises(NotFound, match="is forgotten by now") as told:
        _undo(workspace, two)

    assert told.value.hint == f"`mlv project add plans {plans / 'b'}` follows it again."
    assert statuses(workspace)["Plan"] == "done"
