"""`list` with a filter, groups, an order; why a milestone is in or out."""

from __future__ import annotations

import pytest
from starts import assert_one_sentence, write

pytestmark = pytest.mark.usefixtures("plan")

PLAN = """\
# Core
Priority: 2
## Collect prices
Status: done
Module: Trips
Owner: ada
## Freeze the price
Module: trips
Due: 2026-11-20
## Send it
Priority: 1
Owner: bob
Link: trip:TR-42
### Weigh it
# Offers
Due: 2026-11-19
## Older
"""
ALL = [1, 2, 3, 4, 5, 6, 7]


@pytest.fixture
def plan(mlv, tmp_path, monkeypatch):
    """A plan that was read, by ada."""
    monkeypatch.setenv("MLV_ACTOR", "ada")
    mlv("ingest", write(tmp_path / "work" / "core.md", PLAN))


def ids(answer):
    """The ids listed."""
    return [one["id"] for one in answer.data]


@pytest.mark.parametrize(
    ("args", "wanted"),
    [
        ((), ALL),
        (("--filter", ""), ALL),
        (("--filter", "owner:me"), [2]),
        (("--filter", "price -is:done"), [3]),
        (("--filter", "prio:1 or due:2026-11-20"), [3, 4, 5]),
        (("--filter", "has:due", "--sort", "due"), [6, 3]),
        (("--sort", "-title"), [6, 7, 1, 4, 5, 3, 2]),
        (("--group", "status"), [1, 3, 4, 5, 6, 7, 2]),
        (("--group", "tree"), ALL),
        (("--group", "priority", "--sort", "-title", "--filter", "prio:<=2"), [5, 4, 3, 1, 2]),
    ],
)
def test_a_list_is_filtered_grouped_and_sorted(mlv, args, wanted):
    """The tree's siblings, the filter's list, or each group's."""
    answer = mlv("list", *args, "--json")

    assert answer.code == 0
    assert answer.json["kind"] == "milestones"
    assert ids(answer) == wanted


def test_groups_stand_beside_the_milestones(mlv):
    """Name, ids and progress; null for those without; no groups without --group."""
    grouped = mlv("list", "--group", "module", "--json").json

    assert grouped["groups"] == [
        {"name": "Trips", "ids": [2, 3], "progress": {"done": 1, "all": 2}},
        {"name": None, "ids": [1, 4, 5, 6, 7], "progress": {"done": 0, "all": 5}},
    ]
    assert "groups" not in mlv("list", "--json").json


def test_groups_have_heads_in_text(mlv):
    """With how far they are; what is in them isn't indented."""
    said = mlv("list", "--group", "owner", "--filter", "-is:root").out.splitlines()

    assert said[0] == "ada  1/1"
    assert said[1].startswith("    2 ✓ Collect prices")
    assert said[2:4] == ["", "bob  0/1"]
    assert said[5:7] == ["", "none  0/3"]
    assert [line.partition("○")[0] for line in said[7:]] == ["    3 ", "    5 ", "    7 "]


def test_matches_are_indented_below_matches(mlv):
    """Not below what the filter left out."""
    said = mlv("list", "--filter", "prio:1 or offers").out.splitlines()

    assert [line.partition("○")[0] for line in said] == ["    4 ", "    5   ", "    6 "]
    sorted_by_title = mlv("list", "--filter", "prio:1", "--sort", "-title").out.splitlines()
    assert [line.partition("○")[0] for line in sorted_by_title] == ["    5 ", "    4 "]


def test_what_is_archived_shows_where_it_is_asked_for(mlv):
    """It and what is below it; or with --all."""
    mlv("archive", 4)

    assert ids(mlv("list", "--json")) == [1, 2, 3, 6, 7]
    assert ids(mlv("list", "--filter", "it", "--json")) == []
    assert ids(mlv("list", "--filter", "is:archived", "--json")) == [4, 5]
    assert ids(mlv("list", "--filter", "it", "--all", "--json")) == [4, 5]
    assert ids(mlv("list", "--all", "--json")) == ALL


