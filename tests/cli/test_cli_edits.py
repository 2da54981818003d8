"""Archiving, restoring, attaching and deciding conflicts on the command line."""

from __future__ import annotations

import os
from contextlib import closing

import pytest
from starts import CORE, assert_one_sentence, write

from mlv_tui.services.workspace import Workspace
from mlv_tui.settings import Settings
from mlv_tui.settings.address import address_of


@pytest.fixture
def gone(mlv, core):
    """The id of a milestone that somebody blocked, and whose heading another one has now."""
    mlv("ingest", core)
    mlv("status", "blocked", 3)
    write(core, CORE.replace("### One\n", ""))
    mlv("ingest")
    write(core, CORE.replace("### One\n", "### Weigh it\n\nUntil it fits.\n\n"))
    mlv("ingest")
    assert mlv("show", 3, "--json").data["detached"]
    return 3


@pytest.fixture
def there(mlv, gone):
    """The record of the milestone at that heading."""
    (one,) = [one for one in mlv("list", "--json").data if one["title"] == "Weigh it"]
    assert one["id"] != gone
    return one


@pytest.fixture
def torn(mlv, core):
    """The id of a milestone whose status is in conflict."""
    mlv("ingest", core)
    mlv("status", "active", 2)
    write(core, CORE.replace("Status: done", "Status: blocked"))
    mlv("ingest")
    return 2


def test_archived_milestones_are_away_and_come_back(mlv, core):
    """One line each; the list leaves them out until they are restored."""
    mlv("ingest", core)

    assert mlv("archive", 3, 5).out == (
        "    3 One is archived\n    5 Collect the price sheets is archived\n"
    )
    assert mlv("archive", 3).out == "    3 One was archived already\n"
    assert [one["id"] for one in mlv("list", "--json").data] == [1, 2, 4]
    assert [one["id"] for one in mlv("list", "--all", "--json").data] == [1, 2, 3, 4, 5]
    assert mlv("restore", 3, 4).out == "    3 One is back\n    4 Second wasn't archived\n"
    assert [one["id"] for one in mlv("list", "--json").data] == [1, 2, 3, 4]


def test_a_restored_milestone_without_a_heading_says_where_it_is(mlv, core):
    """Nothing is on it any more, so it is out of sight again."""
    mlv("ingest", core)
    mlv("archive", 3)
    write(core, CORE.replace("### One\n", ""))
    mlv("ingest")

    assert "so only `mlv list --all` shows it" in mlv("restore", 3).out
    mlv("archive", 3)
    mlv("done", 3)
    assert mlv("restore", 3).out == "    3 One is back, detached\n"


def test_what_is_detached_is_listed_where_somebody_touched_it(mlv, core):
    """The others come back by themselves; `--all` shows them too."""
    mlv("ingest", core)
    mlv("status", "blocked", 3)
    write(core, CORE.replace("### One\n", "").replace("## Second\n", ""))
    mlv("ingest", "--force")

    listed = [one["id"] for one in mlv("list", "--json").data]
    every = [one["id"] for one in mlv("list", "--all", "--json").data]

    assert listed == [1, 2, 5, 3]
    assert sorted(every) == [1, 2, 3, 4, 5]
    assert [one["id"] for one in mlv("next", "--why", "--json").json["skipped"]][-1] == 3


def test_a_detached_milestone_is_shown_with_what_it_may_be(mlv, core):
    """The headings that are like it, how sure, why, and the command that attaches it."""
    plan = "# Core\n\n## Pick a hotel\n\n## Pack\n"
    write(core, plan)
    mlv("ingest", core)
    mlv("done", 2)
    write(core, "# Core\n\n## Pack\n")
    mlv("ingest")
    write(core, "# Core\n\n## Pack\n\n## Pick a hotel in Rome\n\n## Pick a hotel in Oslo\n")
    mlv("ingest")

    shown = mlv("show", 2)
    proposals = mlv("show", 2, "--json").data["proposals"]

    assert "\nMay be\n" in shown.out
    best = proposals[0]
    assert f"Attach it with `mlv attach 2 --to {best['id']}`." in shown.out
    assert list(best) == ["id", "source_key", "title", "score", "reason"]
    assert {one["title"] for one in proposals} == {"Pick a hotel in Rome", "Pick a hotel in Oslo"}
    assert f"{best['score']:.2f} like title, new since it went" in shown.out
    assert mlv("attach", 2, "--to", best["id"]).code == 0
    assert mlv("show", 2, "--json").data["proposals"] == []


