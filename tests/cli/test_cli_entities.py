"""`mlv entities`: which there are, what one is, and whether the sources are fine."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest
from starts import assert_one_sentence, write

CSV = "kind,id,label,state\ntrip,TR-1,Lisbon,open\ntrip,TR-2,Turin \x1b]0;x\x07,done\norder,7,,\n"


@pytest.fixture
def folder(mlv, tmp_path):
    """A project whose plan folder has entities."""
    folder = tmp_path / "work" / "core"
    write(folder / "core.md", "# Core\nLink: trip:TR-1\n")
    write(folder / "entities.csv", CSV)
    mlv("ingest", folder)
    return folder


@pytest.fixture
def config(tmp_path):
    """Where the config file is looked for."""
    return tmp_path / "home" / "xdg_config_home" / "mlv" / "config.toml"


@pytest.fixture
def business(tmp_path, config):
    """A business database that the config file names."""
    file = tmp_path / "business.db"
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("CREATE TABLE trips (code, title)")
        connection.execute("INSERT INTO trips VALUES ('TR-1', 'Porto')")
    write(
        config,
        f'[entities.core]\nsource = "{file}"\n[entities.core.kinds.trip]\n'
        'table = "trips"\nid = "code"\nlabel = "title"\n',
    )
    return file


def test_the_kinds_are_listed_with_their_numbers(mlv, folder):
    """And where they are."""
    answer = mlv("entities")

    assert [line.split()[:2] for line in answer.out.splitlines()] == [["order", "1"], ["trip", "2"]]
    assert str(folder) in answer.out
    data = mlv("entities", "list", "--json").data
    assert [one["kind"] for one in data[0]["kinds"]] == ["order", "trip"]


@pytest.mark.usefixtures("folder")
def test_the_entities_of_a_kind_are_listed(mlv):
    """However the kind is written, all or those with a text; nothing in them is obeyed."""
    assert mlv("entities", "list", "Trip").out.splitlines() == [
        "trip:TR-1  Lisbon        open",
        "trip:TR-2  Turin ␛]0;x␇  done",
    ]
    found = mlv("entities", "list", "trip", "LIS", "--json").json
    assert found["kind"] == "entities"
    assert found["data"] == [
        {
            "ref": "trip:TR-1",
            "kind": "trip",
            "id": "TR-1",
            "label": "Lisbon",
            "state": "open",
            "updated": "",
        }
    ]
    assert len(mlv("entities", "list", "trip", "--limit", 1, "--json").data) == 1


@pytest.mark.usefixtures("folder")
def test_one_entity_is_shown(mlv):
    """As its source tells it now."""
    assert mlv("entities", "show", "trip:TR-1").out.splitlines() == [
        "entity  trip:TR-1",
        "label   Lisbon",
        "state   open",
        "link    fresh",
    ]
    data = mlv("entities", "show", "Trip:TR-1", "--json").data
    assert (data["ref"], data["label"], data["freshness"]) == ("trip:TR-1", "Lisbon", "fresh")
    assert data["seen"].endswith("Z")


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    ("args", "words", "code"),
    [
        (("show", "trip:TR-9"), "There is no trip:TR-9: missing.", 4),
        (("show", "ship:1"), "No source has the kind ship.", 4),
        (("show", "trip"), "“trip” is no entity. Write kind:id, such as trip:TR-42.", 2),
        (("list", "ship"), "No source of core has the kind “ship”. `mlv entities` lists", 4),
        (("list", "trip", "--limit", 0), "0 is not in the range", 2),
    ],
)
def test_what_is_not_there_is_told(mlv, args, words, code):
    """One sentence, and what to do."""
    assert_one_sentence(mlv("entities", *args), words, code=code)


@pytest.mark.usefixtures("folder")
def test_a_misspelt_kind_is_recognised(mlv):
    """As a misspelt command is."""
    assert "has the kind “trips”. Did you mean trip?" in mlv("entities", "list", "trips").err


@pytest.mark.usefixtures("folder")
def test_a_text_that_nothing_has_is_an_answer(mlv):
    """An empty list, and a sentence beside it."""
    answer = mlv("entities", "list", "trip", "oslo")

    assert (answer.code, answer.out) == (0, "")
    assert answer.err == "mlv: There is no trip with “oslo”.\n"


def test_without_sources_it_says_how_to_have_one(mlv, core):
    """That isn't an error."""
    mlv("ingest", core)

    for command in (("entities",), ("entities", "check")):
        answer = mlv(*command)
        assert answer.code == 0
        assert "core has no entities. Name a source in the config file" in answer.err
    assert mlv("entities", "--json").data == []


@pytest.mark.usefixtures("folder")
def test_sources_are_checked(mlv, business):
    """What keeps each from being written, what it has and from which columns."""
    answer = mlv("entities", "check")

    assert answer.code == 0
    assert answer.out.splitlines()[0].split() == ["ok", str(business)]
    assert "mode=ro and query_only" in answer.out
    assert "trip: 1, from code, title" in answer.out
    assert mlv("entities", "show", "trip:TR-1", "--json").data["label"] == "Porto"


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("as_json", [False, True])
def test_a_source_that_can_t_be_used_is_told(mlv, business, as_json):
    """Exit 1; the others are told as well."""
    business.unlink()

    answer = mlv("entities", "check", *(["--json"] if as_json else []))

    assert answer.code == 1
    if as_json:
        bad, good = answer.data
        assert (bad["usable"], bad["code"], good["usable"]) == (False, "source-away", True)
        assert "isn't there" in bad["message"]
    else:
        assert "wrong  " in answer.out
        assert "isn't there" in answer.out
    listed = mlv("entities")
    assert (listed.code, "isn't there" in listed.err, "order" in listed.out) == (1, True, True)


@pytest.mark.usefixtures("folder")
def test_an_entity_whose_source_is_away_is_told_with_its_last_label(mlv, business):
    """And when it was seen."""
    mlv("entities", "show", "trip:TR-1")
    business.unlink()

    answer = mlv("entities", "show", "trip:TR-1")

    assert_one_sentence(answer, "trip:TR-1 (“Porto”): source away, seen just now.")
