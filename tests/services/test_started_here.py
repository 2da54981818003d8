"""`mlv` alone opens the project of the folder that it is started in, else the last one."""

from __future__ import annotations

from looking import by_title, read

from mlv_tui.domain.milestone import Status


def test_the_folder_leads_to_its_project_else_the_last_one_opens(workspace, plans):
    """Also from a folder above the plans; a slug and paths go before it."""
    plans.write("core/plans/trip.md", "# Trip\n")
    plans.write("tours/trip.md", "# Tour\n")
    core = read(workspace, plans / "core/plans", project="core").project
    tours = read(workspace, plans / "tours").project

    assert workspace.stored([], "", plans / "core") == core
    assert workspace.stored([], "", plans / "core/plans") == core
    assert workspace.stored([], "", plans / "elsewhere") == tours
    assert workspace.stored([], "tours", plans / "core") == tours
    assert workspace.stored([plans / "tours"], "", plans / "core") == tours


def test_of_two_projects_of_one_folder_the_last_one_opens(workspace, plans):
    """Whichever was written to last; one that is put away not at all."""
    plans.write("trip.md", "# Trip\n")
    read(workspace, plans.folder, project="alpha")
    read(workspace, plans.folder, project="beta")
    workspace.edits.set_status([by_title(workspace, "alpha")["Trip"]], Status.DONE)

    assert workspace.stored([], "", plans.folder).slug == "alpha"
    workspace.archive_project("alpha")
    assert workspace.stored([], "", plans.folder).slug == "beta"