def test_attaching_gives_a_heading_and_says_who_lost_it(mlv, gone, there):
    """By source key or by id; both milestones are told of."""
    answer = mlv("attach", gone, "--to", there["source_key"])

    assert answer.code == 0
    assert answer.out.splitlines() == [
        f"    {gone} One stands at core.md:4",
        f"    {there['id']} Weigh it, there before, is detached and keeps all it has",
    ]
    one = mlv("show", gone, "--json").data
    assert (one["source_key"], one["status"], one["title"]) == (
        there["source_key"],
        "blocked",
        "Weigh it",
    )
    assert mlv("ingest", "--preview").code == 0


def test_attaching_in_json(mlv, gone, there):
    """The edited one, the detached one, and both records."""
    answer = mlv("attach", gone, "--to", there["id"], "--json")

    data = answer.data
    assert answer.json["kind"] == "edit"
    assert list(data) == [
        "edited",
        "unchanged",
        "detached",
        "added",
        "along",
        "refused",
        "change_set",
        "other_change_set",
        "milestones",
    ]
    assert (data["edited"], data["unchanged"], data["detached"]) == ([gone], [], [there["id"]])
    assert [(one["id"], one["detached"]) for one in data["milestones"]] == [
        (gone, False),
        (there["id"], True),
    ]


def test_a_conflict_is_shown_with_its_three_values(mlv, torn):
    """What the plan said, what it says, what I said, and how to decide."""
    shown = mlv("show", torn)

    assert (
        "\nConflict\n"
        "  status: yours active, the plan's blocked (the plan's before: done)\n"
        f"  Decide with `mlv resolve {torn} --take mine` or `--take plan`.\n"
    ) in shown.out
    assert "\nYours\n" not in shown.out
    assert mlv("show", torn, "--json").data["conflicts"] == [
        {"field": "status", "base": "done", "plan": "blocked", "mine": "active"}
    ]


@pytest.mark.parametrize(
    ("take", "said", "status"),
    [("mine", "is now active, yours", "active"), ("plan", "is now blocked, the plan's", "blocked")],
)
def test_a_conflict_is_decided(mlv, torn, take, said, status):
    """One line for each field; what has none is said to have none."""
    answer = mlv("resolve", torn, 3, "--take", take)

    assert answer.out == f"    2 First P1: status {said}\n    3 One has no conflict\n"
    one = mlv("show", torn, "--json").data
    assert (one["conflict"], one["conflicts"], one["status"]) == (False, [], status)
    assert mlv("resolve", torn, "--take", take).out == "    2 First P1 has no conflict\n"


def test_only_the_named_field_is_decided(mlv, torn):
    """Others stay in conflict."""
    assert mlv("resolve", torn, "--take", "mine", "--field", "owner").out == (
        "    2 First P1 has no conflict in owner\n"
    )
    assert mlv("show", torn, "--json").data["conflict"]
    answer = mlv("resolve", torn, "--take", "mine", "--field", "owner", "--field", "status")
    assert answer.out == "    2 First P1: status is now active, yours\n"


def test_only_what_is_decided_is_told(mlv, core, torn, tmp_path):
    """Two conflicts, one named: one line, and the other one is still there."""
    with closing(Workspace(Settings(address_of(os.environ["MLV_DB"]), tmp_path, "ada"))) as session:
        session.edits.set_shared([torn], "module", "Trips")
    write(core, CORE.replace("Status: done", "Status: blocked\nModule: Offers"))
    mlv("ingest")
    assert len(mlv("show", torn, "--json").data["conflicts"]) == 2

    answer = mlv("resolve", torn, "--take", "plan", "--field", "module")

    assert answer.out == "    2 First P1: module is now Offers, the plan's\n"
    assert [one["field"] for one in mlv("show", torn, "--json").data["conflicts"]] == ["status"]


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("archive", 4), "4 Second would be archived"),
        (("restore", 3), "3 One would be back"),
        (("attach", 3, "--to", "HERE"), "would be detached and keep all it has"),
        (("attach", 3, "--to", "HERE"), "3 One would stand at core.md:4"),
    ],
)
def test_every_gesture_can_be_tried(mlv, gone, there, args, said):
    """`--dry-run` tells the same and changes nothing, in JSON as well."""
    if args[0] == "restore":
        mlv("archive", gone)
    args = [there["source_key"] if one == "HERE" else one for one in args]
    before = mlv("list", "--all", "--json").out

    assert said in mlv(*args, "--dry-run").out
    data = mlv(*args, "--dry-run", "--json").data

    assert (len(data["edited"]), data["change_set"]) == (1, None)
    assert mlv("list", "--all", "--json").out == before


