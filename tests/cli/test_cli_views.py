"""`view list`, `view save`, `view show`, `view remove`."""

from __future__ import annotations

import pytest
from starts import assert_one_sentence, write

pytestmark = pytest.mark.usefixtures("plans")


@pytest.fixture
def plans(mlv, tmp_path):
    """Two projects."""
    for name in ("a", "b"):
        write(tmp_path / "work" / f"{name}.md", "# Core\n## One\nPriority: 1\n## Two\n")
        mlv("ingest", tmp_path / "work" / f"{name}.md")


RECORD = {
    "name": "Urgent",
    "slot": 2,
    "filter": "prio:1",
    "group": "tree",
    "sort": "",
    "fold": None,
}


def test_a_view_is_saved_and_looked_through(mlv):
    """By its name or its slot; `mlv view` lists them."""
    saved = mlv("view", "save", "Urgent", "--filter", "prio:1", "--slot", 2, "--json").json

    assert (saved["kind"], saved["data"]) == ("view", RECORD)
    assert (saved["was"], saved["freed"]) == (None, None)
    shown = [mlv("view", "show", name, "--json") for name in ("urgent", 2)]
    assert [[one["title"] for one in answer.data] for answer in shown] == [["One"], ["One"]]
    assert mlv("view", "--json").json["data"] == [RECORD]
    assert "One" in mlv("view", "show", "2").out


def test_views_are_told_in_columns(mlv):
    """Slot, name, filter, looks."""
    mlv("view", "save", "Urgent", "--filter", "prio:1", "--slot", 2)
    mlv("view", "save", "By owner", "--group", "owner", "--sort", "due,-prio", "--fold", 1)

    assert mlv("view").out.splitlines() == [
        "2  Urgent    prio:1",
        "   By owner          by owner · sorted by due,-priority · 1 level",
    ]


def test_a_view_is_replaced_and_loses_its_slot(mlv):
    """Both are said."""
    mlv("view", "save", "Urgent", "--filter", "prio:1", "--slot", 2)

    assert mlv("view", "save", "urgent", "--dry-run").out == (
        "urgent would be replaced, in the slot 2\n"
    )
    assert mlv("view", "save", "Other", "--slot", 2).out == (
        "Other is saved, in the slot 2, which Urgent had\n"
    )
    again = mlv("view", "save", "Urgent", "--sort", "due", "--json").json
    assert again["was"] == RECORD | {"slot": None}


def test_a_view_is_removed(mlv):
    """By its name or its slot; trying removes nothing."""
    mlv("view", "save", "Urgent", "--slot", 2)

    assert mlv("view", "remove", 2, "--dry-run").out == "Urgent would be removed\n"
    assert mlv("view", "remove", "URGENT", "--json").data["name"] == "Urgent"
    assert_one_sentence(mlv("view", "remove", "Urgent"), "no view “Urgent”", code=4)
    assert "b has no views yet" in mlv("view", "list").err


def test_each_project_has_its_own(mlv):
    """`--project` names it."""
    mlv("view", "save", "Urgent", "--project", "a")

    assert mlv("view", "--json").data == []
    assert len(mlv("view", "--project", "a", "--json").data) == 1


@pytest.mark.parametrize(
    ("args", "said", "code"),
    [
        (("save", "x", "--filter", "stauts:open"), "Did you mean status?", 2),
        (("save", "x", "--sort", "tilte"), "Did you mean title?", 2),
        (("save", "x", "--slot", 10), "10 is not in the range 1<=x<=9", 2),
        (("save", "x", "--fold", 0), "0 is not in the range", 2),
        (("save", "2"), "Numbers are for slots.", 1),
        (("save", ""), "A view has a name of one line.", 1),
        (("show", "x"), "There is no view “x”.", 4),
        (("show", 7), "There is no view in the slot 7.", 4),
        (("show", "9" * 40), "There is no view in the slot", 4),
    ],
)
def test_what_cannot_be_is_refused(mlv, args, said, code):
    """And nothing is saved."""
    answer = mlv("view", *args)

    assert answer.code == code
    assert said in answer.err
    assert mlv("view", "--json").data == []
