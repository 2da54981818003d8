"""What each word of the filter language finds."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, date, timedelta, timezone
from pathlib import Path

import pytest
from query_cases import ask, at, ones, project

from mlv_tui.domain.forest import Forest, Layout
from mlv_tui.domain.guidance import with_notes, with_shared
from mlv_tui.domain.query import QueryError, hints, parse
from mlv_tui.domain.query.fields import FIELDS

EVERYTHING = {1, 2, 3, 4, 5, 6, 10, 11, 21, 30}
"""What is in sight without `is:archived`."""

FOUND = {
    "": EVERYTHING,
    "   ": EVERYTHING,
    # words
    "price": {2, 3},
    "PRICE": {2, 3},
    "pri ce": {2, 3},
    "freeze price": {3},
    '"the price"': {3},
    '"price the"': set(),
    '"or"': {1, 11},
    "“it”": {6},
    "overview": {5},
    "title:übersicht": set(),
    "text:mia": {4},
    "text:send": {4},
    "notes:MIA": {4},
    "notes:none": EVERYTHING - {4, 21},
    # how parts combine
    "status:done or status:active": {2, 3},
    "status:done,active": {2, 3},
    "status:done status:active": set(),
    "status:done and owner:me": {2},
    "price -collect": {3},
    "price not collect": {3},
    "price NOT collect": {3},
    "price --collect": {2},
    "not not price": {2, 3},
    "-(price or core)": EVERYTHING - {1, 2, 3},
    "price owner:me or blocked or is:blocked": {2, 11},
    "price (owner:me or is:active)": {2, 3},
    "(price)": {2, 3},
    # fields
    "status:Open": EVERYTHING - {2, 3, 11},
    "prio:1": {1, 2, 3, 5, 6},
    "priority:p1": {1, 2, 3, 5, 6},
    "prio:<=2": {1, 2, 3, 5, 6},
    "prio:>1": {4},
    "prio:2-3": {4},
    "prio:3..2": {4},
    "prio:0,3": {4},
    "prio:none": {10, 11, 21, 30},
    "module:trips": {2, 3},
    "module:tr*": {2, 3},
    'module:"tr*"': set(),
    'module:"core PLATFORM"': {5},
    'module:none,"core platform"': EVERYTHING - {2, 3},
    "module:rip": set(),
    "owner:me": {2},
    'owner:"me"': set(),
    "owner:BOB": {5},
    "owner:me,bob": {2, 5},
    "anchor:trip": {4},
    "anchor:G2": {4},
    "anchor:g3": {4},
    'anchor:"Trip (G2-G3)"': set(),
    'anchor:"trip (g2–g3)"': {4},
    "anchor:trip,offer": {4, 10},
    "plan:core.md": {1, 2, 3, 4, 5, 6, 21},
    "plan:score.md": {10, 11},
    "plan:plans/score.md": {10, 11},
    "plan:ore": EVERYTHING - {30},
    "plan:plans/*": {10, 11},
    "plan:none": {30},
    "link:trip": {4},
    "link:TR-42": {4},
    "link:trip:tr-42": {4},
    "link:order,none": EVERYTHING,
    "links:none": EVERYTHING - {4},
    "after:send": {6},
    "after:3": {6},
    "after:#3": {6},
    "after:freeze": {6},
    "after:none": EVERYTHING - {6},
    "level:1": {1, 10},
    "level:<=1": {1, 10, 30},
    "id:4-6": {4, 5, 6},
    "id:4,#6": {4, 6},
    "key:core.md#collect~1": {2},
    "key:*~1 key:plans": {10, 11},
    "key:none": {30},
    # days
    "due:2026-11-20": {3},
    "due:sat": {5},
    "due:<+7d": {3, 5},
    "due:>=eom": {11},
    "due:2026-11-21..eoy": {5},
    "due:2026-10-01..eom": {3, 5},
    "due:2027-01-02..eom": {11},
    "due:2027-01-02..eow": set(),
    "due:none": EVERYTHING - {3, 5, 11},
    "due:overdue": {3},
    "changed:<3d": {6},
    "changed:1d": {6},
    "changed:yesterday": {6},
    "changed:today": set(),
    "changed:>4w": EVERYTHING - {6},
    "changed:0d..2d": {6},
    "changed:>=2026-11-01": {6},
    "changed:=1d": {6},
    # states
    "is:open": EVERYTHING - {2, 3, 11},
    "is:blocked,done": {2, 11},
    "is:detached": {21},
    "is:archived": {12, 13},
    "-is:archived": EVERYTHING,
    "old": set(),
    "old is:archived": {12, 13},
    "is:conflict": {5},
    "is:next": {3},
    "is:ready": {3, 4, 5, 30},
    "is:waiting": {6},
    "is:overdue": {3},
    "is:leaf": EVERYTHING - {1, 10},
    "is:parent": {1, 10},
    "is:root": {1, 10, 21, 30},
    "is:mine": {4, 5, 6, 11, 21, 30},
    "is:touched": {4, 5, 6, 11, 21, 30},
    "is:manual": {11, 30},
    "is:unanchored": EVERYTHING - {4, 10},
    "has:notes": {4, 21},
    "has:links": {4},
    "has:prompt": {4},
    "has:due": {3, 5, 11},
    "has:owner": {2, 5},
    "has:module": {2, 3, 5},
    "has:anchor": {4, 10},
    "has:priority": {1, 2, 3, 4, 5, 6},
    "has:after": {6},
}


@pytest.mark.parametrize("text", FOUND)
def test_a_query_finds(text):
    """Each way to ask, and what of the small project it holds for."""
    assert ask(text).ids(project()) == FOUND[text]


WRONG = {
    # the query, the word it points at, what it says of it
    "stauts:open": ("stauts", "Did you mean status?"),
    "price xyz:1": ("xyz", "There are status, priority, module"),
    "status:opne": ("opne", "Did you mean open or done?"),
    "status:open,wip": ("wip", "A status is open, active, blocked or done."),
    "status:none": ("none", "“none” is no status."),
    "is:archvied": ("archvied", "Did you mean archived, detached or anchored?"),
    "has:note": ("note", "Did you mean notes?"),
    "prio:high": ("high", "Write prio:2, prio:<=2 or prio:1-3."),
    "prio:<=": ("<=", "is no number"),
    "prio:1-": ("1-", "is no number"),
    'prio:"1"': ('"1"', "is no number"),
    "prio:" + "9" * 30: ("9" * 30, "is no number"),
    "id:x": ("x", "Write id:2"),
    "due:someday": ("someday", "Write 2026-12-01, today"),
    "due:today..": ("today..", "is no date"),
    "due:2027-01-05..+1w": ("2027-01-05..+1w", "It would be from 2027-01-05 to 2026-12-02."),
    "changed:today..yesterday": ("today..yesterday", "ends before it begins"),
    "changed:<": ("<", "compare: changed:<3d"),
    "changed:<1d..3d": ("<1d..3d", "compare: changed:<3d"),
    "status:": ("status:", "needs a value right behind the colon"),
    "status: open": ("status:", "That is open, active, blocked or done."),
    "status:open,": ("status:open,", "right behind colon and comma"),
    'module:""': ('module:""', "needs a value"),
    '""': ('""', "The quotes are empty."),
    'a "b c': ('"b c', "The quote isn't closed."),
    'a"b"': ('a"', "stuck to the word before it"),
    "anchor:Trip(G2)": ("anchor:Trip(", "Write a blank between them"),
    "a - b": ("-", "A minus stands alone."),
    "(a -)": ("-", "A minus stands alone."),
    "a -": ("-", 'to find a minus, write "-"'),
    "(a or b": ("(", "A bracket isn't closed."),
    "a) b": (")", "A bracket is closed that wasn't opened."),
    ")": (")", "A bracket is closed that wasn't opened."),
    "()": ("(", "Nothing stands in the bracket."),
    "a or": ("or", "Nothing follows “or”."),
    "a OR or b": ("OR", "Nothing follows “or”."),
    "or b": ("or", "Nothing goes before “or”."),
    "and b": ("and", 'to find the word, write "and"'),
    "not": ("not", "Nothing follows “not”."),
    "a (not)": ("not", "Nothing follows “not”."),
    "(" * 51 + "a" + ")" * 51: ("(", "more than 50 deep"),
    "a" * 2001: ("a", "The filter is too long: 2001 characters, of 2000 at most."),
}


@pytest.mark.parametrize("text", WRONG, ids=lambda text: text[:20])
def test_what_is_wrong_is_pointed_at(text):
    """The error quotes the place, says what is wrong, and what may stand there."""
    word, said = WRONG[text]

    with pytest.raises(QueryError) as raised:
        ask(text)

    error = raised.value
    assert (error.text, error.exit_code) == (text, 2)
    assert text[error.at : error.at + error.length] == word
    assert said in str(error)
    assert str(error).endswith(".")


def test_brackets_may_stand_fifty_deep():
    """Nobody types more; the limit is what keeps a hostile filter from hurting."""
    assert ask("(" * 50 + "price" + ")" * 50).ids(project()) == {2, 3}


def test_a_long_query_is_read_and_asked_in_one_go():
    """Two thousand characters of the worst kind: each finds what it says, or says what is wrong."""
    for text, found in {
        "-" * 1999 + "a": EVERYTHING - {5, 21, 30},
        "a " * 1000: {5, 21, 30},
        "(a)" * 600: {5, 21, 30},
        "*" * 1000: set(),
    }.items():
        assert ask(text).ids(project()) == found
    with pytest.raises(QueryError, match="isn't closed"):
        ask('"\\' * 999 + '"')


def test_stars_cost_nothing():
    """A pattern of many stars doesn't try every way to match."""
    forest = Forest([with_notes(one, "x") for one in ones().values()])

    assert ask("module:" + "*a" * 400 + "b").ids(forest, everything=True) == set()


