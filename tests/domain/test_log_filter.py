"""Which change sets a filter of the log holds for."""

from __future__ import annotations

from datetime import UTC, date

import pytest
from query_cases import at, ones

from mlv_tui.domain.change_set import Change, ChangeKind, Origin, Recorded
from mlv_tui.domain.dates import past_date
from mlv_tui.domain.log_filter import log_filter, parse_log_filter
from mlv_tui.domain.query.tree import Given
from mlv_tui.errors import MlvError, QueryError

GIVEN = Given(date(2026, 11, 25), "ada", UTC)


def _done(number: int, day: str, actor: str, origin: Origin, label: str) -> Recorded:
    return Recorded(number, number, at(day), actor, origin, label, {ChangeKind.GUIDED: 1})


def _change(ident: int, **after) -> Change:
    return Change(ident, ChangeKind.GUIDED, {}, after)


LOG = {
    1: (_done(1, "2026-11-01", "ada", Origin.INGEST, "read core.md"), [_change(3), _change(4)]),
    2: (_done(2, "2026-11-24", "Bob", Origin.USER, "owner: mia"), [_change(3)]),
    3: (_done(3, "2026-11-25", "ada", Origin.USER, "title: Sell"), [_change(11, title="Sell")]),
    4: (_done(4, "2026-11-25", "ada", Origin.UNDO, "undo: done"), [_change(99, plan="old.md")]),
}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", {1, 2, 3, 4}),
        ("by:bob", {2}),
        ("by:me", {1, 3, 4}),
        ("BY:Me origin:USER", {3}),
        ("by:bobo", set()),
        ("origin:undo", {4}),
        ("plan:CORE", {1, 2, 3}),
        ("plan:score", {3}),
        ("plan:old", {4}),
        ("since:today", {3, 4}),
        ("since:1d", {2, 3, 4}),
        ("since:tue", {2, 3, 4}),
        ("since:wed", {3, 4}),
        ("since:2026-11-02 by:me", {3, 4}),
        ("freeze", {1, 2}),
        ("freeze MIA", {2}),
        ("sell", {3}),
        ("owner: mia", {2}),
        ('"read core"', {1}),
        ('by:"Bob" "the price', {2}),
        ("title:", {3}),
    ],
)
def test_a_line_asks_for_change_sets(text, found):
    """All of it is to hold; words are looked for in labels, and in titles now and then."""
    wanted = parse_log_filter(text, GIVEN)

    assert {one.id for one, changes in LOG.values() if wanted.holds(one, changes, ones())} == found
    assert wanted.is_empty is (text == "")


def test_changes_are_only_needed_where_the_label_says_too_little():
    """So that a long log is looked through without reading all that changed."""
    one, _ = LOG[2]

    assert not parse_log_filter("by:bob owner", GIVEN).needs_changes(one)
    assert parse_log_filter("by:bob freeze", GIVEN).needs_changes(one)
    assert parse_log_filter("plan:core", GIVEN).needs_changes(one)


@pytest.mark.parametrize(
    ("text", "at_", "length", "said", "hint"),
    [
        ("x since:nope", 8, 4, "“nope” is no date.", "Write 2026-12-01, today"),
        ("origin:usr", 7, 3, "“usr” is no origin.", "Did you mean user?"),
    ],
)
def test_what_can_t_be_understood_is_pointed_at(text, at_, length, said, hint):
    """A sentence with what can stand there."""
    with pytest.raises(QueryError) as told:
        parse_log_filter(text, GIVEN)

    error = told.value
    assert (error.at, error.length, error.text, error.message) == (at_, length, text, said)
    assert error.hint.startswith(hint)


def test_terms_may_be_given_each_for_itself():
    """As options are; it is the same filter."""
    given = {"by": "me", "since": "3d", "plan": "", "origin": " "}

    assert log_filter(given, ["price"], GIVEN) == parse_log_filter("by:me since:3d price", GIVEN)
    with pytest.raises(MlvError, match="is no date"):
        log_filter({"since": "+2x"}, (), GIVEN)


def test_days_that_were():
    """A weekday is the last one, today too; a distance goes back whatever its sign."""
    days = {word: past_date(word, GIVEN.today) for word in ("wed", "thu", "3d", "+3d", "-1w")}

    assert days == {
        "wed": date(2026, 11, 25),
        "thu": date(2026, 11, 19),
        "3d": date(2026, 11, 22),
        "+3d": date(2026, 11, 22),
        "-1w": date(2026, 11, 18),
    }
