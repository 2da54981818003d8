from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import (
    LAWS,
    TITLES,
    Section,
    Store,
    after,
    any_guidance,
    levels,
    lived_stores,
    outlines,
    some_edits,
    some_guidance,
    some_plans,
    some_sections,
    stored,
)

from mlv_tui.domain.change_set import ChangeKind
from mlv_tui.domain.guidance import with_shared
from mlv_tui.domain.milestone import SHARED_FIELDS, Mine
from mlv_tui.domain.outline import parents
from mlv_tui.domain.reconcile import reconcile
from mlv_tui.domain.source_key import addresses


@LAWS
@given(lived_stores())
def test_reading_the_same_plans_twice_changes_nothing(lived):
    """Whatever happened before, a second read of the same text writes not one row."""
    store, plans = lived
    store.ingest(plans)

    result = reconcile(
        store.forest, outlines(plans), store.new_ids(), store.now + 1, store.texts_of
    )

    assert result.milestones == ()
    assert result.changes == ()
    assert result.texts == {}
    assert list(result.layouts.values()) == [
        one for plan in plans for one in store.forest.layouts if one.plan == plan
    ]


@LAWS
@given(lived_stores(), some_edits)
def test_the_store_says_what_the_plans_say(lived, edits):
    """After a read every heading has exactly one milestone, which says what the heading says."""
    store, plans = lived

    for now in after(plans, edits):
        store.ingest(now)

        for each in outlines(now):
            _assert_as_written(store, each)
        shown = [ident for plan in now for ident in store.ids(plan)]
        assert len(shown) == len(set(shown))
        assert set(shown) == {one.id for one in store.forest.by_id.values() if not one.is_detached}


def _assert_as_written(store, outline):
    layout = next(one for one in store.forest.layouts if one.plan == outline.plan)
    ones = [store.forest[ident] for ident in layout.ids]
    headings = outline.headings
    above = parents([heading.level for heading in headings])

    assert layout.lines == tuple(heading.line for heading in headings)
    assert [one.says for one in ones] == [heading.says for heading in headings]
    assert [one.level for one in ones] == [heading.level for heading in headings]
    assert [one.body_digest for one in ones] == [heading.body_digest for heading in headings]
    assert [one.prompt_starters for one in ones] == [len(one.prompt_starters) for one in headings]
    keys = addresses(heading.title for heading in headings)
    assert [(one.slug, one.occurrence) for one in ones] == keys
    assert {one.plan for one in ones} <= {outline.plan}
    assert [store.forest.plan_parent[ident] for ident in layout.ids] == [
        None if at is None else layout.ids[at] for at in above
    ]
    texts = [store.texts[ident] for ident in layout.ids]
    assert [[one.text for one in text.prompt_starters] for text in texts] == [
        [one.text for one in heading.prompt_starters] for heading in headings
    ]


@LAWS
@given(lived_stores(), some_edits)
def test_a_milestone_whose_heading_is_gone_is_detached_with_all_it_had(lived, edits):
    """What leaves the plan keeps every value; only the moment it left is added."""
    store, plans = lived

    for now in after(plans, edits):
        before = store.forest
        store.ingest(now)

        assert before.by_id.keys() <= store.forest.by_id.keys()
        for ident in store.forest.detached:
            was = before[ident]
            since = was.detached_at if was.is_detached else store.now
            assert store.forest[ident] == replace(was, detached_at=since)


@LAWS
@given(lived_stores(), some_edits, some_guidance)
def test_what_people_put_on_a_milestone_survives_every_edit(lived, edits, guidance):
    """Notes, the archive and own values stay, also while detached and after coming back."""
    store, plans = lived
    for each in guidance:
        each.put(store)

    for now in after(plans, edits):
        before = store.forest
        store.ingest(now)

        for ident, was in before.by_id.items():
            one = store.forest[ident]
            assert (one.notes, one.archived_at, one.created_at) == (
                was.notes,
                was.archived_at,
                was.created_at,
            )
            assert one.mine == {
                name: own
                for name, own in was.mine.items()
                if one.is_detached or own.value != getattr(one.says, name)
            }


distinct_bodies = st.lists(
    st.builds(Section, st.sampled_from(TITLES), levels), min_size=1, max_size=8
).map(lambda ones: tuple(replace(one, body=f"body {at}") for at, one in enumerate(ones)))

