"""Which project a command means."""

from __future__ import annotations

import pytest
from starts import CORE, assert_one_sentence, write


def slugs(mlv):
    """Return the projects' slugs."""
    return [one["slug"] for one in mlv("project", "list", "--json").data]


def test_one_folder_is_one_project_however_it_is_named(mlv, core, tmp_path):
    """Relative, absolute, with a slash, with dots, through a link: the same."""
    folder = core.parent / "plans"
    write(folder / "core.md", CORE)
    (tmp_path / "link").symlink_to(folder)

    ways = ["plans", folder, "plans/", "./plans", "plans/../plans", tmp_path / "link"]
    said = [mlv("ingest", way, "--json").data for way in ways]

    assert [one["new"] for one in said] == [5, 0, 0, 0, 0, 0]
    assert {one["project"] for one in said} == {"plans"}
    assert slugs(mlv) == ["plans"]


def test_a_file_of_a_known_folder_belongs_to_its_project(mlv, core):
    """`mlv ingest plans/core.md` after `mlv ingest plans` makes nothing new."""
    write(core.parent / "plans" / "core.md", CORE)
    mlv("ingest", "plans")

    assert mlv("ingest", "plans/core.md", "--json").data["project"] == "plans"
    assert slugs(mlv) == ["plans"]


def test_two_folders_of_one_name_are_two_projects(mlv, tmp_path):
    """The second is called by its parent too."""
    for parent in ("a", "b"):
        write(tmp_path / parent / "plans" / "core.md", CORE)

    first, second = (mlv("ingest", tmp_path / one / "plans", "--json").data for one in "ab")

    assert (first["project"], second["project"]) == ("plans", "b-plans")
    assert (first["new"], second["new"]) == (5, 5)


def test_a_named_project_is_made_and_then_extended(mlv, core):
    """`--project S` with other paths adds them to S; without paths S is read again."""
    other = write(core.parent / "b" / "other.md", "# Other\n")

    mlv("ingest", core, "--project", "Spring tours")
    mlv("ingest", other, "--project", "spring-tours")

    (one,) = mlv("project", "list", "--json").data
    assert (one["slug"], one["name"]) == ("spring-tours", "Spring tours")
    assert one["roots"] == [str(core), str(other)]
    assert mlv("ingest", "--project", "spring-tours", "--json").data["plans"] == 2
    assert len(mlv("list", "--project", "Spring tours", "--json").data) == 6


def test_plans_in_two_projects_ask_for_the_one(mlv, core):
    """Exit code 4, with the names to choose from."""
    mlv("ingest", core, "--project", "one")
    mlv("ingest", core, "--project", "two")

    assert_one_sentence(mlv("ingest", core), "one, two", "--project", code=4)
    assert mlv("ingest", core, "--project", "two").code == 0


def test_without_a_name_the_last_project_is_meant(mlv, core):
    """The one written to last."""
    mlv("ingest", core)
    mlv("ingest", write(core.parent / "b" / "other.md", "# Other\n"))
    assert mlv("list", "--json").data[0]["project"] == "other"

    mlv("done", 1)

    assert mlv("list", "--json").data[0]["project"] == "core"


def test_a_project_may_be_made_before_its_plans(mlv, core):
    """`project add S` is empty; `project add S PATHS` reads them."""
    assert mlv("project", "add", "tours").out == "tours: 0 milestones\n"
    assert mlv("project", "add", "tours", core).out == "tours: 5 milestones\n"
    assert mlv("project", "add", "tours", core, "--json").data["plans"] == 1


def test_a_project_is_not_made_for_nothing(mlv, tmp_path):
    """Paths that hold no plan leave no project behind."""
    (tmp_path / "empty").mkdir()

    assert mlv("project", "add", "tours", tmp_path / "empty").code == 1
    assert mlv("ingest", tmp_path / "empty").code == 1
    assert mlv("ingest", tmp_path / "nowhere", "--project", "tours").code == 1

    assert slugs(mlv) == []


def test_an_added_plan_in_trouble_is_told(mlv, tmp_path):
    """`project add` says what it couldn't read, and exits 1."""
    plan = write(tmp_path / "work" / "wide.md", "# A\n".encode("utf-16"))

    assert_one_sentence(mlv("project", "add", "tours", plan), "UTF-16", "Save it as UTF-8")


