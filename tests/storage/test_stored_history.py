"""What a change set leaves behind for the day it is undone, and what is told of it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from making import FOLDER, PLAN, add, milestone, write_plan

from mlv_tui.domain.change_set import Change, ChangeKind, ChangeSet, Origin
from mlv_tui.domain.forest import Layout
from mlv_tui.domain.outline import PromptStarter
from mlv_tui.domain.plan_state import Hold, PlanState
from mlv_tui.domain.text import Text
from mlv_tui.storage.befores import KEPT

READ = PlanState(PLAN, f"{FOLDER}/{PLAN}", "d1")


@pytest.fixture
def one(store, project):
    """A plan that was read, with one milestone and its text; returns the milestone's id."""

    def write(_, writing):
        (ident,) = writing.new_ids([-1]).values()
        plan = write_plan(writing, [ident])
        writing.plan(replace(plan, state=READ), 5)
        writing.milestones([replace(milestone(-1), id=ident)], 5)
        writing.texts({ident: Text("As it was.", (PromptStarter("Go.", 3),))})
        commit(writing)
        return ident

    return store.write(project.id, write)


def commit(writing, undoes=None, *changes):
    """Store a change set; return its id."""
    return writing.change_set(ChangeSet("ada", Origin.INGEST, "read", changes), 5, undoes)


def change_plan(store, project, undoes=None, **state):
    """Write the plan with another state, as a change set; return its id."""

    def write(snapshot, writing):
        (plan,) = snapshot.plans
        writing.plan(replace(plan, state=replace(plan.state, **state)), 6)
        return commit(writing, undoes)

    return store.write(project.id, write)


def plans_before(store, project, change_set):
    """Return the plans as they were before a change set."""
    return store.history.plans_before(change_set, store.snapshot(project.id).plans)


def test_a_plan_is_kept_as_it_was(store, project, one):
    """Its digest, its trouble, whether it was there and held, and where its milestones stood."""
    trouble = replace(READ, digest="d2", error="E", hint="H", error_line=3, hold=Hold.BRAKE)
    change_plan(store, project, digest="d2", error="E", hint="H", error_line=3, hold=Hold.BRAKE)

    last = change_plan(store, project, digest="", is_gone=True)

    ((_, before),) = plans_before(store, project, last).items()
    assert (before.state, before.layout) == (trouble, Layout(PLAN, (one,), (1,)))


@pytest.mark.usefixtures("one")
def test_a_new_plan_was_empty_before(store, project):
    """Before its first reading nothing stood in it."""
    (before,) = plans_before(store, project, 1).values()

    assert (before.layout.ids, before.state.digest) == ((), "")


@pytest.mark.usefixtures("one")
def test_a_plan_that_only_had_trouble_was_not_changed(store, project):
    """That it couldn't be read, or was held back, is nothing to be undone."""
    for state in ({"error": "Unreadable."}, {"hold": Hold.BRAKE}):
        assert plans_before(store, project, change_plan(store, project, **state)) == {}


def test_texts_are_kept_as_they_were(store, project, one):
    """Those that are overwritten by others, prompt starters too; a new one's has no before."""
    before = store.texts.of(one)

    def write(text):
        def run(_, writing):
            writing.texts({one: text})
            return commit(writing)

        return store.write(project.id, run)

    assert store.history.texts_before(1) == {}
    assert store.history.texts_before(write(before)) == {}
    assert store.history.texts_before(write(Text("Another."))) == {one: before}


def test_many_texts_are_kept_at_once(store, project):
    """More than one query takes."""
    ids = add(store, project, *(milestone(-at, f"m-{at}") for at in range(1, 1203)))
    texts = {ident: Text(f"Text {ident}.") for ident in ids}
    store.write(project.id, lambda _, writing: (writing.texts(texts), commit(writing)))

    def write(_, writing):
        writing.texts(dict.fromkeys(ids, Text("New.")))
        return commit(writing)

    assert store.history.texts_before(store.write(project.id, write)) == texts


@pytest.mark.usefixtures("open_store", "one")
def test_what_was_overwritten_long_ago_is_forgotten(store, project):
    """That of the newest change sets of each project is kept; what was told stays for ever."""
    other = store.add_project("beta", "Beta", 1)
    theirs = store.write(other.id, lambda _, writing: (write_plan(writing, [9]), commit(writing)))

    sets = [change_plan(store, project, digest=f"d{at}") for at in range(2, KEPT + 3)]

    kept = [at for at in sets if plans_before(store, project, at)]
    assert kept == sets[-KEPT:]
    assert plans_before(store, other, theirs[1])
    assert len(store.history.activity(project.id, 1000, None)) == len(sets) + 1


def test_a_change_set_is_told_with_its_counts(store, project):
    """By kind, in the order in which they happened first."""
    kinds = (ChangeKind.NEW, ChangeKind.MOVED, ChangeKind.NEW)
    changes = [Change(at, kind, {}, {"level": 1}) for at, kind in enumerate(kinds)]

    ident = store.write(project.id, lambda _, writing: commit(writing, None, *changes))

    (told,) = store.history.activity(project.id, 10, None)
    assert list(told.counts.items()) == [(ChangeKind.NEW, 2), (ChangeKind.MOVED, 1)]
    assert (told.id, told.number, told.at, told.actor) == (ident, 1, 5, "ada")
    assert store.history.changes(ident) == tuple(changes)
    assert store.history.one(ident) == told


@pytest.mark.usefixtures("one")
def test_what_was_done_and_undone_stands_in_nobody_s_way(store, project):
    """Only what is still in force since does."""
    history = store.history
    (plan,) = (each.id for each in store.snapshot(project.id).plans)
    last = change_plan(store, project, digest="d2")
    assert history.wrote_since(1, [plan]) == (last, plan)
    assert history.wrote_since(1, [plan + 1]) is None

    def write(snapshot, writing):
        (found,) = snapshot.plans
        writing.plan(replace(found, state=replace(READ, hold=Hold.UNDONE)), 7)
        ident = commit(writing, last)
        writing.undone({last: ident})
        return ident

    undo = store.write(project.id, write)

    assert history.wrote_since(1, [plan]) is None
    assert history.one(last).undone_by == undo
    assert history.undone_in_turn(undo) == (undo, last)
    assert history.undos(project.id, "ada", 0) == ((undo, last),)
    assert history.undos(project.id, "ada", undo) == ()
    assert history.undos(project.id, "mia", 0) == ()


@pytest.mark.usefixtures("one")
def test_a_plan_had_the_digests_that_were_in_force(store, project):
    """Those it was read with, "" where it was gone; none of a reading that somebody undid."""
    (plan,) = store.snapshot(project.id).plans
    assert store.history.digests_of([plan.id]) == {plan.id: set()}

    change_plan(store, project, digest="", is_gone=True)
    change_plan(store, project, digest="d2", is_gone=False)
    assert store.history.digests_of([plan.id]) == {plan.id: {"d1", ""}}

    taken = change_plan(store, project, digest="d3")
    change_plan(store, project, taken, digest="d3", hold=Hold.UNDONE)
    change_plan(store, project, digest="d4", hold=None)
    assert store.history.digests_of([plan.id]) == {plan.id: {"d1", "", "d2"}}
    assert store.history.digests_of([]) == {}
