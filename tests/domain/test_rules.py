"""How much must speak for a pair."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlv_tui.domain.matching.rules import Place, weighed, weighed_gone

HERE = Place(1.0, 1.0, is_same_plan=True)
NEAR = Place(1.0, 0.5, is_same_plan=True)
ASTRAY = Place(0.0, 0.0, is_same_plan=True)
ELSEWHERE = Place(0.0, 0.0, is_same_plan=False)

shares = st.sampled_from((0.0, 0.1, 0.3, 0.5, 0.7, 0.9, 1.0))
places = st.sampled_from((HERE, NEAR, ASTRAY, ELSEWHERE))


@pytest.mark.parametrize(
    ("title", "text", "place", "is_enough"),
    [
        (0.0, 0.65, ASTRAY, True),
        (0.0, 0.60, ASTRAY, False),
        (0.0, 0.50, HERE, True),
        (0.0, 0.50, NEAR, False),
        (0.6, 0.35, ASTRAY, True),
        (0.5, 0.35, ASTRAY, False),
        (0.9, 0.0, NEAR, True),
        (0.75, 0.0, NEAR, False),
        (0.75, 0.0, ASTRAY, False),
        (0.5, None, NEAR, True),
        (0.5, None, ASTRAY, False),
        (0.2, None, HERE, False),
        (0.0, 0.8, ELSEWHERE, True),
        (0.0, 0.7, ELSEWHERE, False),
        (1.0, 0.2, ELSEWHERE, False),
        (1.0, None, ELSEWHERE, False),
    ],
)
def test_what_is_enough(title, text, place, is_enough):
    """The less a place tells, the more titles and texts must agree."""
    found = weighed(title, text, place, is_numbered_anew=False)

    assert (found.score > 0) is is_enough


def test_the_next_number_needs_the_same_text():
    """Sprint 6 is Sprint 5 only where most of its text stayed."""
    assert weighed(0.9, 0.4, HERE, is_numbered_anew=True).score == 0
    assert weighed(0.9, None, HERE, is_numbered_anew=True).score == 0
    assert weighed(0.9, 0.6, HERE, is_numbered_anew=True).score > 0


@pytest.mark.parametrize(
    ("title", "text", "lines", "is_enough"),
    [
        (0.0, 0.9, 3, True),
        (0.0, 0.9, 2, False),
        (0.95, 0.65, 1, True),
        (0.95, 0.6, 9, False),
        (0.9, 0.85, 9, False),
    ],
)
def test_what_is_enough_for_one_that_was_gone(title, text, lines, is_enough):
    """Where nothing is known of a place, a text is the same or nearly."""
    assert (weighed_gone(title, text, lines, is_numbered_anew=False).score > 0) is is_enough
    assert weighed_gone(title, text, lines, is_numbered_anew=True).score == 0


@given(shares, shares, shares, places)
def test_more_in_common_is_never_less_likely(title, text, more, place):
    """A better title or a better text raises the score, and it stays a share."""
    least = weighed(title, text, place, is_numbered_anew=False).score

    assert 0 <= least <= 1
    assert weighed(max(title, more), text, place, is_numbered_anew=False).score >= least
    assert weighed(title, max(text, more), place, is_numbered_anew=False).score >= least


def test_a_person_reads_why():
    """What speaks for a pair is said in words."""
    assert weighed(0.5, 0.75, HERE, is_numbered_anew=False).reason == "text 75%, title 50% alike"
    assert weighed(0.5, None, HERE, is_numbered_anew=False).reason == "no text, title 50% alike"
