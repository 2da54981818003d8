"""Projects as a whole: their names, whether they are put away, which plans they follow."""

from __future__ import annotations

import pytest
from looking import by_title, forest, gone, read, rows, tree

from mlv_tui.domain.milestone import Status
from mlv_tui.errors import MlvError, NotFound


@pytest.fixture
def two(workspace, plans):
    """A project of two folders."""
    plans.write("a/trip.md", "# Trip\n\n## Plan\n")
    plans.write("b/food.md", "# Food\n\n## Cook\n")
    return read(workspace, plans / "a", plans / "b", project="plans").project


def test_the_overview_tells_what_was_done_last(workspace, two):
    """With the number of plans, and what is put away last."""
    workspace.edits.set_status([1], Status.DONE)
    workspace.add_project("empty")
    workspace.archive_project("plans")

    empty, plans = workspace.overview()

    assert (plans.project.id, plans.plans, plans.total.done) == (two.id, 2, 1)
    assert plans.last is not None
    assert plans.last.label == "archive the project"
    assert (empty.plans, empty.total.all, empty.last) == (0, 0, None)


def test_a_renamed_project_keeps_its_slug(workspace, two):
    """And other sessions hear of it."""
    told = []
    workspace.listen(lambda project, number: told.append((project, number)))

    assert workspace.rename_project("plans", " Our  trip ").name == "Our trip"

    assert told == [(two.id, two.number + 1)]
    assert workspace.rename_project("plans", "Our trip").number == two.number + 1
    with pytest.raises(MlvError, match="at least one letter"):
        workspace.rename_project("plans", "\t")
    with pytest.raises(NotFound):
        workspace.rename_project("nowhere", "x")


def test_a_project_that_is_put_away_is_the_last_to_be_taken(workspace, two, plans):
    """Though it was written to last; alone it is taken all the same."""
    workspace.archive_project("plans")
    assert workspace.last_project().id == two.id
    plans.write("c/other.md", "# Other\n")
    other = read(workspace, plans / "c").project

    workspace.edits.set_status([1], Status.DONE)

    assert workspace.last_project().id == other.id
    assert workspace.archive_project("plans", archived=False).is_archived is False
    assert workspace.last_project().id == two.id


def test_a_folder_is_followed_no_more(workspace, two, plans, settings):
    """Its milestones are detached with all they have; added again, it brings them back."""
    ids = by_title(workspace)
    workspace.edits.set_status([ids["Cook"]], Status.DONE)
    before = rows(settings.database)
    told = workspace.remove_root("plans", plans / "b", dry_run=True)
    assert rows(settings.database) == before

    report = workspace.remove_root("plans", plans / "b")

    assert (report.counts, report.plans) == (told.counts, 1)
    assert (tree(workspace), gone(workspace)) == (["Trip", "  Plan"], ["Cook", "Food"])
    assert [root.folder for root in workspace.project("plans").roots] == [str(plans / "a")]
    plans.write("b/food.md", "# Food\n\n## Cook\n\n## Eat\n")
    assert workspace.read_changed("plans").changes == ()
    workspace.add_project("plans", [plans / "b"])
    assert tree(workspace) == ["Trip", "  Plan", "Food", "  Cook", "  Eat"]
    assert forest(workspace)[ids["Cook"]].status is Status.DONE
    assert two.id == workspace.project("plans").id


def test_following_no_more_is_undone_by_name(workspace, two, plans):
    """The milestones are back; the plan is set aside until it is read again."""
    report = workspace.remove_root("plans", plans / "b")

    workspace.history.undo(report.change_set, project_id=two.id)

    assert tree(workspace) == ["Trip", "  Plan", "Food", "  Cook"]
    assert workspace.read_changed("plans").changes == ()
    assert gone(workspace) == []


def test_a_file_of_two_folders_stays_while_one_is_followed(workspace, plans):
    """It is read below the other one from then on."""
    plans.write("a/trip.md", "# Trip\n")
    file = plans / "a" / "trip.md"
    read(workspace, file, project="plans")
    read(workspace, plans / "a", project="plans")

    report = workspace.remove_root("plans", file)

    assert (report.changes, tree(workspace)) == ((), ["Trip"])
    plans.write("a/trip.md", "# Trip\n\n## Plan\n")
    read(workspace, project="plans")
    assert tree(workspace) == ["Trip", "  Plan"]


def test_only_a_path_of_its_own_can_be_removed(workspace, two, plans):
    """The sentence names those there are."""
    assert two
    with pytest.raises(NotFound, match="is no plan path") as refused:
        workspace.remove_root("plans", plans / "c")

    assert str(plans / "a") in refused.value.hint
