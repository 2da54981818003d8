"""What was gone and comes back."""

from __future__ import annotations

import pytest
from saving import folder
from strategies import Section

LINES = (
    "Flights are priced apart from nights.",
    "Each transfer has a currency of its own.",
    "An agent may give a discount of ten percent.",
    "Invoices go out on the first of the month.",
    "Refunds wait for the answer of the hotel.",
)
TEXT = "\n".join(LINES)
EDITED = "\n".join((*LINES, "Meals are chosen on board."))
VISION = Section("Vision", 1, "What it is for.")
PRICES = Section("Prices of trips", 2, TEXT)


def _cut():
    one = folder(VISION, PRICES)
    one.save({"b.md": (Section("Money", 1, "Where it goes."),)})
    ident = one.ids()[1]
    one.put(ident)
    one.save({"a.md": (VISION,)})
    return one, ident


@pytest.mark.parametrize(
    ("minutes", "writes", "is_back"),
    [(14, 0, True), (16, 0, False), (1, 98, True), (1, 101, False)],
)
def test_what_is_cut_here_and_pasted_there_with_an_edit(minutes, writes, is_back):
    """It goes on if it was not long ago; later it is a new one, and the old one is kept."""
    one, ident = _cut()
    one.number += writes

    pasted = Section("Prices of trips", 2, EDITED)
    one.save({"b.md": (*one.files["b.md"], pasted)}, minutes)

    assert (one.ids("b.md")[1] == ident) is is_back
    assert (one.forest[ident].notes, one.forest[ident].status) == ("Ask Mia.", "done")
    assert one.forest[ident].is_detached is not is_back


@pytest.mark.parametrize("minutes", [1, 10_000])
def test_what_is_pasted_as_it_was_comes_back_at_any_time(minutes):
    """Title and text are the same: it is the same milestone, a week later too."""
    one, ident = _cut()

    one.save({"b.md": (*one.files["b.md"], PRICES)}, minutes)

    assert one.ids("b.md")[1] == ident


def test_a_common_title_does_not_come_back_by_likeness():
    """What stands in a plan beside it under the same title may as well be copied from there."""
    one, ident = _cut()
    one.save({"c.md": (Section("Prices of trips", 1, "Of another shop."),)})

    one.save({"b.md": (*one.files["b.md"], Section("Prices of trips", 2, EDITED))})

    assert one.ids("b.md")[1] != ident
    assert one.forest[ident].is_detached


def test_a_removed_file_returns_under_another_name():
    """Removed first and there again later: all its milestones go on, edited ones too."""
    sections = tuple(Section(f"{word} of trips", 2, f"{word}: {TEXT}") for word in LINES[0].split())
    one = folder(VISION, *sections, plan="plans/trips.md")
    ids = one.ids("plans/trips.md")
    one.put(ids[2])
    one.save({"plans/trips.md": None})

    now = (VISION, *sections[:-1], Section(sections[-1].title, 2, EDITED))
    one.save({"plans/trips-2027.md": now})

    assert one.ids("plans/trips-2027.md") == ids
    assert one.forest[ids[2]].status == "done"


def test_a_removed_file_does_not_return_as_an_unlike_one():
    """Another new plan gets nobody's status."""
    one = folder(VISION, PRICES, plan="trips.md")
    one.save({"trips.md": None})

    one.save({"hosting.md": (Section("Machines", 1, "Two."), Section("Alarms", 2, "Loud."))})

    assert set(one.ids("hosting.md")).isdisjoint(one.forest.detached)
    assert len(one.forest.detached) == 2
