"""What titles say about status and priority."""

from __future__ import annotations

import pytest

from mlv_tui.domain.milestone import Status
from mlv_tui.readers.hints import hints
from mlv_tui.readers.titles import plain_title


@pytest.mark.parametrize(
    ("raw", "priority"),
    [
        ("P1", 1),
        ("P0: Now", 0),
        ("(P2) Trips", 2),
        ("Trips [P3]", 3),
        ("Trips (P3) sync", 3),
        ("Trips P4", 4),
        ("PRIORITY 1 (HIGH)", 1),
        ("Priority 2: Offers", 2),
        ("2.1 P5 Offers", 5),
        ("✅ P1 Offers", 1),
        ("[x] P1 Offers", 1),
        ("P10 things", None),
        ("HTTP1", None),
        ("P1.5 release", None),
        ("Fix P1 bugs", None),
        ("Priorities 2026", None),
        ("PRIORITY 12", None),
    ],
)
def test_reads_a_priority_only_where_it_is_a_mark(raw, priority):
    """`P1` at either end or in brackets is a priority; inside a sentence it is a word."""
    assert hints(plain_title(raw), raw).priority == priority


@pytest.mark.parametrize(
    ("raw", "status"),
    [
        ("[x] Ship", Status.DONE),
        ("[X] Ship", Status.DONE),
        ("[ ] Ship", Status.OPEN),
        ("✅ Ship", Status.DONE),
        ("Ship ✅", Status.DONE),
        ("✔️ Ship", Status.DONE),
        ("~~Ship~~", Status.DONE),
        ("~~**Ship**~~", Status.DONE),
        ("DONE: Ship", Status.DONE),
        ("DONE Ship", Status.DONE),
        ("(DONE) Ship", Status.DONE),
        ("Ship [DONE]", Status.DONE),
        ("Ship — DONE", Status.DONE),
        ("WIP: Ship", Status.ACTIVE),
        ("🚧 Ship", Status.ACTIVE),
        ("Ship (WIP)", Status.ACTIVE),
        ("What to do when done", None),
        ("What is DONE here", None),
        ("NOT DONE", None),
        ("ABANDONED", None),
        ("~~Old~~ new", None),
        ("~~a~~ and ~~b~~", None),
        ("Done", None),
    ],
)
def test_reads_a_status_only_where_it_is_a_mark(raw, status):
    """Boxes, signs, strikes and upper-case words at either end count; words inside don't."""
    assert hints(plain_title(raw), raw).status == status
