"""`log`, `history`, `undo`, `redo`: what was done, told and taken back."""

from __future__ import annotations

import re

import pytest
from starts import CORE, write

RECORDED = ["id", "at", "actor", "origin", "label", "counts", "undoes", "undone_by"]
CHANGED = CORE.replace("ada", "mia").replace("### One\n", "### Two\n")


@pytest.fixture
def done(mlv, core):
    """A plan that was read, a gesture, and the plan read again."""
    mlv("ingest", core)
    mlv("done", 4)
    write(core, CHANGED)
    mlv("ingest")
    return core


@pytest.mark.usefixtures("done")
def test_the_log_tells_what_was_done(mlv):
    """A line each, the last first: when, who, what, how many."""
    said = mlv("log")

    lines = [re.sub(r"\d{4}-\d\d-\d\d \d\d:\d\d", "WHEN", line) for line in said.out.splitlines()]
    who = lines[0].split()[2]
    assert [line.split() for line in lines] == [
        ["3", "WHEN", who, "read", "core.md", *lines[0].split()[5:]],
        ["2", "WHEN", who, "done", "1", "guided"],
        ["1", "WHEN", who, "read", "core.md", "5", "new"],
    ]
    assert len(mlv("log", "--count", 1).out.splitlines()) == 1


@pytest.mark.usefixtures("done")
def test_the_log_as_json(mlv):
    """Everything that is told of a change set, each kind of change counted."""
    mlv("undo")

    told = mlv("log", "--json").json

    assert (told["schema"], told["kind"]) == (1, "log")
    assert [list(one) for one in told["data"]] == [RECORDED] * 4
    assert [(one["id"], one["origin"]) for one in told["data"]] == [
        (4, "undo"),
        (3, "ingest"),
        (2, "user"),
        (1, "ingest"),
    ]
    assert (told["data"][0]["undoes"], told["data"][2]["undone_by"]) == (2, 4)
    assert told["data"][3]["counts"]["new"] == 5
    assert told["data"][3]["counts"]["detached"] == 0


@pytest.mark.usefixtures("done")
def test_the_history_of_a_milestone(mlv):
    """What happened to it, the last first, with what was and what is."""
    mlv("undo", 3)

    said = mlv("history", 5).out

    assert "owner: mia → ada" in said
    assert said.index("owner: mia → ada") < said.index("owner: ada → mia")
    assert "my status: the plan's → done" in mlv("history", 4).out


@pytest.mark.usefixtures("done")
def test_the_history_as_json(mlv):
    """Each change as in a preview, with its change set."""
    told = mlv("history", 5, "--json").json

    assert told["kind"] == "history"
    assert [one["kind"] for one in told["data"]] == ["edited", "new"]
    (last, first) = told["data"]
    assert (last["id"], last["from"], last["to"]) == (5, {"owner": "ada"}, {"owner": "mia"})
    assert (first["from"], list(first["change_set"])) == (None, RECORDED)


@pytest.mark.usefixtures("done")
def test_undo_takes_back_the_last_gesture(mlv):
    """One sentence on what was undone, a line for each milestone."""
    said = mlv("undo")

    assert said.out.splitlines() == [
        "undo: done: 1 milestone (change set 4)",
        "    4 Second is open",
    ]
    assert mlv("redo").out.splitlines() == [
        "redo: done: 1 milestone (change set 5)",
        "    4 Second is done",
    ]


@pytest.mark.usefixtures("done")
def test_undo_as_json(mlv):
    """What was undone, by what, and what changed."""
    told = mlv("undo", 3, "--json").json

    assert told["kind"] == "undo"
    assert list(told["data"]) == ["project", "change_set", "undone", "changed", "skipped"]
    assert (told["data"]["project"], told["data"]["change_set"]) == ("core", 4)
    assert (told["data"]["undone"]["id"], list(told["data"]["undone"])) == (3, RECORDED)
    assert 5 in told["data"]["changed"]


@pytest.mark.parametrize("command", [["undo"], ["undo", 3], ["redo"]])
@pytest.mark.usefixtures("done")
def test_a_dry_run_changes_nothing(mlv, command):
    """It tells what would be undone."""
    if command == ["redo"]:
        mlv("undo", 3)
    before = mlv("list", "--all", "--json").out

    said = mlv(*command, "--dry-run")

    assert said.code == 0
    assert said.out.splitlines()[0].endswith("(nothing written yet)")
    assert mlv("list", "--all", "--json").out == before


@pytest.mark.usefixtures("done")
def test_an_undone_reading_stays_undone(mlv):
    """Until one asks for it; the command says why it isn't followed."""
    assert mlv("undo", 3).code == 0

    assert "ada" in mlv("show", 5).out
    assert mlv("ingest").code == 0
    assert "mia" in mlv("show", 5).out