distinct_titles = st.lists(
    st.builds(Section, st.sampled_from(TITLES), levels), unique_by=lambda one: one.title, min_size=1
).map(tuple)


@LAWS
@given(st.one_of(distinct_bodies, distinct_titles), st.data())
def test_moved_headings_keep_their_milestones(sections, data):
    """Reordering, re-levelling and re-parenting lose no milestone and mix none up."""
    store = stored(*sections)
    ids = dict(zip(sections, store.ids(), strict=True))
    order = data.draw(st.permutations(sections))
    relevelled = [replace(one, level=data.draw(levels)) for one in order]

    result = store.ingest({"a.md": tuple(relevelled)})

    assert list(store.ids()) == [ids[one] for one in order]
    assert {change.kind for change in result.changes} <= {ChangeKind.MOVED}


@LAWS
@given(lived_stores(), st.sampled_from(("moved/a.md", "z.md")))
def test_a_renamed_file_keeps_its_milestones(lived, new):
    """A plan that is gone here and there under another name is the same plan."""
    store, plans = lived
    store.ingest(plans)
    ids = store.ids("a.md")

    store.ingest({"a.md": (), new: plans.get("a.md", ())})

    assert store.ids(new) == ids


@LAWS
@given(distinct_bodies, st.data())
def test_headings_with_text_keep_their_milestones_in_another_file(sections, data):
    """Cutting sections out of one plan and pasting them into another one moves their state."""
    store = stored(*sections)
    ids = dict(zip(sections, store.ids(), strict=True))
    other = data.draw(st.sets(st.sampled_from(sections)))
    here = tuple(one for one in sections if one not in other)
    there = tuple(one for one in sections if one in other)

    store.ingest({"a.md": here, "b.md": there})

    assert store.ids("a.md") == tuple(ids[one] for one in here)
    assert store.ids("b.md") == tuple(ids[one] for one in there)


@LAWS
@given(lived_stores())
def test_a_text_that_comes_back_finds_its_milestones(lived):
    """Emptying a plan and undoing that gives every heading the milestone it had, equal ones too."""
    store, plans = lived
    store.ingest(plans)
    ids = {plan: store.ids(plan) for plan in plans}
    before = {ident: one for ident, one in store.forest.by_id.items() if not one.is_detached}

    for plan, sections in plans.items():
        store.ingest({plan: ()})
        store.ingest({plan: sections})

    assert {plan: store.ids(plan) for plan in plans} == ids
    assert {ident: store.forest[ident] for ident in before} == before


@LAWS
@given(some_sections.filter(len), st.integers(0, 20), levels, st.lists(any_guidance, min_size=1))
def test_a_twin_in_front_takes_nobodys_state(sections, at, level, guidance):
    """A new section with a title that stands below already gets no milestone of the others."""
    store = stored(*sections)
    for each in guidance:
        each.put(store)
    ids = store.ids()
    twin = Section(sections[at % len(sections)].title, level, "a new text")

    result = store.ingest({"a.md": (twin, *sections)})

    assert store.ids()[1:] == ids
    assert [one.milestone_id for one in result.changes if one.kind is ChangeKind.NEW] == [
        store.ids()[0]
    ]


@LAWS
@given(some_sections.filter(len), st.integers(0, 20))
def test_a_twin_beside_its_twin_takes_nobodys_state(sections, at):
    """The same right in front of the section that it is titled like."""
    store = stored(*sections)
    ids = store.ids()
    at %= len(sections)
    twin = replace(sections[at], body="a new text")

    store.ingest({"a.md": (*sections[:at], twin, *sections[at:])})

    assert (*store.ids()[:at], *store.ids()[at + 1 :]) == ids


@LAWS
@given(lived_stores(), some_edits)
def test_the_order_in_which_plans_are_handed_in_does_not_matter(lived, edits):
    """The same plans, read in another order, give every heading the same milestone."""
    store, plans = lived
    now = after(plans, edits)[-1]

    forth = reconcile(store.forest, outlines(now), store.new_ids(), 1, store.texts_of)
    back = reconcile(store.forest, outlines(now)[::-1], store.new_ids(), 1, store.texts_of)

    assert _known_ids(store, forth) == _known_ids(store, back)
    assert _tally(forth) == _tally(back)


