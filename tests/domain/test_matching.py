from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from strategies import LAWS, Section, lived_stores, outlines, some_plans, stored

from mlv_tui.domain.reconcile import reconcile


def _kept(before, now):
    """Read a plan, then another text of it; give the place each heading had, None for a new one."""
    store = stored(*before)
    places = {ident: at for at, ident in enumerate(store.ids())}
    store.ingest({"a.md": now})
    return [places.get(ident) for ident in store.ids()]


def _plan(*rows):
    return tuple(Section(title, level, body) for level, title, body in rows)


PHASES = _plan((1, "Phase 1", ""), (2, "Tests", ""), (1, "Phase 2", ""), (2, "Tests", ""))


@pytest.mark.parametrize(
    ("before", "now", "kept"),
    [
        pytest.param(PHASES, PHASES, [0, 1, 2, 3], id="nothing changed"),
        pytest.param(PHASES, PHASES[2:] + PHASES[:2], [2, 3, 0, 1], id="two trees swapped"),
        pytest.param(PHASES, PHASES[2:], [2, 3], id="the first tree deleted"),
        pytest.param(
            PHASES, (*PHASES[:2], PHASES[1], *PHASES[2:]), [0, None, None, 2, 3], id="a copy of one"
        ),
        pytest.param(
            _plan((1, "Tests", "a"), (1, "Tests", "b")),
            _plan((1, "Tests", "b"), (1, "Tests", "a")),
            [1, 0],
            id="twins told apart by their text",
        ),
        pytest.param(
            _plan((1, "Tests", "a"), (1, "Tests", "b")),
            _plan((1, "Tests", "a"), (1, "Tests", "new")),
            [0, 1],
            id="one of two twins retyped",
        ),
        pytest.param(
            _plan((1, "Tests", "same"), (1, "Tests", "same")),
            _plan((1, "Tests", "new"), (1, "Tests", "same"), (1, "Tests", "same")),
            [None, 0, 1],
            id="a new one in front of two equal twins",
        ),
        pytest.param(
            _plan((1, "C++", ""), (1, "C#", "")),
            _plan((1, "C#", ""), (1, "C++", "")),
            [1, 0],
            id="titles that differ in signs alone",
        ),
        pytest.param(
            _plan((1, "की", ""), (1, "के", "")),
            _plan((1, "के", ""), (1, "की", "")),
            [1, 0],
            id="titles that differ in a vowel sign",
        ),
        pytest.param(
            _plan((1, "Goals", "a")),
            _plan((2, "[x] goals:", "b")),
            [0],
            id="a title alone is enough",
        ),
        pytest.param(
            _plan((1, "Goals", "a")), _plan((1, "Aims", "a")), [None], id="no title, no milestone"
        ),
    ],
)
def test_which_milestone_a_heading_is(before, now, kept):
    """What surely is the same keeps its milestone; what can't be told apart is new."""
    assert _kept(before, now) == kept


def test_of_two_that_left_the_same_place_the_last_comes_back():
    """An older milestone of the same address and text doesn't stand in the newer one's way."""
    store = stored(*_plan((1, "Tests", "a"), (1, "Tests", "b")))
    store.ingest({"a.md": _plan((1, "Tests", "b"))})
    old, new = store.forest.detached[0], store.ids()[0]
    store.ingest({"a.md": _plan((1, "Tests", "a"))})
    store.ingest({"a.md": ()})

    store.ingest({"a.md": _plan((1, "Tests", "a"))})

    assert store.ids() == (new,)
    assert old in store.forest.detached


def test_what_is_attached_goes_before_what_was_detached():
    """A heading that moves isn't taken for one that left long ago."""
    store = stored(*_plan((1, "Goals", "a"), (1, "Tests", "b")))
    store.ingest({"a.md": _plan((1, "Goals", "a"))})
    store.ingest({"b.md": _plan((1, "Tests", "b"))})

    assert store.ids("b.md") == (2,)
    store.ingest({"b.md": (), "a.md": _plan((1, "Goals", "a"), (1, "Tests", "b"))})
    assert store.ids("a.md") == (1, 2)


@LAWS
@given(lived_stores(), some_plans)
def test_no_milestone_is_two_headings(lived, plans):
    """Whatever is read next, a milestone stands in one place, and none is made twice."""
    store, _ = lived

    result = reconcile(store.forest, outlines(plans), store.new_ids(), 1, store.texts_of)

    ids = [ident for layout in result.layouts.values() for ident in layout.ids]
    assert len(set(ids)) == len(ids)
    assert len({one.id for one in result.milestones}) == len(result.milestones)
    assert all(replace(one) == one for one in result.milestones)