def test_the_list_of_projects_is_aligned(mlv, core):
    """Slugs of different widths, wide characters too, stand in columns."""
    mlv("ingest", core)
    mlv("ingest", write(core.parent / "計画.md", "# A\n## B\n"))

    first, second = mlv("project", "list").out.splitlines()

    assert first.startswith("core  1/5 done  1 plan  /")
    assert second.startswith("計画  0/2 done  1 plan  /")


def test_without_projects_it_says_how_to_make_one(mlv):
    """On stderr, so that a pipe gets nothing."""
    answer = mlv("project", "list")

    assert (answer.code, answer.out) == (0, "")
    assert "mlv ingest PATHS" in answer.err


@pytest.mark.parametrize("slug", ["../../etc", "Ünïcode ✨", "a/b", "  "])
def test_any_name_makes_a_slug_that_leads_back(mlv, core, slug):
    """What was typed once can be typed again."""
    made = mlv("ingest", core, "--project", slug, "--json").data["project"]

    assert mlv("list", "--project", slug, "--json").data[0]["project"] == made
    assert "/" not in made


def test_adding_can_be_tried(mlv, core):
    """`project add --dry-run` tells what would be made and read; nothing is."""
    assert mlv("project", "add", "Spring tours", "--dry-run").out == "spring-tours: would be made\n"
    assert (
        "5 new (1 plan, nothing written yet)" in mlv("project", "add", "t", core, "--dry-run").out
    )
    assert slugs(mlv) == []

    mlv("project", "add", "tours")

    assert mlv("project", "add", "tours", "--dry-run").out == "tours: is there already\n"
    assert mlv("project", "add", "tours", "--dry-run", "--json").data["slug"] == "tours"


@pytest.mark.parametrize("name", ["", "  "])
def test_a_project_without_a_name_is_refused(mlv, core, name):
    """As a name that somebody changes is, tried or not; nothing is made of it."""
    for args in (("add", name), ("add", name, core), ("add", name, "--dry-run")):
        assert_one_sentence(mlv("project", *args), "at least one letter")
    mlv("ingest", core)
    assert_one_sentence(mlv("project", "rename", "core", name, "--dry-run"), "at least one letter")

    assert slugs(mlv) == ["core"]


def test_without_a_name_the_project_of_the_folder_is_meant(mlv, tmp_path, monkeypatch):
    """As on the screen: reading, listing, changing, undoing; elsewhere it is the last one."""
    for name in ("tours", "web"):
        write(tmp_path / name / "plans" / "one.md", f"# {name}\n")
        mlv("ingest", tmp_path / name / "plans", "--project", name)
    mlv("done", "--filter", "web")

    monkeypatch.chdir(tmp_path / "tours")

    assert mlv("list", "--json").data[0]["project"] == "tours"
    assert mlv("done", "--filter", "tours").code == 0
    write(tmp_path / "tours" / "plans" / "one.md", "# tours\n## More\n")
    assert mlv("ingest").out.startswith("tours: 1 new")
    assert [one["project"] for one in mlv("next", "--json").data] == ["tours"]
    monkeypatch.chdir(tmp_path / "web")
    refused = mlv("undo")
    assert refused.code == 5
    assert "What you did last was in the project tours: done. `mlv undo 4` takes" in refused.err
    assert refused.err.endswith("`mlv undo 3` undoes what you did before that: done.\n")
    assert mlv("undo", "--project", "web").out.splitlines()[1].endswith("web is open")
    assert mlv("list", "--project", "tours", "--json").data[0]["status"] == "done"
    monkeypatch.chdir(tmp_path / "home")
    assert mlv("log", "--count", 1).out.rstrip().endswith(": undo: done  1 guided")
    assert mlv("undo", 4).code == 0
    monkeypatch.chdir(tmp_path / "web")
    assert_one_sentence(mlv("redo"), "project tours. `mlv redo --project tours` brings", code=5)
    assert mlv("redo", "--project", "web").code == 0
    monkeypatch.chdir(tmp_path / "tours")
    assert mlv("redo").code == 0