def test_a_wrong_filter_is_pointed_at(mlv):
    """In a sentence, and below the word; in JSON by its place."""
    answer = mlv("list", "--filter", "owner:me 東京 stauts:open")

    sentence, text, carets = answer.err.splitlines()
    assert answer.code == 2
    assert sentence.startswith("mlv: There is no field “stauts”. Did you mean status?")
    assert text == "  owner:me 東京 stauts:open"
    assert carets == f"  {' ' * 14}^^^^^^"
    error = mlv("list", "--filter", "owner:me stauts:open", "--json").error
    assert (error["code"], error["at"], error["length"]) == ("filter", 9, 6)


def test_a_long_wrong_filter_is_shown_around_the_word(mlv):
    """And what is in it reaches no terminal."""
    text = f"{'x' * 500} \x1b[31m is:no {'y' * 500}"

    _, shown, carets = mlv("list", "--filter", text).err.splitlines()

    assert "\x1b" not in shown
    assert len(shown) < 200
    assert shown[carets.index("^") : carets.rindex("^") + 1] == "no"


def test_a_wrong_order_or_group_is_refused(mlv):
    """With what there is."""
    assert "Did you mean priority" in mlv("list", "--sort", "prioirty").err
    assert mlv("list", "--sort", "x", "--json").error["length"] == 1
    assert "'module'" in mlv("list", "--group", "modul").err


def test_a_filter_that_finds_nothing_says_what_was_meant(mlv):
    """Beside the output, which is empty."""
    answer = mlv("list", "--filter", "module:Tirps")

    assert (answer.code, answer.out) == (0, "")
    assert "matches “module:Tirps”" in answer.err
    assert "did you mean Trips?" in answer.err
    assert mlv("list", "--filter", "zzz", "--json").data == []


def test_it_is_explained_why_a_milestone_is_in_or_out(mlv):
    """Each part of the filter, whether it holds, and what the milestone has."""
    said = mlv("list", "--filter", "status:open (owner:me or prio:2) -weigh", "--explain", 2).out

    head, answer, *parts = said.splitlines()
    assert "Collect prices" in head
    assert answer.strip() == "out"
    assert [part.strip() for part in parts] == [
        "status:open – no: it is done",
        "any of – yes",
        "owner:me – yes: its owner is ada",
        "priority:2 – yes: it has P2, inherited",
        "-weigh – yes: it is called “Collect prices”",
    ]


def test_an_explanation_says_of_all_what_the_list_of_all_shows(mlv):
    """What is put away is in for `--all`, and out without it."""
    mlv("archive", 3)

    assert 3 in ids(mlv("list", "--all", "--filter", "freeze", "--json"))
    assert mlv("list", "--all", "--filter", "freeze", "--explain", 3, "--json").data["holds"]
    assert not mlv("list", "--filter", "freeze", "--explain", 3, "--json").data["holds"]


def test_an_explanation_is_data_too(mlv):
    """With the place of each part in the filter."""
    data = mlv("list", "--filter", "is:leaf prio:2", "--explain", 3, "--json").json

    assert data["kind"] == "explain"
    assert (data["data"]["id"], data["data"]["holds"]) == (3, True)
    assert data["data"]["parts"][1] == {
        "text": "priority:2",
        "holds": True,
        "has": "it has P2, inherited",
        "depth": 0,
        "at": 8,
        "length": 6,
    }
    assert_one_sentence(mlv("list", "--explain", 99), "There is no milestone 99", code=4)
    assert mlv("list", "--explain", 3).out.endswith("in\n")


def test_a_list_through_a_view_takes_more(mlv):
    """What is asked for beside it goes before what it has."""
    mlv("view", "save", "Open", "--filter", "is:open", "--sort", "-title", "--slot", 1)

    assert ids(mlv("list", "--view", "open", "--json")) == [5, 4, 7, 6, 3, 1]
    assert ids(mlv("list", "--view", "1", "--filter", "price", "--json")) == [3, 2]
    assert ids(mlv("list", "--view", 1, "--sort", "", "--json")) == [1, 3, 4, 5, 6, 7]
    assert mlv("list", "--view", "opne").code == 4
    assert mlv("list", "--view", 2).code == 4
    assert "doesn't" not in mlv("list", "--view", "open", "--explain", 3).out
