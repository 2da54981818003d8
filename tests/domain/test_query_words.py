"""What the filter language says: why a milestone is in or out, and what may be typed next."""

from __future__ import annotations

import pytest
from query_cases import ask, project

from mlv_tui.domain.forest import Forest, Layout
from mlv_tui.domain.milestone import Milestone, PlanValues
from mlv_tui.domain.query import complete, explain
from mlv_tui.domain.query.completing import MOST


def said(text, ident):
    """Explain a query of one milestone, a line each."""
    parts = explain(ask(text), project(), ident).parts
    return [f"{'  ' * part.depth}{part.sentence}" for part in parts]


SAID = {
    ("price", 3): "price – yes: it is called “Freeze the price”",
    ('-"send it"', 4): '-"send it" – no: it is called “Send it”',
    ("status:open", 2): "status:open – no: it is done",
    ("prio:1", 3): "priority:1 – yes: it has P1, inherited",
    ("prio:3", 4): "priority:3 – yes: it has P3",
    ("prio:none", 30): "priority:none – yes: it has no priority",
    ("module:none", 3): "module:none – no: its module is trips",
    ("module:x", 4): "module:x – no: it has no module",
    ("anchor:g2", 4): "anchor:g2 – yes: its anchor is Trip (G2–G3)",
    ("owner:me", 4): "owner:me – no: it has no owner",
    ("due:overdue", 3): "due:overdue – yes: it is due 2026-11-20",
    ("due:none", 4): "due:none – yes: it has no due date",
    ("plan:core.md", 4): "plan:core.md – yes: it stands in core.md:4",
    ("plan:core.md", 21): "plan:core.md – yes: its plan is core.md",
    ("plan:none", 30): "plan:none – yes: it was made by hand",
    ("key:none", 30): "key:none – yes: it was made by hand",
    ("key:x", 4): "key:x – no: its key is core.md#send~1",
    ("link:trip", 4): "link:trip – yes: it has trip:TR-42 and order:7",
    ("link:trip", 3): "link:trip – no: it has no link",
    ("after:x", 6): "after:x – no: it is to come after #3 and “Send it”",
    ("after:x", 3): "after:x – no: it comes after no other",
    ("level:1", 4): "level:1 – no: its level is 2",
    ("id:7", 4): "id:7 – no: its id is 4",
    ("notes:mia", 4): "notes:mia – yes: its notes are “Ask Mia.”",
    ("text:mia", 3): "text:mia – no: it is called “Freeze the price”, it has no notes",
    ("changed:<3d", 6): "changed:<3d – yes: it changed on 2026-11-24",
    ("is:leaf,next", 4): "is:leaf,next – yes: nothing is below it and it isn't the next action",
    ("is:open", 2): "is:open – no: it isn't open",
    ("is:overdue", 3): "is:overdue – yes: its due date is over",
    ("has:notes", 3): "has:notes – no: it has no notes",
    ("has:due", 3): "has:due – yes: it has a due date",
}


@pytest.mark.parametrize(("text", "ident"), SAID)
def test_a_part_says_what_the_milestone_has(text, ident):
    """Whether it holds, and what is so instead."""
    assert said(text, ident) == [SAID[text, ident]]


def test_parts_stand_below_what_they_make():
    """Each with the piece of the text that it is about."""
    text = "status:open -(price or owner:me) (is:leaf or prio:1 module:trips)"

    assert said(text, 3) == [
        "status:open – no: it is active",
        "not – no",
        "  any of – yes",
        "    price – yes: it is called “Freeze the price”",
        "    owner:me – no: it has no owner",
        "any of – yes",
        "  is:leaf – yes: nothing is below it",
        "  all of – yes",
        "    priority:1 – yes: it has P1, inherited",
        "    module:trips – yes: its module is trips",
    ]
    pieces = [text[one.at : one.at + one.length] for one in explain(ask(text), project(), 3).parts]
    assert pieces[0] == "status:open"
    assert pieces[1] == "-(price or owner:me)"
    assert pieces[7:] == ["prio:1 module:trips", "prio:1", "module:trips"]


