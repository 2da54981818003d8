"""Adding, editing, moving and removing on the command line."""

from __future__ import annotations

import io
import re

import pytest
from starts import assert_one_sentence, write

CORE = "# Core\nOwner: mia\n\n## First\n\n### One\n\n## Second\n"


@pytest.fixture
def tour(mlv, tmp_path):
    """Four milestones in a project; and another project."""
    write(tmp_path / "work" / "core.md", CORE)
    write(tmp_path / "web" / "web.md", "# Web\n")
    mlv("ingest", tmp_path / "web")
    mlv("ingest", "core.md")
    return {one["title"]: one["id"] for one in mlv("list", "--json").data}


def titles(mlv, *args):
    """Return the titles as they stand, two blanks a level."""
    listed = mlv("list", "--json", *args).data
    return ["  " * one["depth"] + one["title"] for one in listed]


def test_a_milestone_is_added_where_you_say(mlv, tour):
    """At the end of the project, below one, before or behind one; its id is told."""
    assert mlv("add", "Call Mia").out == "    6 Call Mia is added at the top level\n"
    told = mlv("add", "Two", "--parent", tour["First"], "--owner", "ada", "--due", "2027-01-31")
    assert told.out == "    7 Two is added below First (3)\n"
    mlv("add", "Zero", "--before", tour["One"])
    answer = mlv("add", "After", "--behind", tour["First"], "--status", "active", "--json")

    assert titles(mlv) == [
        "Core",
        "  First",
        "    Zero",
        "    One",
        "    Two",
        "  After",
        "  Second",
        "Call Mia",
    ]
    data = answer.data
    (one,) = data["milestones"]
    assert (data["added"], one["id"], one["status"]) == ([9], 9, "active")
    assert (one["plan"], one["line"], one["source_key"]) == (None, None, None)
    assert (one["by_hand"], one["place"], one["parent_id"]) == (True, "hand", tour["Core"])


def test_several_fields_are_set_at_once(mlv, tour, monkeypatch):
    """Typed as people type them; notes may come from elsewhere, nothing clears a field."""
    monkeypatch.setattr("sys.stdin", io.StringIO("One.\n\nTwo.\n"))
    first, second = tour["First"], tour["Second"]

    said = mlv("edit", first, second, "--priority", "p1", "--notes", "-", "--after", tour["One"])

    assert said.out == (
        f"    {first} First is edited: priority 1, notes of 3 lines, waits for {tour['One']}\n"
        f"    {second} Second is edited: priority 1, notes of 3 lines, waits for {tour['One']}\n"
    )
    one = mlv("show", first, "--json").data
    assert (one["priority"], one["notes"], one["waits_for"]) == (1, "One.\n\nTwo.", [tour["One"]])
    assert mlv("edit", first, "--notes", "One.").out.endswith(": notes of 1 line\n")
    assert "Waits for" in mlv("show", first).out
    mlv("edit", first, "--priority", "", "--title", "Anew", "--after", "")
    one = mlv("show", first, "--json").data
    assert (one["priority"], one["title"], one["waits_for"]) == (None, "Anew", [])
    assert mlv("edit", first, "--title", "Anew").out == f"    {first} Anew was so already\n"


def test_days_are_written_as_people_do(mlv, tour):
    """Counted from today."""
    mlv("edit", tour["One"], "--due", "today")
    today = mlv("show", tour["One"], "--json").data["due"]

    mlv("edit", tour["One"], "--due", "+0d")

    assert mlv("show", tour["One"], "--json").data["due"] == today


def test_a_field_is_given_back_to_the_plan(mlv, tour):
    """By a command of its own, or together with other fields; the place as well."""
    core = tour["Core"]
    mlv("edit", core, "--owner", "zoe", "--title", "Mine")
    assert mlv("edit", core, "--reset", "title", "--reset", "owner").out == (
        f"    {core} Mine is edited: title Core, owner mia\n"
    )
    mlv("edit", core, "--owner", "zoe")
    assert mlv("reset", "owner", core).out == f"    {core} Core is edited: owner mia\n"
    mlv("move", tour["One"], "--parent", "none")
    assert mlv("reset", "place", tour["One"]).out == (
        f"    {tour['One']} One is edited: below First, where its plan has it\n"
    )


