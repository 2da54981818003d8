"""Titles without remarks on how far the work is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlv_tui.domain.matching.titles import bare_title


@pytest.mark.parametrize(
    "title",
    [
        "Keep trips in step",
        "Keep trips in step (COMPLETE)",
        "Keep trips in step [in progress]",
        "Keep trips in step (done, 2026-01-12)",
        "Keep trips in step (80 %)",
        "Keep trips in step — In Progress",
        "Keep trips in step: done",
        "Keep trips in step | 80% | ✅",
        "DONE - Keep trips in step",
        "🚀 Keep   trips in step 🎉",
        "[x] Keep trips in step {#trips}",
    ],
)
def test_a_remark_is_no_part_of_a_title(title) -> None:
    """However people say how far it is, it is the same heading."""
    assert bare_title(title) == "keep trips in step"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Open offers", "Closed offers"),
        ("Sprint 5", "Sprint 6"),
        ("Release v1.2", "Release v1.3"),
        ("Trips (spring)", "Trips (autumn)"),
        ("部署检查", "部署"),
    ],
)
def test_what_says_something_else_stays(one, other) -> None:
    """Only remarks on the state of the work go."""
    assert bare_title(one) != bare_title(other)


@given(st.text(max_size=80))
def test_a_title_is_never_left_empty(title) -> None:
    """A title that is nothing but a remark is kept; blanks alone say nothing."""
    assert bare_title(title) or not title