def _known_ids(store, result):
    """New ids are given in the order of reading; which headings get one must not differ."""
    return {
        plan: [ident if ident in store.forest else None for ident in layout.ids]
        for plan, layout in result.layouts.items()
    }


def _tally(result):
    return sorted((one.kind, str(sorted(one.before)), one.reason) for one in result.changes)


_SCRIPT = """
from itertools import count
from random import Random
from strategies import Section, Store, TITLES, outlines
from mlv_tui.domain.reconcile import reconcile
random, store = Random(7), Store()
for _ in range(30):
    plans = {
        plan: tuple(
            Section(random.choice(TITLES), random.randint(1, 3), random.choice(("", "", "x", "y")))
            for _ in range(random.randint(0, 12))
        )
        for plan in random.sample(("a.md", "b.md", "c.md", "d.md"), 2)
    }
    result = store.ingest({**dict.fromkeys(("a.md", "b.md", "c.md", "d.md"), ()), **plans})
    print(result.layouts, [(c.milestone_id, c.kind, c.reason) for c in result.changes])
"""


def test_the_result_does_not_depend_on_the_hash_seed():
    """Two processes that read the same plans store the same milestones."""
    here = Path(__file__).parent
    path = os.pathsep.join((str(here), str(here.parents[1])))

    said = [
        subprocess.run(
            [sys.executable, "-c", _SCRIPT],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": path},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    ]

    assert said[0]
    assert said[0] == said[1]


def test_a_prompt_starter_is_kept_byte_for_byte():
    """Blanks and blank lines of a prompt are part of it: a change of them is stored."""
    store = stored(Section("Goals", starter="Write\nit."))

    store.ingest({"a.md": (Section("Goals", starter="Write  \n\nit."),)})

    (starter,) = store.texts[store.ids()[0]].prompt_starters
    assert starter.text == "Write  \n\nit."


def test_blank_lines_of_a_body_are_no_change():
    """Spacing a text out touches no milestone."""
    store = stored(Section("Goals", body="one\ntwo"))

    result = store.ingest({"a.md": (Section("Goals", body="one  \n\n\ntwo\n"),)})

    assert result.milestones == ()


def test_a_milestone_found_again_tells_by_which_sign():
    """A person can read why a milestone was taken for the old one, and how sure that is."""
    store = stored(Section("Goals", body="one"))

    (change,) = store.ingest({"a.md": (), "b.md": (Section("Goals", body="one"),)}).changes

    assert change.kind is ChangeKind.MOVED
    assert change.reason
    assert 0 < change.score <= 1


def test_every_new_milestone_starts_open_and_empty():
    """A heading that was never seen gets a milestone with nothing but what the plan says."""
    store = stored(Section("Goals", 2, "one"))

    one = store.one("Goals")

    assert (one.level, one.slug, one.occurrence, one.plan) == (2, "goals", 1, "a.md")
    assert (dict(one.mine), one.notes, one.detached_at) == ({}, "", None)
    assert one.created_at == store.now


# Of a shared field: what the plan said, what the person set, what the plan says then;
# what is shown, whether it is still the person's own, whether that is a conflict.
@pytest.mark.parametrize(
    ("base", "own", "plan", "shown", "is_own", "is_conflict"),
    [
        (1, ..., 1, 1, False, False),
        (1, ..., 2, 2, False, False),
        (1, ..., None, None, False, False),
        (None, ..., 2, 2, False, False),
        (1, 1, 1, 1, False, False),
        (1, 1, 2, 2, False, False),
        (1, 3, 1, 3, True, False),
        (1, 3, 2, 3, True, True),
        (1, 3, 3, 3, False, False),
        (1, 3, None, 3, True, False),
        (None, 3, None, 3, True, False),
        (None, 3, 2, 3, True, True),
        (None, 3, 3, 3, False, False),
        (1, None, 1, None, True, False),
        (1, None, 2, None, True, True),
        (1, None, None, None, False, False),
    ],
)
def test_a_field_that_plan_and_person_share(base, own, plan, shown, is_own, is_conflict):
    """Who moved away from what both started from decides; only two different moves conflict."""
    store = stored(Section("Goals", priority=base))
    if own is not ...:
        store.keep(with_shared(store.one("Goals"), "priority", own))

    store.ingest({"a.md": (Section("Goals", priority=plan),)})

    one = store.one("Goals")
    assert one.shown("priority") == shown
    assert ("priority" in one.mine) is is_own
    assert one.conflicts == (("priority",) if is_conflict else ())


def test_a_conflict_goes_when_the_plan_goes_back():
    """What the plan took back is no longer at odds with what the person set."""
    store = stored(Section("Goals", priority=1))
    store.keep(with_shared(store.one("Goals"), "priority", 3))
    store.ingest({"a.md": (Section("Goals", priority=2),)})

    store.ingest({"a.md": (Section("Goals", priority=1),)})

    assert store.one("Goals").conflicts == ()
    assert store.one("Goals").mine == {"priority": Mine(3, 1)}


def test_every_shared_field_can_be_agreed_upon():
    """Each field that both may set is dropped from the person's own once the plan says the same."""
    store = stored(Section("Goals"))
    one = store.one("Goals")
    for name in SHARED_FIELDS:
        one = with_shared(one, name, "done")
    store.keep(one)
    (heading,) = outlines({"a.md": (Section("Goals"),)})[0].headings
    agreed = replace(heading, says=replace(one.says, **dict.fromkeys(SHARED_FIELDS, "done")))
    plan = replace(outlines({"a.md": ()})[0], headings=(agreed,))

    result = reconcile(store.forest, [plan], store.new_ids(), 2, store.texts_of)

    assert dict(result.milestones[0].mine) == {}


def test_a_plan_without_headings_detaches_all_of_its_own_and_nothing_else():
    """Emptying one plan leaves the others alone."""
    store = Store()
    store.ingest({"a.md": (Section("Goals"),), "b.md": (Section("Goals"),)})

    store.ingest({"a.md": ()})

    assert store.forest.detached == (1,)
    assert store.ids("b.md") == (2,)


def test_text_alone_brings_no_foreign_state_to_a_new_place():
    """A heading without text under a new parent isn't taken for one that went with its own."""
    store = stored(
        Section("Phase 1", 1), Section("Tests", 2), Section("Phase 2", 1), Section("Tests", 2)
    )
    gone = store.ids()[3]
    store.ingest({"a.md": (Section("Phase 1", 1), Section("Tests", 2))})

    new = (Section("Phase 1", 1), Section("Tests", 2), Section("Phase 9", 1), Section("Tests", 2))
    store.ingest({"a.md": new})

    assert gone not in store.ids()
    assert gone in store.forest.detached


def test_some_plans_make_some_milestones():
    """The laws above are about something: the random plans do have headings in common."""
    found = []

    @LAWS
    @given(some_plans)
    def look(plans):
        titles = [one.title for sections in plans.values() for one in sections]
        found.append(len(titles) > len(set(titles)))

    look()

    assert any(found)


LONG = "Flights, nights and transfers of one trip, each with its own price and its own currency."


def test_a_remark_on_a_title_costs_no_status():
    """Writing how far the work is on a heading renames it, and nothing more."""
    store = stored(Section("Sync trips", body="one"), Section("Announce", body="two"))
    before = store.forest.order

    store.ingest({"a.md": (Section("Sync trips (in progress)"), Section("Announce", body="x"))})

    assert store.forest.order == before
    assert store.forest.detached == ()


def test_a_new_title_over_the_same_long_text_costs_no_status():
    """A heading that is reworded keeps its milestone if its text stays and is its own."""
    store = stored(Section("Collect prices", body=LONG), Section("Announce", body="two"))
    before = store.forest.order

    store.ingest({"a.md": (Section("Gather what things cost", body=LONG), Section("Announce"))})

    assert store.forest.order == before


@pytest.mark.parametrize("body", ["", "To do."])
def test_a_new_title_over_a_text_that_tells_nothing_is_another_heading(body):
    """No text, or a word that may stand anywhere, gives nobody another's status."""
    store = stored(Section("Collect prices", body=body))
    (before,) = store.forest.order

    store.ingest({"a.md": (Section("Invite the press", body=body),)})

    assert store.forest.order != (before,)
    assert store.forest.detached == (before,)
