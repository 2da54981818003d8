"""Copies that were saved before their original was deleted."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from saving import folder
from strategies import LAWS, Section
from test_memory import EDITED, PRICES, TEXT, VISION

MONEY = Section("Money", 1, "Where it goes.")


def _copied(section=PRICES):
    """Save a copy into another plan while the original is still there."""
    one = folder(VISION, PRICES)
    original = one.ids()[1]
    one.put(original)
    one.save({"b.md": (MONEY,)})
    one.save({"b.md": (MONEY, section)})
    return one, original, one.ids("b.md")[1]


@pytest.mark.parametrize("body", [TEXT, EDITED], ids=["as it was", "with an edit"])
def test_the_original_goes_on_in_its_copy(body):
    """Its id, status and notes stand in the copy's plan; the copy, that nobody touched, is gone."""
    one, original, copy = _copied(replace(PRICES, body=body))

    result = one.save({"a.md": (VISION,)})

    assert one.ids("b.md")[1] == original
    kept = one.forest[original]
    assert (kept.plan, kept.status, kept.notes) == ("b.md", "done", "Ask Mia.")
    assert one.texts[original].body == body
    assert one.forest[copy].is_detached
    assert not one.forest[copy].is_touched
    assert {change.milestone_id for change in result.changes} == {original, copy}


def test_a_copy_that_a_person_touched_is_a_section_of_its_own():
    """Both keep what people put on them."""
    one, original, copy = _copied()
    one.put(copy, notes="Mine.")

    one.save({"a.md": (VISION,)})

    assert one.ids("b.md")[1] == copy
    assert one.forest[original].is_detached
    assert one.forest[original].notes == "Ask Mia."


@pytest.mark.parametrize("minutes", [14, 16])
def test_a_copy_that_stood_long_beside_its_original_is_its_own(minutes):
    """After a quarter of an hour a copy is a section, and no move under way."""
    one, original, copy = _copied()

    one.save({"a.md": (VISION,)}, minutes)

    assert one.ids("b.md")[1] == (original if minutes < 15 else copy)


def test_a_copy_is_never_older_than_its_original():
    """Deleting the copy again leaves the original where it is."""
    one, original, copy = _copied()

    one.save({"b.md": (MONEY,)})

    assert one.ids()[1] == original
    assert one.forest[copy].is_detached


def test_what_was_there_first_is_no_copy():
    """Pasted over from another plan and deleted again, it leaves the older one as it is."""
    one = folder(VISION)
    one.save({"b.md": (MONEY, PRICES)})
    older = one.ids("b.md")[1]
    one.save({"a.md": (VISION, PRICES)})
    one.put(one.ids()[1])

    one.save({"a.md": (MONEY,)})

    assert one.ids("b.md")[1] == older
    assert len(one.touched_and_gone()) == 1


def test_a_common_title_tells_of_no_copy():
    """What stands in many plans stands in this one too."""
    one, original, copy = _copied()
    one.save({"c.md": (replace(PRICES, body="Of another shop."),)})

    one.save({"a.md": (VISION,)})

    assert one.ids("b.md")[1] == copy
    assert one.forest[original].is_detached


def test_a_whole_file_saved_under_its_new_name_before_the_old_one_is_removed():
    """Every milestone goes on in the new file, titles that are common among them."""
    sections = [VISION, PRICES, Section("Tests", 2), Section("Risks", 2, "Few.")]
    one = folder(*sections, plan="trips.md")
    one.save({"x.md": (Section("Tests", 1, "x"),), "y.md": (Section("Tests", 1, "y"),)})
    ids = one.ids("trips.md")
    one.put(ids[2])
    one.save({"trips-2027.md": tuple(sections)})

    one.save({"trips.md": None})

    assert one.ids("trips-2027.md") == ids
    assert one.forest[ids[2]].status == "done"
    assert one.touched_and_gone() == []


@LAWS
@given(st.sets(st.integers(0, 5)), st.integers(0, 5))
def test_whatever_is_copied_and_deleted_stands_once(copied, touched):
    """The plans say the same before and after; no milestone stands in two places."""
    sections = [Section(f"Part {chr(65 + at)}", 2, f"{at} {TEXT}") for at in range(6)]
    one = folder(*sections)
    one.put(one.ids()[touched])
    pasted = tuple(sections[at] for at in sorted(copied))
    one.save({"b.md": (MONEY, *pasted)})

    one.save({"a.md": tuple(one for at, one in enumerate(sections) if at not in copied)})

    ids = (*one.ids(), *one.ids("b.md"))
    assert len(set(ids)) == len(ids) == 7
    assert not any(one.forest[ident].is_detached for ident in ids)
    assert one.touched_and_gone() == []
    assert [one.forest[at].title for at in one.ids("b.md")[1:]] == [one.title for one in pasted]
