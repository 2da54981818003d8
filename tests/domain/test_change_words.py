"""Changes in a few words each."""

from __future__ import annotations

import pytest

from mlv_tui.domain.change_set import Change, ChangeKind
from mlv_tui.domain.change_words import PREVIEW_GROUPS, change_words, conflict_words, preview_group
from mlv_tui.domain.three_way import ThreeWay

PUT = {"parent": 1, "after": 2, "number": 5}


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        ({"status": "open"}, {"status": "done"}, ["status: open → done"]),
        ({"owner": None}, {"owner": "ada"}, ["owner: none → ada"]),
        (
            {"my_status": None},
            {"my_status": {"value": "done", "base": None}},
            ["my status: the plan's → done"],
        ),
        ({"parent": 1, "order": None}, {"parent": 2, "order": "moved"}, ["moved"]),
        ({"archived_at": None}, {"archived_at": 5}, ["archived"]),
        ({"archived_at": 5}, {"archived_at": None}, ["out of the archive"]),
        ({"removed_at": None}, {"removed_at": 5}, ["removed"]),
        ({"removed_at": 5}, {"removed_at": None}, ["back"]),
        ({"placed": None}, {"placed": PUT}, ["moved"]),
        ({"placed": PUT}, {"placed": None}, ["back where its plan has it"]),
        ({"placed": PUT}, {"placed": {**PUT, "number": 6}}, ["moved"]),
        ({"placed": PUT}, {"placed": {**PUT, "after": None}}, ["kept its place"]),
        ({"waits_for": None}, {"waits_for": [2, 3]}, ["waits for: none → 2, 3"]),
        ({"project": "a"}, {"project": "b"}, ["project: a → b"]),
        ({"body": "a"}, {"body": "b"}, ["its text"]),
        ({"links": []}, {"links": ["trip:1", "trip:2"]}, ["links:  → trip:1, trip:2"]),
        ({"source_key": "a", "level": 1}, {"source_key": "b", "level": 2}, []),
    ],
)
def test_what_was_and_what_is(before, after, words) -> None:
    """Each value once; what follows from the rest is left out."""
    change = Change(1, ChangeKind.EDITED, before, after)

    assert list(change_words(change)) == words


def test_of_a_new_milestone_nothing_was() -> None:
    """All of it is new, and needs no telling."""
    assert list(change_words(Change(1, ChangeKind.NEW, {}, {"title": "A"}))) == []


@pytest.mark.parametrize(
    ("name", "mine", "plan", "words"),
    [
        ("priority", 1, 3, "makes a conflict: priority, mine P1, the plan's P3"),
        ("owner", None, "hal", "makes a conflict: owner, mine none, the plan's hal"),
    ],
)
def test_a_conflict_to_come_is_told_with_both_values(name, mine, plan, words) -> None:
    """The field, the person's value and the plan's."""
    assert conflict_words(ThreeWay(name, None, plan, mine, is_conflict=True)) == words


def test_a_preview_counts_as_detached_what_the_brake_counts() -> None:
    """What a person put away is in a group of its own; other kinds are where they always are."""
    away = {preview_group(kind, is_archived=True) for kind in ChangeKind}
    live = {preview_group(kind, is_archived=False) for kind in ChangeKind}

    assert live == set(ChangeKind)
    assert live - away == {ChangeKind.DETACHED, ChangeKind.AMBIGUOUS}
    (group,) = away - live
    assert "Archived" in PREVIEW_GROUPS[group][1]
