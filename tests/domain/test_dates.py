from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlv_tui.domain.dates import is_distance, typed_date

WEDNESDAY = date(2026, 11, 25)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-12-01", "2026-12-01"),
        ("2026/12/01", "2026-12-01"),
        ("2026-2-3", "2026-02-03"),
        (" Today ", "2026-11-25"),
        ("tomorrow", "2026-11-26"),
        ("yesterday", "2026-11-24"),
        ("fri", "2026-11-27"),
        ("Friday", "2026-11-27"),
        ("wed", "2026-12-02"),
        ("tue", "2026-12-01"),
        ("+2w", "2026-12-09"),
        ("2w", "2026-12-09"),
        ("-3d", "2026-11-22"),
        ("+1m", "2026-12-25"),
        ("-1y", "2025-11-25"),
        ("eow", "2026-11-29"),
        ("eom", "2026-11-30"),
        ("eoy", "2026-12-31"),
    ],
)
def test_a_date_is_written_as_people_write_it(text, day):
    """A weekday is the next one, never today; distances count from today."""
    assert typed_date(text, WEDNESDAY).isoformat() == day


@pytest.mark.parametrize(
    "text",
    [
        "",
        "soon",
        "fr",
        "2026-13-01",
        "2026-02-30",
        "2026-12/01",
        "26-12-01",
        "+2",
        "w",
        "+w",
        "+999999y",
        "-999999d",
        "999999m",
        "２０２６-12-01",
    ],
)
def test_anything_else_is_no_date(text):
    """Nor is what the calendar doesn't reach."""
    with pytest.raises(ValueError, match="is no date; write 2026-12-01, today"):
        typed_date(text, WEDNESDAY)


@pytest.mark.parametrize(
    ("today", "text", "day"),
    [
        ("2026-01-31", "+1m", "2026-02-28"),
        ("2024-02-29", "+1y", "2025-02-28"),
        ("2024-02-29", "eom", "2024-02-29"),
        ("2026-11-29", "eow", "2026-11-29"),
    ],
)
def test_a_month_may_be_too_short(today, text, day):
    """The 31st becomes the last day; a Sunday is the end of its own week."""
    assert typed_date(text, date.fromisoformat(today)).isoformat() == day


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)), st.sampled_from(("mon", "fri", "sunday")))
def test_a_weekday_is_within_the_next_seven_days(today, word):
    """Whatever today is."""
    found = typed_date(word, today)

    assert timedelta() < found - today <= timedelta(days=7)
    assert found.strftime("%A").casefold().startswith(word[:3])


@given(st.text(max_size=12))
def test_any_text_is_a_date_or_none(text):
    """Nothing else comes of it."""
    try:
        assert isinstance(typed_date(text, WEDNESDAY), date)
    except ValueError as error:
        assert "is no date" in str(error)  # noqa: PT017 - either is fine


def test_a_distance_is_told_from_a_day():
    """`3d` is one, `fri` isn't."""
    assert [one for one in ("3d", "+2w", "-1M", "fri", "today", "3") if is_distance(one)] == [
        "3d",
        "+2w",
        "-1M",
    ]
