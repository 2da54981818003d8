"""Waiting for the session whose turn it is: by one's own clock, and for each one anew."""

from __future__ import annotations

from mlv_tui.domain.lease import PATIENCE, Waiting, waiting


def test_a_session_has_its_chance_and_no_longer():
    """From when on a save was seen."""
    one = waiting(None, "ada's", 50.0)

    assert not one.is_over(50.0 + PATIENCE - 0.01)
    assert one.is_over(50.0 + PATIENCE)


def test_waiting_goes_on_for_the_same_session():
    """Looking again and again doesn't prolong it."""
    one = waiting(None, "ada's", 50.0)

    assert waiting(one, "ada's", 50.9) == one


def test_who_takes_its_place_has_a_chance_of_its_own():
    """So seven that wait don't all read what was killed away."""
    one = waiting(None, "ada's", 50.0)

    assert waiting(one, "ben's", 51.0) == Waiting("ben's", 51.0)
