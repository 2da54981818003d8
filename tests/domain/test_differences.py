from __future__ import annotations

import json
from dataclasses import replace
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st
from strategies import LAWS, Section, after, lived_stores, some_edits, stored

from mlv_tui.domain.change_set import ChangeKind
from mlv_tui.domain.differences import differences, values_of
from mlv_tui.domain.guidance import with_shared
from mlv_tui.domain.milestone import Milestone, PlanValues, Status

PLAN = (Section("Goals", 1, "one"), Section("Tests", 2, "two"), Section("Risks", 2, "three"))


def _changes(*sections, plan=PLAN):
    """Read a plan, then another text of it; tell what happened by title."""
    store = stored(*plan)
    result = store.ingest({"a.md": sections})
    return {store.forest[one.milestone_id].says.title: one for one in result.changes}


def _kinds(*sections, plan=PLAN):
    return {title: one.kind for title, one in _changes(*sections, plan=plan).items()}


def test_a_heading_never_seen_is_new():
    """The change tells everything that the milestone starts with."""
    (change,) = _changes(*PLAN, Section("部署", 3)).values()

    assert change.kind is ChangeKind.NEW
    assert change.before == {}
    assert change.after["title"] == "部署"


def test_a_heading_that_goes_is_detached_and_one_that_comes_back_reattached():
    """Both are told as what they are, whatever else changed with them."""
    store = stored(*PLAN)

    gone = store.ingest({"a.md": PLAN[:2]}).changes
    back = store.ingest({"a.md": (*PLAN[:2], replace(PLAN[2], level=3))}).changes

    assert [one.kind for one in gone] == [ChangeKind.DETACHED]
    assert [one.kind for one in back] == [ChangeKind.REATTACHED]


def test_another_spelling_is_a_new_name():
    """A title that reads otherwise, for the same milestone, is told as renamed."""
    assert _kinds(replace(PLAN[0], title="GOALS:"), *PLAN[1:]) == {"GOALS:": ChangeKind.RENAMED}


def test_a_tick_is_an_edit_and_no_new_name():
    """`[x]` in a title says something about the status; the name is the same."""
    (change,) = _changes(replace(PLAN[0], mark="[x] "), *PLAN[1:]).values()

    assert change.kind is ChangeKind.EDITED
    assert change.after["status"] is Status.DONE


def test_another_text_is_an_edit():
    """Only that milestone is told of."""
    assert _kinds(replace(PLAN[0], body="new"), *PLAN[1:]) == {"Goals": ChangeKind.EDITED}


def test_another_level_is_a_move():
    """With it what is below gets another parent, and is told as moved too."""
    found = _changes(PLAN[0], PLAN[1], replace(PLAN[2], level=3))

    assert {title: one.kind for title, one in found.items()} == {"Risks": ChangeKind.MOVED}
    assert (found["Risks"].before["parent"], found["Risks"].after["parent"]) == (1, 2)


def test_two_headings_that_change_places_are_one_move():
    """Moving one of them is all it takes."""
    found = _kinds(PLAN[0], PLAN[2], PLAN[1])

    assert list(found.values()) == [ChangeKind.MOVED]


def test_a_heading_from_another_plan_moves_alone():
    """Its new neighbours stayed where they were."""
    store = stored(Section("Goals", 1, "one"), plan="a.md")
    store.ingest({"b.md": (Section("Tests", 1, "two"),)})

    result = store.ingest({"a.md": (), "b.md": (Section("Tests", 1, "two"), PLAN[0])})

    assert [(one.milestone_id, one.kind) for one in result.changes] == [(1, ChangeKind.MOVED)]


def test_a_line_inserted_above_is_no_change():
    """Headings that only stand further down aren't told of."""
    assert _kinds(Section("部署", 1), *PLAN) == {"部署": ChangeKind.NEW}


@LAWS
@given(st.permutations(range(6)))
def test_a_new_order_is_told_by_the_fewest_moves(order):
    """No smaller set of headings, taken out and put back, makes the same order."""
    plan = tuple(Section(f"Heading {at}", 1, f"text {at}") for at in range(6))
    fewest = next(
        6 - size
        for size in range(6, 0, -1)
        if any(list(kept) == sorted(kept) for kept in combinations(order, size))
    )

    found = _changes(*(plan[at] for at in order), plan=plan).values()

    assert len(found) == fewest
    assert {one.kind for one in found} <= {ChangeKind.MOVED}
    staying = [at for at in order if at + 1 not in {one.milestone_id for one in found}]
    assert staying == sorted(staying)


def _applied(values, names):
    changed = {**values, **{name: value for name, value in names.items() if name not in _PLACES}}
    return {name: value for name, value in changed.items() if value is not None}


_PLACES = {"parent", "order"}
"""The forest's knowledge, told beside a milestone's own values."""


@LAWS
@given(lived_stores(), some_edits)
def test_a_change_can_be_taken_back(lived, edits):
    """What was, put over what is, gives what was; every milestone that differs is told of once."""
    store, plans = lived

    for now in after(plans, edits):
        before = store.forest
        result = store.ingest(now)

        told = {one.milestone_id: one for one in result.changes}
        assert len(told) == len(result.changes)
        assert {one.id for one in result.milestones} <= told.keys()
        for ident, change in told.items():
            was = values_of(before[ident]) if ident in before else {}
            after_it = values_of(store.forest[ident])
            assert _applied(was, change.after) == after_it
            if ident in before:
                assert _applied(after_it, change.before) == was
                assert change.before.keys() == change.after.keys()
            json.dumps([change.before, change.after])


@LAWS
@given(lived_stores(), some_edits)
def test_every_new_parent_is_told(lived, edits):
    """Of what stays attached, a change names the parent before and after."""
    store, plans = lived

    for now in after(plans, edits):
        before = store.forest
        told = {one.milestone_id: one for one in store.ingest(now).changes}

        for ident in set(before.plan_order) & set(store.forest.plan_order):
            parents = before.plan_parent[ident], store.forest.plan_parent[ident]
            change = told.get(ident)
            if parents[0] != parents[1]:
                assert (change.before["parent"], change.after["parent"]) == parents
            else:
                assert change is None or "parent" not in change.after


def test_the_plans_word_and_the_persons_stand_apart():
    """History tells whose value a field was."""
    one = Milestone(1, "a.md", 1, "goals", 1, PlanValues(title="Goals", priority=1))

    was, now = differences(one, with_shared(one, "priority", 3))

    assert was == {"my_priority": None}
    assert now == {"my_priority": {"value": 3, "base": 1}}


def test_what_is_empty_is_not_told():
    """A milestone's values are those that it has."""
    one = Milestone(1, "a.md", 1, "goals", 1, PlanValues(title="Goals"))

    assert values_of(one) == {
        "plan": "a.md",
        "level": 1,
        "source_key": "a.md#goals~1",
        "title": "Goals",
    }
