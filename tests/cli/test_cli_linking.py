"""Linking milestones to entities, and what other systems' screens are told of them."""

from __future__ import annotations

import os

import pytest
from databases import rows_of
from starts import assert_one_sentence, write

from mlv_tui.settings.address import address_of

CORE = "# Core\n\n## First\nLink: Trip:TR-42\n\n## Second\nStatus: done\n\n## Third\n"


@pytest.fixture
def tour(mlv, tmp_path):
    """Four milestones; the plan links one to a trip."""
    write(tmp_path / "work" / "core.md", CORE)
    mlv("ingest", "core.md")
    return {one["title"]: one["id"] for one in mlv("list", "--json").data}


def test_milestones_are_linked_and_unlinked(mlv, tour):
    """Several at once, each once; the plan's links stay the plan's."""
    first, second = tour["First"], tour["Second"]

    told = mlv("link", first, second, "trip:TR-42", "Offer:9")
    assert told.out == (
        f"    {first} First is linked: trip:TR-42, offer:9\n"
        f"    {second} Second is linked: trip:TR-42, offer:9\n"
    )
    one = mlv("show", first, "--json").data
    assert one["links"] == ["trip:TR-42", "offer:9"]
    assert (one["tripId"], one["offerId"], one["orderId"]) == ("TR-42", "9", None)
    assert mlv("list", "--filter", "link:offer", "--json").data[1]["id"] == second

    assert mlv("unlink", second, "offer:9", "--dry-run").out.count("would be unlinked") == 1
    mlv("unlink", "--filter", "link:offer", "offer:9")
    assert mlv("show", second, "--json").data["links"] == ["trip:TR-42"]
    refused = mlv("unlink", first, "trip:TR-42")
    assert refused.code == 1
    assert "its plan links it to trip:TR-42; take the `Link:` out there" in refused.err
    mlv("undo")
    assert mlv("show", second, "--json").data["links"] == ["trip:TR-42", "offer:9"]


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["1"], "Name an entity, kind:id, such as trip:TR-42."),
        (["1", "trip:"], "“trip:” is no entity"),
        (["1", "trip:a b"], "“trip:a b” is no entity"),
        (["trip:1"], "Name milestones (ID...)"),
        (["x", "trip:1"], "“x” is not an id"),
    ],
)
def test_what_names_no_entity_is_refused(mlv, tour, args, said):
    """One sentence says how it is written; nothing is changed."""
    assert tour
    assert_one_sentence(mlv("link", *args), said, code=2)


def test_the_state_of_entities_is_told_to_other_systems(mlv, tour):
    """As JSON with a fixed shape, and in a view for whatever speaks SQL; both say the same."""
    mlv("link", tour["Second"], "trip:TR-42", "line_item:7")

    states = mlv("state", "--json").data
    assert [(one["kind"], one["id"]) for one in states] == [("line_item", "7"), ("trip", "TR-42")]
    trip = mlv("state", "trip:TR-42", "--json").data[0]
    assert trip["counts"] == {"open": 1, "active": 0, "blocked": 0, "done": 1}
    assert trip["progress"] == {"done": 1, "all": 2}
    assert trip["next"] == {"id": tour["First"], "title": "First"}
    assert trip["updated"].endswith("Z")
    assert mlv("state", "lineItem", "--json").data == states[:1]
    assert mlv("state", "trip", "--project", "core", "--json").data == states[1:]

    counts = "id, open, active, blocked, done, next_id, next_title"
    database = address_of(os.environ["MLV_DB"])
    view = rows_of(database, f"SELECT {counts} FROM milestone_state WHERE kind = 'trip'")  # noqa: S608 - constants
    assert view == [("TR-42", 1, 0, 0, 1, tour["First"], "First")]


def test_an_entity_without_milestones_isnt_found(mlv, tour):
    """Exit code 4, and the command that links one; a kind without any is an empty answer."""
    answer = mlv("state", "trip:TR-9", "--json")
    assert answer.code == 4
    assert mlv("state", "order", "--json").data == []
    assert mlv("state").out == f"trip:TR-42  0/1 done  next: First ({tour['First']})\n"


@pytest.mark.parametrize("which", ["trip:", "trip:a b"])
def test_the_state_of_what_is_no_entity_is_refused(mlv, tour, which):
    """It isn't taken for a kind that has none."""
    assert tour
    assert_one_sentence(mlv("state", which), f"“{which}” is no entity", code=2)


def test_a_kind_without_milestones_is_named(mlv, tour):
    """Others may well be linked."""
    assert tour
    assert "No milestone is linked to an entity of the kind tripp;" in mlv("state", "tripp").out


def test_a_project_that_is_put_away_counts_no_more(mlv, tour):
    """Unless it is asked for by its name."""
    assert tour
    mlv("project", "archive", "core")

    assert mlv("state", "--json").data == []
    assert len(mlv("state", "--project", "core", "--json").data) == 1
