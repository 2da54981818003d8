"""Titles compared, remarks on how far the work is and numbers in front aside."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlv_tui.domain.matching.titles import (
    bare_title,
    core_title,
    differ_in_numbers,
    is_half_typed,
    likeness,
)


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


@pytest.mark.parametrize(
    ("title", "core"),
    [
        ("Phase 2.1: Offers", "offers"),
        ("Task 13c.3.0: Offers", "offers"),
        ("3. Offers (done)", "offers"),
        ("D16 — Offers", "offers"),
        ("iv. Offers", "offers"),
        ("1. 2026 offers", "2026 offers"),
        ("Phase 2", "phase 2"),
        ("Phase 2.1", "phase 2.1"),
        ("Release v1.2", "release v1.2"),
        ("2026-01-12", "2026-01-12"),
        ("Sprint 5", "sprint 5"),
    ],
)
def test_a_number_in_front_is_no_part_of_the_core(title, core) -> None:
    """What follows the number is the title; a title that is little else is kept whole."""
    assert core_title(title) == core


@pytest.mark.parametrize(
    ("one", "other", "least", "most"),
    [
        ("Phase 1: Offers", "Phase 2: Offers", 1, 1),
        ("Trips and offers", "Offers and trips", 1, 1),
        ("Collect prices", "Collect the prices", 0.8, 0.99),
        ("Checkout", "Checkout flow of the whole new web shop", 0.75, 0.75),
        ("Shop", "Shop of the whole new web", 0.1, 0.5),
        ("Collect prices", "Invite the press", 0, 0.5),
    ],
)
def test_how_alike_two_titles_are(one, other, least, most) -> None:
    """Letters or words in common make titles alike, in whatever order, and both ways the same."""
    one, other = core_title(one), core_title(other)

    assert least <= likeness(one, other) <= most
    assert likeness(one, other) == likeness(other, one)


@given(st.text(max_size=30), st.text(max_size=30))
def test_likeness_is_a_share(one, other) -> None:
    """Nothing is less alike than not at all, nor more than itself."""
    assert 0 <= likeness(one, other) <= 1
    assert likeness(one, one) == 1


@pytest.mark.parametrize(
    ("one", "other", "differ"),
    [
        ("Sprint 5", "Sprint 6", True),
        ("Release v1.2", "Release v1.3", True),
        ("Release v1.2", "Release v2.2", True),
        ("2026-01-12", "2026-02-12", True),
        ("3. Tests", "4. Tests", False),
        ("Sprint 5", "Sprint 5 (done)", False),
        ("Sprint 5", "Retro 6", False),
    ],
)
def test_numbers_that_make_another_title(one, other, differ) -> None:
    """The next sprint, release or day is another section; the next place in a list is not."""
    assert differ_in_numbers(one, other) is differ


@pytest.mark.parametrize(
    ("one", "other", "half"),
    [
        ("", "Checkout", True),
        ("Check", "Checkout", True),
        ("Checkout ", "Check", True),
        ("heck", "Checkout", False),
        ("Offers", "Checkout", False),
    ],
)
def test_a_title_that_is_being_typed(one, other, half) -> None:
    """While someone types or deletes a title, what stands there is its beginning."""
    assert is_half_typed(one, other) is half
