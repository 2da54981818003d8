"""Changing a milestone only where nobody did since it was looked at."""

from __future__ import annotations

import pytest
from starts import assert_one_sentence


@pytest.fixture
def version(mlv, core):
    """The version of milestone 3 as it was looked at."""
    mlv("ingest", core)
    return mlv("show", 3, "--json").data["version"]


def as_ben(mlv, monkeypatch, *args: object) -> None:
    """Have a colleague run a command."""
    with monkeypatch.context() as his:
        his.setenv("MLV_ACTOR", "ben")
        assert mlv(*args).code == 0


def test_what_nobody_changed_since_is_changed(mlv, version):
    """The version that --json shows is the one to name; each change makes another."""
    edited = mlv("edit", 3, "--owner", "mia", "--if-version", version, "--json")

    assert (edited.code, edited.data["edited"]) == (0, [3])
    assert mlv("done", 3, "--if-version", edited.data["milestones"][0]["version"]).code == 0


CHANGES = (
    ("edit", 3, "--owner", "mia"),
    ("status", "done", 3),
    ("done", 3),
    ("reset", "status", 3),
    ("archive", 3),
    ("remove", 3),
    ("move", 3, "--parent", 4),
    ("move", 3, "--project", "other"),
    ("done", 3, "--dry-run"),
)


@pytest.mark.parametrize("command", CHANGES, ids=lambda one: " ".join(map(str, one)))
def test_what_somebody_changed_since_is_left_alone(mlv, version, monkeypatch, command):
    """Exit 5, one sentence with who changed what since, and nothing is written."""
    mlv("project", "add", "other")
    as_ben(mlv, monkeypatch, "status", "blocked", 3, "--project", "core")
    as_ben(mlv, monkeypatch, "edit", 3, "--notes", "ask Ada", "--priority", 1)
    before = mlv("show", 3, "--json").data

    refused = mlv(*command, "--if-version", version)

    assert_one_sentence(refused, code=5)
    assert (
        f"Milestone 3 is at version {version + 2}, not {version}: ben changed its status, notes "
        "and priority; nothing was changed."
    ) in refused.err
    assert mlv("show", 3, "--json").data == before


def test_a_script_is_told_of_the_conflict(mlv, version, monkeypatch):
    """`error.code` says so, as JSON."""
    as_ben(mlv, monkeypatch, "done", 3)

    refused = mlv("reopen", 3, "--if-version", version, "--json")

    assert (refused.code, refused.error["code"]) == (5, "conflict")


@pytest.mark.parametrize(
    "command",
    [("done", 3, 4), ("done", "--filter", "status:open")],
    ids=lambda one: " ".join(map(str, one)),
)
def test_a_version_is_of_one_milestone(mlv, version, command):
    """With several, whose it is can't be told: wrong usage."""
    refused = mlv(*command, "--if-version", version)

    assert refused.code == 2
    assert "name one ID" in refused.err
    assert mlv("show", 3, "--json").data["version"] == version