@pytest.mark.parametrize(
    ("written", "text"),
    [("§ 4", "anchor:*4"), ("Trip (G2-G9)", 'anchor:g9,"trip (G2–G9)"'), ("Trip", "anchor:trip")],
)
def test_an_anchor_goes_by_what_it_is_made_of(written, text):
    """One that isn't written as anchors are goes by the whole of it."""
    by_id = ones()
    forest = Forest([with_shared(by_id[2], "anchor", written)], [Layout("core.md", (2,), (1,))])

    assert ask(text).ids(forest) == {2}
    assert ask("anchor:none,x").ids(forest) == set()


def test_me_is_whoever_asks():
    """And bob's `owner:me` isn't ada's."""
    query = parse("owner:me", date(2026, 11, 25), "Bob")

    assert query.ids(project()) == {5}


def test_what_is_put_away_is_out_of_sight_until_it_is_asked_for():
    """Archived ones and what is below them; the word anywhere in the query is enough."""
    forest = project()

    assert not ask("old").ids(forest)
    assert ask("old is:archived").ids(forest) == {12, 13}
    assert ask("price or is:archived").ids(forest) == {2, 3, 12, 13}
    assert ask("old").ids(forest, everything=True) == {12, 13}
    assert ask("lost").ids(forest, everything=True) == {20, 21}