@pytest.mark.usefixtures("done")
def test_applying_what_was_undone_is_said(mlv):
    """The preview says so before, the report after, both with what to do, and so does the JSON."""
    mlv("undo", 3)

    preview, told = mlv("ingest", "--preview"), mlv("ingest", "--preview", "--json").data
    answer = mlv("ingest")

    assert "core.md would be read again, though its last reading was undone." in preview.out
    assert (told["again"], told["held"]) == (["core.md"], [])
    assert (answer.code, answer.err) == (0, "")
    assert answer.out.splitlines()[1] == (
        "core.md was read again, though its last reading had been undone; "
        "`mlv undo 5` undoes it once more."
    )
    mlv("undo", 5)
    assert mlv("ingest", "--json").data["again"] == ["core.md"]
    assert mlv("ingest", "--json").data["again"] == []


@pytest.mark.parametrize(
    ("command", "code", "words"),
    [
        (["undo", 99], 4, "There is no change set 99. `mlv log` shows them."),
        (["undo", 10**30], 4, f"There is no change set {10**30}. `mlv log` shows them."),
        (["undo", 10**30, "--project", "core"], 4, f"There is no change set {10**30}."),
        (["undo", 0], 2, "0 is not in the range x>=1"),
        (["undo", "last"], 2, "'last' is not a valid integer"),
        (["redo"], 4, "There is nothing to redo."),
        (["history", 99], 4, "There is no milestone 99."),
        (["log", "--count", 0], 2, "0 is not in the range"),
        (["undo", 1], 5, "core.md was read or re-arranged again since (change set 3)."),
    ],
)
@pytest.mark.usefixtures("done")
def test_what_can_t_be_done_is_said_in_one_sentence(mlv, command, code, words):
    """With an exit code for scripts, and nothing changed."""
    said = mlv(*command)

    assert (said.code, said.out) == (code, "")
    assert words in said.err


@pytest.mark.usefixtures("done")
def test_the_change_set_leads_to_its_project(mlv, tmp_path):
    """Its number is enough, whatever project was written to last."""
    mlv("ingest", write(tmp_path / "other" / "other.md", "# Other\n"))

    assert mlv("undo", 3, "--json").json["data"]["project"] == "core"
    assert mlv("undo", 3, "--project", "other").code == 4


def test_nothing_to_undo_is_said(mlv, core):
    """Where one did nothing oneself yet; and where there is no database, none is made."""
    assert mlv("undo").err == "mlv: There are no projects yet. Name some plans: `mlv PLANS...`.\n"
    mlv("ingest", core)

    assert mlv("undo").code == 4
    assert "nothing of yours to undo" in mlv("undo").err


def test_what_plans_say_is_not_obeyed_by_the_terminal(mlv, core):
    """A title with an escape is shown, in history too."""
    mlv("ingest", core)
    write(core, CORE.replace("Owner: ada", "Owner: \x1b[31mred"))
    mlv("ingest")

    for said in (mlv("history", 5), mlv("undo", 2)):
        assert "\x1b" not in said.out


def _ids(answer):
    return [int(line.split()[0]) for line in answer.out.splitlines() if line[:5].strip()]


@pytest.mark.usefixtures("done")
def test_the_log_and_a_history_are_filtered(mlv):
    """By whom, from where, of which plan, since when, with which words; each for itself."""
    mlv("edit", 2, "--owner", "me")

    assert _ids(mlv("log")) == [4, 3, 2, 1]
    assert _ids(mlv("log", "--origin", "user")) == [4, 2]
    assert _ids(mlv("log", "--origin", "user", "--count", 1)) == [4]
    assert _ids(mlv("log", "--by", "me", "OWNER:")) == [4]
    assert _ids(mlv("log", "--plan", "core", "--since", "today")) == [4, 3, 2, 1]
    assert _ids(mlv("history", 4, "--origin", "ingest")) == _ids(mlv("history", 4))[1:]
    nobody = mlv("log", "--by", "nobody", "--json")
    assert (nobody.code, nobody.data) == (0, [])
    assert mlv("log", "--plan", "x").err == "mlv: Nothing was done in core that is like that.\n"
    assert mlv("log", "--since", "x").code == 1
    assert mlv("log", "--origin", "x").code == 2


def test_what_can_t_be_undone_names_what_can(mlv, core, monkeypatch):
    """The one before is named with its command, so that nobody is stuck."""
    mlv("ingest", core)
    mlv("done", 5)
    mlv("edit", 4, "--title", "Mine")
    monkeypatch.setenv("MLV_ACTOR", "mia")
    mlv("edit", 4, "--title", "Theirs")
    monkeypatch.delenv("MLV_ACTOR")

    answer = mlv("undo")

    assert answer.code == 5
    assert "Undo that first: `mlv undo 4`." in answer.err
    assert answer.err.endswith("`mlv undo 2` undoes what you did before that: done.\n")
    assert mlv("undo", 2).code == 0


def test_an_archived_project_comes_back_with_undo(mlv, core):
    """And nothing older is touched."""
    mlv("ingest", core)
    mlv("done", 5)
    mlv("project", "archive", "core")

    assert mlv("log", "--count", 1).out.rstrip().endswith(": archive the project")
    assert mlv("undo").out == "undo: archive the project (change set 4)\n"

    assert mlv("show", 5, "--json").data["status"] == "done"
    assert not mlv("project", "list", "--json").data[0]["archived"]
