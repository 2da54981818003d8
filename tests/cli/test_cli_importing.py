"""Importing: files of other programs, and exports."""

from __future__ import annotations

import io
import json

import pytest
from databases import ON_SERVER, rows
from starts import assert_one_sentence, write

from mlv_tui.cli.importing import _FORMATS
from mlv_tui.services.importing import FORMATS

ISSUES = [
    {
        "number": 2,
        "title": "Fix \x1b[31mit",
        "state": "OPEN",
        "labels": [{"name": "P1"}],
        "milestone": {"number": 7, "title": "v2", "dueOn": "2026-12-01T00:00:00Z"},
        "assignees": [{"login": "mia"}],
        "url": "https://github.com/o/r/issues/2",
    },
    {"number": 1, "title": "Old", "state": "CLOSED", "url": "https://github.com/o/r/issues/1"},
    {"number": 3, "title": "PR", "url": "https://github.com/o/r/pull/3"},
]


@pytest.fixture
def issues(tmp_path):
    """Issues as `gh` prints them."""
    return write(tmp_path / "work" / "issues.json", json.dumps(ISSUES))


def titles(mlv, *args):
    """Return the titles as they stand."""
    return ["  " * one["depth"] + one["title"] for one in mlv("list", "--json", *args).data]


def test_issues_are_looked_at_then_made_once(mlv, issues):
    """A preview writes nothing and exits 3; a second import finds all of it there."""
    looked = mlv("import", issues, "--project", "Web shop", "--preview")
    assert (looked.code, looked.out.splitlines()) == (
        3,
        [
            "  + v2  (due 2026-12-01)",
            "  + Old  (done)",
            "  +   Fix ␛[31mit  (P1 · owner mia)",
            "web-shop: 3 milestones would be made",
            "  1 pull request passed over",
        ],
    )
    assert mlv("project", "list", "--json").data == []

    made = mlv("import", issues, "--project", "Web shop")
    again = mlv("import", issues)

    assert made.out.splitlines() == [
        "web-shop: 3 milestones made",
        "  1 pull request passed over",
        "`mlv undo 1 --project web-shop` takes it back",
    ]
    assert again.out.splitlines()[0] == "web-shop: 0 milestones made, 3 there already"
    assert mlv("import", issues, "--preview").code == 0
    assert titles(mlv) == ["v2", "  Fix \x1b[31mit", "Old"]
    assert mlv("show", 3, "--json").data["links"] == ["github:o/r#2"]
    assert "import" in mlv("log", "--origin", "import").out
    assert mlv("undo", 1, "--project", "web-shop").code == 0
    assert titles(mlv) == []
    assert mlv("import", issues).out.startswith("web-shop: 3 milestones made\n")


def test_an_import_is_told_as_json(mlv, issues):
    """What was made with its ids and keys, and what was there."""
    mlv("import", issues, "--project", "shop", "--preview", "--json")

    looked = mlv("import", issues, "--project", "shop", "--preview", "--json").data
    data = mlv("import", issues, "--project", "shop", "--json").data

    assert [one["id"] for one in looked["made"]] == [None, None, None]
    assert data["made"][2] == {
        "id": 3,
        "key": "github:o/r#2",
        "above": "github:o/r/milestone/7",
        "title": "Fix \x1b[31mit",
        "priority": 1,
        "owner": "mia",
        "notes": "Labels: P1",
    }
    assert (data["project"], data["there"], data["change_set"]) == ("shop", {}, 1)
    assert data["passed_over"] == {"pull request": 1}
    again = mlv("import", issues, "--json").data
    assert (again["made"], len(again["there"]), again["change_set"]) == ([], 3, None)


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("todo.txt", "(A) Call Mia +home\nx Pay\n", ["Call Mia", "Pay"]),
        ("list.org", "* TODO One\n** DONE Two\n", ["One", "  Two"]),
        ("tasks.json", '[{"uuid":"1","description":"Dig","project":"a"}]', ["a", "  Dig"]),
    ],
)
def test_other_files_are_known_by_what_they_are(mlv, tmp_path, name, text, expected):
    """By their name or what they hold; into the project that is written to last."""
    file = write(tmp_path / "work" / name, text)
    mlv("project", "add", "tasks")

    assert mlv("import", file).code == 0

    assert titles(mlv) == expected
    assert mlv("import", file).out == f"tasks: 0 milestones made, {len(expected)} there already\n"


def test_standard_input_is_a_file_too(mlv, monkeypatch):
    """As `gh issue list --json … | mlv import -` does."""
    content = io.TextIOWrapper(io.BytesIO(json.dumps(ISSUES).encode()))
    monkeypatch.setattr("sys.stdin", content)

    assert mlv("import", "-", "--project", "shop").code == 0

    assert len(titles(mlv)) == 3


@pytest.mark.parametrize(
    ("name", "text", "args", "told"),
    [
        ("x.json", "[1", (), (1, "x.json:1 is no valid JSON")),
        ("x.json", "{}", (), (1, "can't be told")),
        ("x.json", "[{}]", ("--from", "github"), (1, "[0].number is nothing")),
        ("x.bin", b"\x00\x01\x02" * 99, (), (1, "is not text")),
        ("x.txt", b"\xff\xfe", (), (1, "UTF-16")),
        ("x.txt", "Pay due:soon", (), (1, "x.txt:1")),
        ("x.txt", "A due:soon\nB\nC due:x\nD due:y", (), (1, "So are lines 3, 4.")),
        ("x.txt", "Pay", ("--from", "xml"), (2, "xml")),
        ("x.json", '{"schema":1,"kind":"export","data":{}}', (), (1, "isn't a whole export")),
        ("x.json", '{"schema":1,"kind":"export","data":{}}', ("--project", "a"), (2, "--project")),
    ],
)
def test_bad_files_are_one_sentence(mlv, tmp_path, name, text, args, told):
    """What is wrong, where, and what to do; nothing changes."""
    file = write(tmp_path / "work" / name, text)

    code, words = told
    assert_one_sentence(mlv("import", file, *args), words, code=code)

    assert mlv("project", "list", "--json").data == []


def test_what_is_no_file_is_told(mlv, tmp_path):
    """Neither a folder nor what isn't there; nor is a project made up."""
    assert_one_sentence(mlv("import", "nowhere"), "no file nowhere", code=4)
    assert_one_sentence(mlv("import", tmp_path), "folder")
    file = write(tmp_path / "work" / "todo.txt", "Pay\n")
    assert_one_sentence(mlv("import", file), "Name one with --project")


@pytest.mark.skipif(ON_SERVER, reason="the other database is a file")
def test_an_export_makes_the_same_database(mlv, core, tmp_path):
    """History included; a preview makes no database, and nothing is written over."""
    mlv("ingest", core)
    mlv("done", 3)
    mlv("undo")
    mlv("export", "--to", "all.json")
    other = tmp_path / "other.db"

    looked = mlv("import", "all.json", "--db", other, "--preview")
    assert (looked.code, other.exists()) == (3, False)
    made = mlv("import", "all.json", "--db", other)

    assert made.out.startswith(f"{other} is what all.json holds: 1 project, 5 milestones, ")
    assert rows(other) == rows(tmp_path / "mlv.db")
    assert mlv("log", "--db", other).out == mlv("log").out
    assert_one_sentence(mlv("import", "all.json", "--db", other), "isn't empty", code=6)
    third = mlv("import", "all.json", "--db", tmp_path / "third.db", "--json").data
    assert third["rows"]["milestone"] == 5


def test_the_formats_are_those_that_can_be_read():
    """The option offers no other."""
    assert _FORMATS == FORMATS
