"""Fields under a heading, and their values."""

from __future__ import annotations

import pytest

from mlv_tui.domain.milestone import PlanValues, Status
from mlv_tui.readers.fields import read_fields


def read(text: str) -> PlanValues:
    """Read the fields of a body."""
    lines = text.split("\n")
    return read_fields(lines, 0, len(lines)).says


@pytest.mark.parametrize(
    "line",
    [
        "Owner: Ann",
        "owner: **Ann**",
        "**Owner:** Ann",
        "**Owner**: Ann",
        "- Owner: Ann",
        "* __OWNER:__ `Ann`",
    ],
)
def test_reads_a_field_in_any_dress(line):
    """Bold keys and list items are fields too."""
    assert read(f"\n\n{line}") == PlanValues(owner="Ann")


@pytest.mark.parametrize(
    ("words", "status"),
    [
        ("open", Status.OPEN),
        ("Not built", Status.OPEN),
        ("To do", Status.OPEN),
        ("In progress (60 %)", Status.ACTIVE),
        ("WIP", Status.ACTIVE),
        ("on hold, until May", Status.BLOCKED),
        ("**Done**", Status.DONE),
        ("Complete — see below", Status.DONE),
        ("✅ shipped", Status.DONE),
        ("closed.", Status.DONE),
        ("supporting execution tracking layer", None),
        ("open questions remain", None),
        ("", None),
    ],
)
def test_understands_the_words_for_a_status(words, status):
    """A remark may follow; a sentence says nothing."""
    assert read(f"Status: {words}").status == status


@pytest.mark.parametrize(
    ("words", "priority"),
    [
        ("1", 1),
        ("P0", 0),
        ("p2", 2),
        ("High", 1),
        ("critical (now)", 0),
        ("lowest", 4),
        ("10", None),
        ("highly", None),
    ],
)
def test_understands_the_words_for_a_priority(words, priority):
    """Numbers and the usual words."""
    assert read(f"Priority: {words}").priority == priority


@pytest.mark.parametrize(
    ("words", "due"),
    [
        ("2026-12-01", "2026-12-01"),
        ("2026/12/01", "2026-12-01"),
        ("2026-02-30", None),
        ("1 May", None),
        ("2026-1-1", None),
    ],
)
def test_takes_only_real_dates(words, due):
    """A due date is an ISO date."""
    assert read(f"Due: {words}").due == due


@pytest.mark.parametrize(
    "stop", ["Just a sentence.", "", "# x", "> Owner: Bob", "    Owner: Bob", "https://x.y: z"]
)
def test_stops_at_the_first_other_line(stop):
    """Prose below the fields is prose, whatever it looks like."""
    assert read(f"Module: Trips\n{stop}\nOwner: Bob") == PlanValues(module="Trips")


def test_says_nothing_for_prose_as_a_value():
    """A value is short."""
    assert read("Owner: " + "x" * 201) == PlanValues()


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("Status: frozen", "A status is open"),
        ("**Priority:** 99", "A priority is a number"),
        ("Due: 1 Dec", "A due date is written"),
        ("Link: the wiki", "A link is written"),
        ("Priority: P0", ""),
        ("Status: tbd", ""),
        ("Due:", ""),
        ("Due: none", ""),
        ("Colour: frozen", ""),
        ("Owner: 99", ""),
        ("Status: the work on this is going on well, and will go on for some more weeks", ""),
    ],
)
def test_a_value_that_says_nothing_is_told(line, said):
    """Where a person may have meant one; prose and words for nothing are left alone."""
    unread = read_fields(["Module: Trips", line, "Text"], 0, 3).unread

    assert [at for at, _ in unread] == ([1] if said else [])
    assert all(hint.startswith(said) for _, hint in unread)
