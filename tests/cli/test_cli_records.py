"""The JSON that scripts rely on, key by key."""

from __future__ import annotations

import re

import pytest
from starts import CORE, write

MILESTONE = {
    "id": int,
    "project": str,
    "source_key": str,
    "plan": str,
    "line": int,
    "level": int,
    "occurrence": int,
    "title": str,
    "source_title": str,
    "status": str,
    "priority": (int, type(None)),
    "module": (str, type(None)),
    "anchor": (dict, type(None)),
    "parent_id": (int, type(None)),
    "position": int,
    "depth": int,
    "detached": bool,
    "archived": bool,
    "removed": bool,
    "by_hand": bool,
    "place": str,
    "waits_for": list,
    "conflict": bool,
    "links": list,
    "tripId": (str, type(None)),
    "offerId": (str, type(None)),
    "orderId": (str, type(None)),
    "owner": (str, type(None)),
    "due": (str, type(None)),
    "notes": str,
    "prompt_starters": list,
    "progress": dict,
    "version": int,
    "created_at": str,
    "updated_at": str,
}
INGEST = {
    "project": str,
    "plans": int,
    "new": int,
    "renamed": int,
    "moved": int,
    "edited": int,
    "detached": int,
    "reattached": int,
    "unchanged": int,
    "conflicts": int,
    "errors": list,
    "change_set": (int, type(None)),
    "ambiguous": int,
    "held": list,
    "again": list,
    "new_conflicts": list,
    "hints": list,
}
RENAMED = CORE.replace("the price", "the PRICE")
ISO = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z")


def assert_shape(record, shape):
    """Check keys, in their order, and types."""
    assert list(record) == list(shape)
    for name, kind in shape.items():
        assert isinstance(record[name], kind), (name, record[name])


@pytest.fixture
def by_title(mlv, samples):
    """The milestones of the sample plans, by title."""
    mlv("ingest", samples)

    return {one["title"]: one for one in mlv("list", "--json").data}


def test_every_milestone_has_every_key(mlv, samples):
    """A script finds the same 28 keys on each milestone, whatever its plan says."""
    mlv("ingest", samples)

    listed = mlv("list", "--json").json

    assert list(listed) == ["schema", "kind", "data"]
    assert (listed["schema"], listed["kind"], len(listed["data"])) == (1, "milestones", 93)
    for one in listed["data"]:
        assert_shape(one, MILESTONE)
        assert ISO.fullmatch(one["created_at"])
        assert ISO.fullmatch(one["updated_at"])
        assert list(one["progress"]) == ["done", "all"]


def test_a_milestone_says_what_its_plan_says(by_title):
    """Fields, anchor, links, prompt starters and the line arrive as the author wrote them."""
    one = by_title["Let a milestone point at a trip"]

    assert one["plan"] == "milestones-module.md"
    assert one["source_key"] == "milestones-module.md#let-a-milestone-point-at-a-trip~1"
    assert (one["level"], one["depth"], one["line"], one["occurrence"]) == (3, 2, 146, 1)
    assert (one["status"], one["priority"], one["owner"]) == ("active", 1, "ada")
    assert one["anchor"] == {"kind": "Trip", "gates": "G2", "origin": "plan"}
    assert (one["due"], one["links"]) == ("2026-12-04", ["trip:TR-1042"])
    assert one["prompt_starters"][0].startswith("You help a planner who looks at one milestone.")


def test_the_tree_can_be_rebuilt(by_title):
    """Parents, depths and positions among siblings fit together."""
    ones = list(by_title.values())
    by_id = {one["id"]: one for one in ones}

    below = [one for one in ones if one["parent_id"] is not None]

    assert all(one["depth"] == by_id[one["parent_id"]]["depth"] + 1 for one in below)
    root = by_title["Milestones module"]
    children = [one for one in ones if one["parent_id"] == root["id"]]
    assert [one["position"] for one in children] == list(range(11))
    assert root["progress"] == {"done": 10, "all": 32}
    assert by_title["Keep trips in step ✅"]["progress"] == {"done": 0, "all": 0}


def test_equal_titles_have_keys_of_their_own(mlv, samples):
    """Three headings “Checks …” are told apart by their occurrence."""
    mlv("ingest", samples / "release-2.4.md")

    checks = [one for one in mlv("list", "--json").data if one["title"].startswith("Checks")]

    assert len({one["source_key"] for one in checks}) == len(checks) == 4


def test_one_milestone_brings_its_text(mlv, core):
    """`show --json` is a milestone with its body, its conflicts, and what it may be."""
    mlv("ingest", core)

    shown = mlv("show", "1", "--json").json

    assert shown["kind"] == "milestone"
    assert_shape(shown["data"], MILESTONE | {"body": str, "conflicts": list, "proposals": list})


def test_an_ingest_counts_what_it_did(mlv, core):
    """A new plan: all headings are new, in one change set."""
    answer = mlv("ingest", core, "--json")

    assert answer.code == 0
    assert answer.json["kind"] == "ingest"
    assert_shape(answer.data, INGEST)
    assert (answer.data["project"], answer.data["plans"], answer.data["new"]) == ("core", 1, 5)
    assert answer.data["change_set"] == 1