def test_what_was_removed_is_never_found():
    """Not even where everything out of sight is looked at."""
    by_id = ones()
    by_id |= {ident: replace(by_id[ident], removed_at=9) for ident in (2, 20)}
    gone = Forest(by_id.values(), project().layouts)

    assert ask("").ids(gone, everything=True) == EVERYTHING - {2} | {12, 13}
    assert ask("collect").hides(gone, 2) == "it was removed"


def test_a_change_is_of_the_day_where_the_person_is():
    """Noon in London is the next day in Kiritimati, and the day before nowhere."""
    today = date(2026, 11, 25)
    forest = project()

    for zone, found in ((UTC, {6}), (timezone(timedelta(hours=14)), set())):
        query = parse("changed:2026-11-24", today, "ada", zone)
        assert query.ids(forest) == found, zone
    assert at("2026-11-24") == ones()[6].updated_at


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("module:Tirps", "No milestone has the module “Tirps”; did you mean Trips?"),
        ("price or owner:bbo", "No milestone has the owner “bbo”; did you mean bob?"),
        ("plan:zzz", "No milestone has the plan “zzz”."),
        ("module:trips,Gone", "No milestone has the module “Gone”."),
        ("price after:22", "No milestone is to come after “22”."),
    ],
)
def test_a_value_that_nobody_has_is_told(text, said):
    """A query that finds nothing names what was probably meant."""
    (hint,) = hints(ask(text), project())

    assert hint.startswith(said)


def test_who_me_is_is_told_where_they_own_nothing():
    """The word itself is no owner, so it isn't told as one, nor proposed."""
    query = parse("owner:me", date(2026, 11, 25), "bo")

    (hint,) = hints(query, project())

    assert hint == "No milestone has the owner “bo” (that is you); did you mean bob?"


def test_what_somebody_has_is_no_surprise():
    """Nothing is hinted where the values are there; nor of words that have a meaning."""
    assert hints(ask("module:trips owner:none -link:trip price id:99"), project()) == ()
    assert hints(ask("owner:bob"), Forest()) == ("No milestone has any owner.",)
    assert hints(ask("after:1"), Forest()) == ("No milestone is to come after any other.",)


def test_a_query_that_asks_nothing_is_empty():
    """Blanks are no question; `-is:archived` is one."""
    assert ask(" ").is_empty
    assert not ask("-is:archived").is_empty


def test_the_readme_shows_filters_that_can_be_asked():
    """Every term of its table, both examples, and every field."""
    readme = (Path(__file__).parents[2] / "README.md").read_text("utf-8")
    section = readme.partition("\n## Filters\n")[2].partition("\n## ")[0]
    examples = section.split("```")[1].strip().splitlines()
    terms = [term for term in re.findall(r"`([a-z]+:[^`]*)`", section) if not term.endswith(":")]

    for text in (*examples, *terms):
        ask(text)

    assert len(terms) > 20
    for field in FIELDS:
        assert any(f"{name}:" in section for name in (field.name, *field.aliases)), field.name