@pytest.mark.parametrize(
    ("ident", "why"),
    [
        (12, "it is put away, and the filter doesn't ask for is:archived"),
        (13, "it is put away, and the filter doesn't ask for is:archived"),
        (20, "its heading is gone, and nobody put anything on it"),
    ],
)
def test_what_is_out_of_sight_says_so_first(ident, why):
    """Whatever the query asks."""
    assert said("", ident) == [f"in sight – no: {why}"]
    assert not explain(ask("title:old"), project(), ident).holds


def test_an_empty_query_hides_nothing_that_is_in_sight():
    """There is nothing to say."""
    found = explain(ask(""), project(), 3)

    assert found.holds
    assert found.parts == ()


def offered(text, cursor=None):
    """Complete a text; return what may stand there, and what it would replace."""
    cursor = len(text) if cursor is None else cursor
    found = complete(text, cursor, project())
    return [one.text for one in found.candidates], text[found.at : found.at + found.length]


OFFERED = {
    "st": (["status:"], "st"),
    "-pri": (["priority:"], "pri"),
    "price or (own": (["owner:"], "own"),
    "ENT": (["link:"], "ENT"),
    "tri": (["module:Trips", "anchor:Trip", 'anchor:"Trip (G2–G3)"'], "tri"),
    "blo": (["status:blocked", "is:blocked"], "blo"),
    "status:": (["open", "active", "blocked", "done"], ""),
    "status:o": (["open", "blocked", "done"], "o"),
    "status:open,": (["active", "blocked", "done"], ""),
    "status:open,d": (["done", "blocked"], "d"),
    "prio:": (["1", "3", "none"], ""),
    "prio:<=": (["1", "3"], ""),
    "prio:>1": (["1"], "1"),
    "module:": (["Trips", '"Core platform"', "none"], ""),
    "module:plat": (['"Core platform"'], "plat"),
    'module:"core pl': (['"Core platform"'], '"core pl'),
    'module:"core platform",': (["Trips", "none"], ""),
    "owner:": (["me", "ada", "bob", "none"], ""),
    "link:t": (["trip", "trip:TR-42"], "t"),
    "due:<": (["<+7d", "<=eom"], "<"),
    "has:pr": (["prompt", "priority"], "pr"),
    "is:ove": (["overdue"], "ove"),
    "title:x": ([], "x"),
    "xyz:": ([], "xyz:"),
    "zzz": ([], "zzz"),
}


@pytest.mark.parametrize("text", OFFERED)
def test_a_half_typed_word_is_completed(text):
    """Fields, then values that this project has; what is given already isn't offered again."""
    candidates, replaced = offered(text)

    wanted, piece = OFFERED[text]
    assert candidates == wanted
    assert replaced == piece


def test_nothing_typed_offers_every_field():
    """With what stands behind its colon."""
    found = complete("price ", 6, project())

    assert (found.at, found.length) == (6, 0)
    assert found.candidates[0].text == "status:"
    assert found.candidates[0].about == "open, active, blocked or done"
    assert found.candidates[0].count is None


def test_a_value_comes_with_how_many_have_it():
    """However it is spelt; words with a meaning come with that."""
    values = {one.text: one for one in complete("module:", 7, project()).candidates}
    states = {one.text: one for one in complete("is:", 3, project()).candidates}

    assert {text: one.count for text, one in values.items()} == {
        "Trips": 2,
        '"Core platform"': 1,
        "none": 7,
    }
    assert states["overdue"].about == "its due date is over"


def test_no_more_is_offered_than_a_person_reads():
    """However many values begin so, for a word as for a value of a field."""
    many = (Milestone(at, "a.md", 1, f"m-{at}", 1, PlanValues(owner=f"bo{at}")) for at in range(99))
    forest = Forest(many, [Layout("a.md", tuple(range(99)), tuple(range(99)))])

    for text in ("bo", "owner:bo", "owner:"):
        assert len(complete(text, len(text), forest).candidates) == MOST, text


def test_the_word_around_the_cursor_is_replaced():
    """Its end behind the cursor too; the rest of the text stays."""
    text = "status:opXX,done price"
    found = complete(text, 9, project())

    assert text[found.at : found.at + found.length] == "opXX"
    assert found.applied(text, found.candidates[0]) == ("status:open,done price", 11)
    assert offered('module:"Core plat" x', 12) == (['"Core platform"'], '"Core plat"')
