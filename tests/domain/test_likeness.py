"""Headings recognised by likeness, as whole plans are saved again."""

from __future__ import annotations

from dataclasses import replace

import pytest
from saving import folder
from strategies import Section

from mlv_tui.domain.change_set import ChangeKind

WORDS = (
    "Flights are priced apart from nights.",
    "Each transfer has a currency of its own.",
    "An agent may give a discount of ten percent.",
    "Invoices go out on the first of the month.",
    "Refunds wait for the answer of the hotel.",
    "Guests sign with a code that is sent to them.",
    "The cabin list closes two days before.",
    "Meals are chosen on board by each guest.",
    "Late cancellations cost half of the price.",
    "A waiting list fills what becomes free.",
)
OTHER = (
    "Servers move to the second data centre.",
    "Backups are written every night at three.",
    "Alarms call whoever is on duty.",
    "Logs are thrown away after ninety days.",
    "Certificates renew without anybody's help.",
    "Old machines are wiped before they leave.",
    "Passwords live in one vault only.",
)


def _text(*lines):
    return "\n".join(f"- {line}" for line in lines)


def _plan(*rows):
    return tuple(Section(title, level, body) for level, title, body in rows)


AROUND = (Section("Vision", 1, "What it is for."), Section("Thanks", 1, "Who helped."))


def _kept(before, now):
    """Save a plan, then another text of it; give the place each heading had, None if new."""
    one = folder(*before)
    places = {ident: at for at, ident in enumerate(one.ids())}
    one.save({"a.md": now})
    return [places.get(ident) for ident in one.ids()]


@pytest.mark.parametrize(
    ("before", "now", "kept"),
    [
        pytest.param(
            [("Prices", WORDS), ("Hosting", OTHER)],
            [("What things cost", (*WORDS[:9], "And more.")), ("Machines", OTHER[1:])],
            [0, 1],
            id="other titles, the texts kept",
        ),
        pytest.param(
            [("Prices of trips", WORDS), ("Hosting", OTHER)],
            [("Money", (*WORDS[:7], "One.", "Two.", "Three.")), ("Hosting", OTHER)],
            [0, 1],
            id="another title and a third of the lines",
        ),
        pytest.param(
            [("Phase 1: Prices", WORDS[:3]), ("Phase 2: Hosting", OTHER[:3])],
            [("Phase 1: Legal", ("Ask Mia.",)), ("Phase 2: Prices", ()), ("Phase 3: Hosting", ())],
            [None, 0, 1],
            id="one inserted first, all renumbered, no text left",
        ),
        pytest.param(
            [("Sprint 5", WORDS[:4]), ("Done before", OTHER[:3])],
            [("Sprint 6", WORDS[4:8]), ("Done before", OTHER[:3])],
            [None, 1],
            id="the next sprint",
        ),
        pytest.param(
            [("Sprint 5", WORDS), ("Done before", OTHER[:3])],
            [("Sprint 6", (*WORDS[:9], "And more.")), ("Done before", OTHER[:3])],
            [0, 1],
            id="a sprint that got another number",
        ),
        pytest.param(
            [("Prices", WORDS), ("Thanks to", OTHER[:3])],
            [("Hosting", OTHER[3:]), ("Thanks to", OTHER[:3])],
            [None, 1],
            id="replaced by something else",
        ),
    ],
)
def test_which_milestone_an_edited_heading_is(before, now, kept):
    """What is likely the same keeps its milestone, what isn't is another one."""
    first, last = AROUND
    was, then = (
        (first, *(Section(title, 2, _text(*lines)) for title, lines in rows), last)
        for rows in (before, now)
    )

    found = _kept(was, then)

    assert [None if at is None else at - 1 for at in found[1:-1]] == kept
    assert (found[0], found[-1]) == (0, len(was) - 1)


@pytest.mark.parametrize(("first", "second"), [(0, 5), (0, 8), (3, 6)])
def test_a_split_section_goes_on_at_its_level(first, second):
    """Its text went into new ones below it; the one that kept the level is the old one."""
    before = (AROUND[0], Section("Prices", 2, _text(*WORDS)), AROUND[1])
    now = (
        AROUND[0],
        Section("What things cost", 2, _text(*WORDS[:first])),
        Section("On land", 3, _text(*WORDS[first:second])),
        Section("At sea", 3, _text(*WORDS[second:])),
        AROUND[1],
    )

    assert _kept(before, now) == [0, 1, None, None, 2]