def test_reading_a_plan_twice_changes_nothing(mlv, samples):
    """The second ingest reports zeros and no change set, and no version moves."""
    mlv("ingest", samples)
    before = mlv("list", "--json").data

    again = mlv("ingest", samples, "--json").data

    assert {again[name] for name in list(INGEST)[2:8]} == {0}
    assert (again["unchanged"], again["change_set"]) == (93, None)
    assert mlv("list", "--json").data == before


def test_an_edited_plan_is_counted_by_what_happened(mlv, core):
    """A renamed heading, a removed one and a new one are told apart."""
    mlv("ingest", core)
    write(core, RENAMED.replace("### One\n", "") + "### Three\n")

    report = mlv("ingest", "--json").data

    assert (report["renamed"], report["detached"], report["new"]) == (1, 1, 1)


def test_a_preview_tells_each_change(mlv, core):
    """`ingest --preview --json` lists kind, id, from and to of every milestone."""
    mlv("ingest", core)
    write(core, RENAMED)

    answer = mlv("ingest", "--preview", "--json")

    assert answer.code == 3
    assert_shape(answer.data, INGEST | {"changes": list, "token": str})
    (change,) = answer.data["changes"]
    names = ["kind", "id", "from", "to", "reason", "score", "held", "archived", "conflicts"]
    assert list(change) == names
    assert (change["archived"], change["conflicts"]) == (False, [])
    assert (change["kind"], change["id"]) == ("renamed", 5)
    assert (change["from"]["title"], change["to"]["title"]) == (
        "Collect the price sheets",
        "Collect the PRICE sheets",
    )


def test_a_plan_in_trouble_is_an_error_in_the_report(mlv, core):
    """One plan that can't be read: plan, line, message, hint; the other is read; exit 1."""
    write(core.parent / "old.md", b"# A\n\nCaf\xe9\n")

    answer = mlv("ingest", core.parent, "--json")

    assert answer.code == 1
    assert (answer.data["plans"], answer.data["new"]) == (2, 5)
    (error,) = answer.data["errors"]
    assert list(error) == ["plan", "line", "message", "hint"]
    assert (error["plan"], error["line"]) == ("old.md", 3)


def test_next_says_why(mlv, core):
    """`next --json` is a list of milestones, each with a reason."""
    mlv("ingest", core)

    answer = mlv("next", "--json", "--count", "2")

    assert (answer.code, answer.json["kind"]) == (0, "next")
    for one in answer.data:
        assert_shape(one, MILESTONE | {"why": str})
        assert one["why"]
    assert [one["title"] for one in answer.data] == ["One", "Collect the price sheets"]


def test_next_with_why_tells_what_was_skipped(mlv, core):
    """`next --why --json` adds what isn't next, and why."""
    mlv("ingest", core)
    mlv("status", "blocked", "5")

    skipped = mlv("next", "--why", "--json").json["skipped"]

    assert {"id": 5, "title": "Collect the price sheets", "reason": "blocked"} in skipped


def test_the_projects_are_listed(mlv, core):
    """`project list --json` has slug, name, roots and progress."""
    mlv("ingest", core)

    (one,) = mlv("project", "list", "--json").data

    assert (one["slug"], one["name"], one["plans"]) == ("core", "core", 1)
    assert one["roots"] == [str(core)]
    assert one["progress"] == {"done": 1, "all": 5}
    assert one["counts"] == {"open": 4, "active": 0, "blocked": 0, "done": 1}


def test_an_edit_tells_what_changed(mlv, core):
    """`done --json` has the edited ids, those that were so, the change set and the milestones."""
    mlv("ingest", core)

    answer = mlv("done", "3", "2", "--json")

    assert answer.json["kind"] == "edit"
    assert (answer.data["edited"], answer.data["unchanged"]) == ([3], [2])
    assert answer.data["change_set"] == 2
    (one,) = answer.data["milestones"]
    assert_shape(one, MILESTONE)
    assert (one["status"], one["version"]) == ("done", 2)


def test_a_detached_milestone_has_no_place(mlv, core):
    """When its heading is gone it is listed with --all only, without line, parent or position."""
    mlv("ingest", core)
    write(core, CORE.replace("### One\n", ""))
    mlv("ingest")

    hidden = [one["title"] for one in mlv("list", "--json").data]
    (one,) = [one for one in mlv("list", "--all", "--json").data if one["detached"]]

    assert "One" not in hidden
    assert (one["title"], one["line"], one["parent_id"], one["position"]) == (
        "One",
        None,
        None,
        None,
    )


def test_a_person_s_status_against_the_plan_s_is_a_conflict(mlv, core):
    """Both changed, differently: the person's stands, and the milestone says so."""
    mlv("ingest", core)
    mlv("status", "active", "2")
    write(core, CORE.replace("Status: done", "Status: blocked"))

    report = mlv("ingest", "--json").data

    one = mlv("show", "2", "--json").data
    assert report["conflicts"] == 1
    assert (one["conflict"], one["status"]) == (True, "active")
    assert "conflict" in mlv("list").out