def test_a_decision_can_be_tried(mlv, torn):
    """Nothing is decided by `--dry-run`."""
    answer = mlv("resolve", torn, "--take", "plan", "--dry-run")

    assert answer.out == "    2 First P1: status would be blocked, the plan's\n"
    assert mlv("show", torn, "--json").data["conflict"]


@pytest.mark.parametrize(
    ("args", "code", "words"),
    [
        (("archive", 99), 4, "There is no milestone 99"),
        (("restore", 99, 3), 4, "There is no milestone 99"),
        (("resolve", 99, "--take", "mine"), 4, "There is no milestone 99"),
        (("attach", 99, "--to", 2), 4, "There is no milestone 99"),
        (("attach", 3, "--to", 99), 4, "The project core has no milestone 99"),
        (("attach", 3, "--to", 3), 4, "Milestone 3 has no heading to give"),
        (("attach", 3, "--to", "core.md#no~1"), 4, "has the source key core.md#no~1"),
        (("attach", 3, "--to", "9" * 30), 4, "There is no milestone 999"),
        (("attach", 2, "--to", 1), 1, "Milestone 2 isn't detached: it stands at core.md#first"),
        (("attach", 3, "--to", "no"), 4, "has the source key no. An id from `mlv list`"),
        (("attach", 3, "--to", "-3"), 4, "There is no milestone -3"),
        (("attach", 3), 2, "--to"),
        (("resolve", 2), 2, "--take"),
        (("resolve", 2, "--take", "both"), 2, "--take"),
        (("resolve", 2, "--take", "mine", "--field", "notes"), 2, "--field"),
        (("archive",), 2, "ID..."),
    ],
)
def test_bad_input_is_one_sentence(mlv, gone, args, code, words):
    """What is wrong and what to do, and nothing changes."""
    assert gone
    before = mlv("list", "--all", "--json").out

    assert_one_sentence(mlv(*args), words, code=code)

    assert mlv(*args, "--json").code == code
    assert mlv("list", "--all", "--json").out == before


def test_milestones_of_two_projects_are_not_changed_at_once(mlv, core, tmp_path):
    """A gesture changes one project."""
    mlv("ingest", core)
    mlv("ingest", write(tmp_path / "work" / "other.md", "# Other\n"), "--project", "other")

    for args in (("archive", 1, 6), ("restore", 1, 6), ("resolve", 1, 6, "--take", "mine")):
        assert_one_sentence(mlv(*args), "Milestone 6 is in the project other", code=4)
    assert_one_sentence(mlv("archive", 6, "--project", "core"), "in the project other", code=4)


def test_a_key_that_is_mistyped_is_answered_with_those_like_it(mlv, gone, there):
    """What was meant is named; nothing changes."""
    answer = mlv("attach", gone, "--to", "weigh")

    assert (answer.code, answer.out) == (4, "")
    assert "No milestone stands there" in answer.err
    assert answer.err.endswith(f"The nearest is {there['source_key']}.\n")
    assert mlv("show", gone, "--json").data["detached"]


def test_what_is_open_below_is_told_and_may_be_done_too(mlv, core):
    """Nothing cascades silently; with --below all of it is one gesture."""
    mlv("ingest", core)
    told = "      and 3 open below stay open; --below sets what is below, too"
    assert mlv("done", 1, "--dry-run").out.splitlines()[-1] == told

    assert mlv("done", 1).out.splitlines() == ["    1 Core is now done (was open)", told]
    assert mlv("done", 1, 4).out.splitlines()[-1].startswith("      and 2 open below stay")
    assert mlv("reopen", 1).out == "    1 Core is now open (was done)\n"
    data = mlv("status", "done", 1, "--below", "--json").data

    assert data["edited"] == [1, 3, 5]
    assert {one["status"] for one in mlv("list", "--json").data} == {"done"}
    mlv("undo")
    assert mlv("done", 1, 5).out.splitlines()[-1].startswith("      and 1 open below stays")