@pytest.mark.parametrize(
    ("title", "is_moved"), [("Make what sells", False), ("Build a good shop", True)]
)
def test_a_parent_without_a_text_is_told_by_its_children(title, is_moved):
    """What stands below it says which section a reworded heading is, also where it is moved."""
    children = _plan((3, "Prices", _text(*WORDS[:3])), (3, "Hosting", _text(*OTHER[:3])))
    rest = _plan((2, "Partners", _text(*OTHER[3:])), (2, "Agents", _text(*WORDS[3:])))
    shop = (Section("Build the shop", 2), *children)
    now = (Section(title, 2), *children)

    found = _kept(
        (*AROUND, *shop, *rest), (*AROUND, *((*rest, *now) if is_moved else (*now, *rest)))
    )

    assert found == [0, 1, *((5, 6, 2, 3, 4) if is_moved else (2, 3, 4, 5, 6))]


def test_a_section_moved_and_reworded_keeps_its_milestone_in_another_plan():
    """The text is clear enough, though plan and title are others."""
    one = folder(*AROUND, Section("Prices", 2, _text(*WORDS)))
    one.save({"b.md": _plan((1, "Money", "Where it goes."))})
    ident = one.ids()[2]
    one.put(ident)

    moved = Section("What trips cost", 2, _text(*WORDS[:9], "And more."))
    one.save({"a.md": AROUND, "b.md": (*one.files["b.md"], moved)})

    assert one.ids("b.md")[1] == ident
    assert one.forest[ident].status == "done"


def test_of_two_equally_likely_ones_neither_is_taken():
    """The milestone is detached with all it has, and the person is told what it may be."""
    one = folder(*AROUND, Section("Prices", 2, _text(*WORDS)))
    ident = one.ids()[2]
    one.put(ident)
    halves = (Section("Prices on land", 2), Section("Prices at sea", 2))
    halves = tuple(replace(half, body=_text(*WORDS)) for half in halves)

    result = one.save({"a.md": (*AROUND, *halves)})

    assert ident not in one.ids()
    assert (one.forest[ident].notes, one.forest[ident].status) == ("Ask Mia.", "done")
    (change,) = (one for one in result.changes if one.milestone_id == ident)
    assert change.kind is ChangeKind.AMBIGUOUS
    assert "Prices on land" in change.reason
    assert "Prices at sea" in change.reason
    assert 0.3 <= change.score <= 1


def test_what_is_like_nothing_new_is_plainly_detached():
    """No candidates are made up."""
    one = folder(*AROUND, Section("Prices", 2, _text(*WORDS)))

    (change,) = one.save({"a.md": AROUND}).changes

    assert (change.kind, change.reason) == (ChangeKind.DETACHED, "")


def test_a_match_by_likeness_says_how_alike():
    """The change tells what of the texts and the titles agrees."""
    one = folder(*AROUND, Section("Prices", 2, _text(*WORDS)))
    now = Section("What things cost", 2, _text(*WORDS[:9]))

    (change,) = one.save({"a.md": (*AROUND, now)}).changes

    assert change.milestone_id == one.ids()[2]
    assert "alike" in change.reason
    assert 0.4 <= change.score < 1


# What is typed, one character per save, ends as one milestone and leaves nothing behind.


def _typed(title):
    return [title[:end] for end in range(len(title) + 1)]


@pytest.mark.parametrize("level", [1, 2, 3])
@pytest.mark.parametrize("body", ["", _text(*WORDS[:3])], ids=["no text", "text"])
def test_a_heading_that_is_typed_into_a_plan_is_one_milestone(level, body):
    """However often the plan is saved meanwhile, the new one keeps what is put on it early."""
    before = _plan((1, "Shop", "a"), (2, "Prices", _text(*WORDS[3:6])), (2, "Hosting", "b"))
    one = folder(*before)
    ids = one.ids()

    for title in _typed("Checkout flow"):
        typed = Section(title, level, body)
        one.save({"a.md": (*before[:2], typed, before[2])})
        if title == "Ch":
            one.put(one.ids()[2])

    assert (*one.ids()[:2], one.ids()[3]) == ids
    assert one.forest[one.ids()[2]].status == "done"
    assert one.touched_and_gone() == []


@pytest.mark.parametrize("body", ["", "Soon.", _text(*WORDS[:4])], ids=["none", "short", "text"])
def test_a_title_that_is_typed_anew_keeps_its_milestone(body):
    """Deleted character by character and typed again as another, it is edited in place."""
    before = _plan((1, "Shop", "a"), (2, "Prices", _text(*WORDS[5:])), (2, "Old payment", body))
    before = (*before, Section("Hosting", 2, _text(*OTHER[:3])))
    one = folder(*before)
    ids = one.ids()
    one.put(ids[2])

    for title in (*reversed(_typed("Old payment")), *_typed("Checkout flow")):
        one.save({"a.md": (*before[:2], replace(before[2], title=title), before[3])})

    assert one.ids() == ids
    assert one.forest[ids[2]].status == "done"
    assert one.touched_and_gone() == []