def test_milestones_are_moved(mlv, tour):
    """Below one, before or behind one, to the top."""
    first, one, second = tour["First"], tour["One"], tour["Second"]

    assert mlv("move", second, "--before", first).out == (
        f"    {second} Second is moved: below Core ({tour['Core']})\n"
    )
    assert titles(mlv) == ["Core", "  Second", "  First", "    One"]
    mlv("move", one, "--behind", second)
    assert titles(mlv) == ["Core", "  Second", "  One", "  First"]
    assert mlv("move", first, one, "--parent", "none").out == (
        f"    {one} One is moved: at the top level\n    {first} First is moved: at the top level\n"
    )
    assert mlv("move", first, "--before", one, "--dry-run").out == (
        f"    {first} First would be moved\n"
    )
    mlv("undo")
    assert titles(mlv) == ["Core", "  Second", "  One", "  First"]


def test_what_can_t_go_is_told_and_the_others_go(mlv, tour):
    """Exit code 1, a sentence each, and in the JSON the reason."""
    core, one = tour["Core"], tour["One"]

    answer = mlv("move", core, tour["Second"], "--parent", one)

    assert (answer.code, answer.err) == (
        1,
        f"mlv: {core} Core stays as it is: it can't stand below itself.\n",
    )
    assert titles(mlv) == ["Core", "  First", "    One", "      Second"]
    answer = mlv("move", core, "--parent", one, "--json")
    assert answer.data["refused"] == [{"id": core, "reason": "it can't stand below itself"}]


def test_milestones_go_to_another_project(mlv, tour):
    """With what is below them; undo takes them back, and goes on where they were."""
    mlv("add", "By hand", "--parent", tour["First"])

    said = mlv("move", tour["First"], "--project", "web", "--parent", 1)

    assert said.out == (
        f"    {tour['First']} First is moved to the other project\n"
        "      with 2 milestones below\n"
        "      made there by hand: 7, 8\n"
    )
    assert titles(mlv) == ["Core", "  Second"]
    assert titles(mlv, "--project", "web") == ["Web", "  First", "    One", "    By hand"]
    undone = mlv("undo").out
    assert undone.startswith("undo: move to web: 3 milestones")
    assert titles(mlv, "--project", "web") == ["Web"]
    data = mlv("move", tour["One"], 6, "--project", "web", "--json").data
    assert [(one["project"], one["id"]) for one in data["milestones"]] == [
        ("core", tour["One"]),
        ("web", 6),
        ("web", 9),
    ]


def test_a_filter_chooses_in_the_project_it_is_from(mlv, tour):
    """`--project` says where to."""
    assert tour
    mlv("move", "--filter", "title:Second", "--from", "core", "--project", "web")

    assert titles(mlv, "--project", "web") == ["Web", "Second"]


def test_removing_says_what_goes_along(mlv, tour):
    """Nothing lists it any more, its heading doesn't bring it back, undo does."""
    first = tour["First"]
    assert mlv("remove", first, "--dry-run").out == (
        f"    {first} First would be removed\n      with 1 milestone below\n"
    )

    answer = mlv("remove", first)
    mlv("ingest")

    assert answer.out == f"    {first} First is removed\n      with 1 milestone below\n"
    assert titles(mlv, "--all") == ["Core", "  Second"]
    assert mlv("show", first, "--json").data["removed"]
    assert "removed" in mlv("show", first).out
    assert_one_sentence(mlv("done", first), "First stays as it is: it was removed")
    assert "First is open" in mlv("undo").out


