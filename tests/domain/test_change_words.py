"""Changes in a few words each."""

from __future__ import annotations

import pytest

from mlv_tui.domain.change_set import Change, ChangeKind
from mlv_tui.domain.change_words import change_words


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
