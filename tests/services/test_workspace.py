"""The one door: which project some plans, or a slug, lead to."""

from __future__ import annotations

import pytest
from looking import by_title, read, tree

from mlv_tui.domain.milestone import Status
from mlv_tui.errors import NoPlans, NotFound


def test_new_plans_make_a_project_named_after_their_folder(workspace, plans):
    """Naming a folder is enough."""
    plans.write("Core Platform/trip.md", "# Trip\n")

    report = read(workspace, plans / "Core Platform")

    assert (report.project.slug, report.project.name) == ("core-platform", "Core Platform")


def test_folders_of_one_name_make_two_projects(workspace, plans):
    """A second folder of the same name takes its parent's name along, then a number."""
    for folder in ("a/x/docs", "b/x/docs", "c/x/docs"):
        plans.write(f"{folder}/trip.md", "# Trip\n")

    slugs = [read(workspace, plans / f"{at}/x/docs").project.slug for at in "abc"]

    assert slugs == ["docs", "x-docs", "docs-2"]


def test_known_plans_lead_to_their_project(workspace, plans):
    """Opening the same folder again opens the same project."""
    plans.write("trip.md", "# Trip\n")
    made = read(workspace, plans.folder, project="Alpha").project

    assert made.slug == "alpha"
    assert read(workspace, plans.folder).project == made
    assert workspace.stored([plans.folder], "") == made
    assert workspace.stored([plans / "trip.md"], "alpha") == made


def test_plans_that_are_new_lead_nowhere_yet(workspace, plans):
    """Before the first read there is nothing stored to show."""
    plans.write("trip.md", "# Trip\n")

    assert workspace.stored([plans.folder], "") is None
    assert workspace.stored([plans.folder], "alpha") is None


def test_plans_in_several_projects_need_a_slug(workspace, plans):
    """Where it isn't clear which project is meant, the person is asked to say so."""
    plans.write("trip.md", "# Trip\n")
    read(workspace, plans.folder, project="alpha")
    read(workspace, plans.folder, project="beta")

    with pytest.raises(NotFound, match="in several projects: alpha, beta"):
        read(workspace, plans.folder)

    assert read(workspace, plans.folder, project="beta").project.slug == "beta"


def test_without_paths_the_last_project_is_read(workspace, plans):
    """`mlv ingest` alone goes on where the last gesture was."""
    plans.write("a/trip.md", "# Trip\n")
    plans.write("b/trip.md", "# Other\n")
    read(workspace, plans / "a")
    read(workspace, plans / "b")
    workspace.edits.set_status([by_title(workspace, "a")["Trip"]], Status.DONE)

    assert read(workspace).project.slug == "a"
    assert workspace.last_project().slug == "a"


def test_without_any_project_the_person_is_told_what_to_name(workspace):
    """A first start without plans ends in what to type."""
    for ask in (lambda: read(workspace), lambda: workspace.stored([], ""), workspace.last_project):
        with pytest.raises(NoPlans, match="Name some plans"):
            ask()


def test_a_slip_in_a_slug_makes_no_project(workspace, plans):
    """An unknown project without plans is a mistake, not a wish."""
    plans.write("trip.md", "# Trip\n")
    read(workspace, plans.folder)

    for ask in (
        lambda: read(workspace, project="planz"),
        lambda: workspace.stored([], "planz"),
        lambda: workspace.project("planz"),
        lambda: workspace.read_changed("planz"),
    ):
        with pytest.raises(NotFound, match="There is no project “planz”"):
            ask()

    assert [project.slug for project in workspace.projects()] == ["plans"]


def test_projects_are_made_and_grow_by_name(workspace, plans):
    """A project may be made empty, and given plans later."""
    assert workspace.add_project("Core Platform").slug == "core-platform"
    plans.write("trip.md", "# Trip\n")

    project = workspace.add_project("core-platform", [plans.folder])

    assert (project.name, len(project.roots)) == ("Core Platform", 1)
    assert tree(workspace, "core-platform") == ["Trip"]
    with pytest.raises(NoPlans):
        workspace.add_project("other", [plans / "none"])
    assert [one.slug for one in workspace.projects()] == ["core-platform"]


def test_the_overview_tells_how_far_each_project_is(workspace, plans):
    """All projects, sorted, with their counts."""
    plans.write("b/trip.md", "# Trip\n\n## [x] Plan\n")
    plans.write("a/trip.md", "# Other\n")
    read(workspace, plans / "b")
    read(workspace, plans / "a")

    seen = [(one.project.slug, one.total.done, one.total.all) for one in workspace.overview()]

    assert seen == [("a", 0, 1), ("b", 1, 2)]


def test_a_milestone_leads_to_its_project(workspace, plans):
    """An id alone is enough to find the project."""
    plans.write("trip.md", "# Trip\n")
    project = read(workspace, plans.folder).project

    assert workspace.project_of(by_title(workspace)["Trip"]).id == project.id
    with pytest.raises(NotFound):
        workspace.project_of(99)


def test_prompt_starters_are_read_with_their_milestones(workspace, plans):
    """All prompts of a project come in one answer, byte for byte."""
    plans.write("trip.md", "# Trip\n\nPrompt starter: Draft\nthe  route.\n\n## Plan\n")
    project = read(workspace, plans.folder).project

    texts = workspace.texts_with_prompts(project.id)

    assert list(texts) == [by_title(workspace)["Trip"]]
    (starter,) = texts[by_title(workspace)["Trip"]].prompt_starters
    assert starter.text == "Draft\nthe  route."


def test_a_forest_that_nobody_changed_is_handed_out_again(workspace, plans, open_workspace):
    """Asking again costs nothing until somebody writes."""
    plans.write("trip.md", "# Trip\n")
    project = read(workspace, plans.folder).project
    first = workspace.forest(project.id)

    assert workspace.forest(project.id) is first
    open_workspace().edits.set_status(list(first.by_id), Status.DONE)
    assert workspace.forest(project.id) is not first
    assert workspace.forest(project.id).total.done == 1