def test_an_undo_tells_what_it_skipped(mlv, tour):
    """In a sentence each, and in the JSON."""
    mlv("done", tour["One"], tour["Second"])
    mlv("status", "blocked", tour["One"])

    answer = mlv("undo", 3, "--dry-run", "--json")
    done = mlv("undo", 3)

    assert answer.data["skipped"] == [{"id": tour["One"], "fields": ["my_status"], "change_set": 4}]
    assert (done.code, done.err) == (
        0,
        f"mlv: “One” ({tour['One']}) was changed since (change set 4): status.\n",
    )


@pytest.mark.parametrize(
    ("args", "code", "words"),
    [
        (("add",), 2, "TITLE"),
        (("add", " "), 1, "at least one letter"),
        (("add", "x", "--parent", 99), 4, "no milestone 99"),
        (("add", "x", "--before", 1, "--behind", 1), 2, "Name one place"),
        (("add", "x", "--priority", 11), 1, "0, the most urgent"),
        (("edit", 2), 2, "Name a field to set"),
        (("edit", 2, "--due", "someday"), 1, "2026-12-01, today"),
        (("edit", 2, "--after", "one"), 1, "a list of ids"),
        (("edit", 2, "--after", "99"), 4, "no milestone 99"),
        (("edit", 2, "--reset", "notes"), 2, "--reset"),
        (("edit", "--owner", "x"), 2, "ID..."),
        (("move", 2), 2, "Name a place"),
        (("move", 2, "--parent", "x"), 2, "“x” is not an id"),
        (("move", 2, "--project", "web", "--before", 1), 2, "In another project"),
        (("move", 2, "--project", "nowhere"), 4, "nowhere"),
        (("reset", "notes", 2), 2, "FIELD"),
        (("remove",), 2, "ID..."),
        (("remove", 1, 2), 4, "web"),
        (("project", "rename", "core", " "), 1, "at least one letter"),
        (("project", "archive", "nowhere"), 4, "nowhere"),
        (("project", "remove-plans", "core", "web"), 4, "no plan path"),
    ],
)
def test_bad_input_is_one_sentence(mlv, tour, args, code, words):
    """What is wrong and what to do, and nothing changes."""
    assert tour
    before = mlv("list", "--all", "--json").out

    assert_one_sentence(mlv(*args), words, code=code)

    assert mlv("list", "--all", "--json").out == before


def test_a_project_is_renamed_and_put_away(mlv, tour):
    """Its slug stays; put away it comes last, and no command takes it for the last one."""
    assert tour
    assert mlv("project", "rename", "core", "Core  platform", "--dry-run").out == (
        "core would be called Core platform\n"
    )
    assert mlv("project", "rename", "core", "Core  platform", "--json").data["name"] == (
        "Core platform"
    )
    assert mlv("project", "archive", "core").out == "core is archived\n"
    listed = mlv("project", "list", "--json").data
    assert [(one["slug"], one["archived"]) for one in listed] == [("web", False), ("core", True)]
    assert listed[1]["last"]["label"] == "archive the project"
    assert "core (archived)" in mlv("project", "list").out
    assert titles(mlv) == ["Web"]
    assert mlv("project", "restore", "core").out == "core is back\n"
    assert titles(mlv) == ["Core", "  First", "    One", "  Second"]


def test_plans_are_followed_no_more(mlv, tour):
    """Their milestones are detached, and come back with the path."""
    mlv("done", tour["One"])

    assert "4 detached" in mlv("project", "remove-plans", "core", "core.md", "--dry-run").out
    first, way_back = mlv("project", "remove-plans", "core", "core.md").out.splitlines()
    assert first == "core: 4 detached (0 plans)"
    assert re.fullmatch(r"`mlv undo \d+` follows it again, with all that stood there\.", way_back)

    assert [one["id"] for one in mlv("list", "--json").data] == [tour["One"]]
    assert mlv("ingest", "--project", "core").out == "core: nothing changed (0 plans)\n"
    mlv("project", "add", "core", "core.md")
    assert titles(mlv) == ["Core", "  First", "    One", "  Second"]
    assert mlv("show", tour["One"], "--json").data["status"] == "done"
