"""Saved views in the database."""

from __future__ import annotations

from dataclasses import replace

from mlv_tui.domain.grouping import GroupBy
from mlv_tui.domain.sorting import parse_sort
from mlv_tui.domain.view import View

WHOLE = View("Übersicht", 3, 'module:"a b" -x', GroupBy.ENTITY, parse_sort("prio,-due"), 2)


def test_a_view_is_stored_as_it_is(store, open_store, project):
    """Another session reads the same."""
    store.views.keep(project.id, WHOLE)
    store.views.keep(project.id, View("plain"))

    assert open_store().views.of(project.id) == (WHOLE, View("plain"))


def test_a_name_is_one_view_s_whatever_the_case(store, project):
    """The later one stands, spelt as it was last."""
    store.views.keep(project.id, WHOLE)
    store.views.keep(project.id, View("ÜBERSICHT", filter="x"))

    assert store.views.of(project.id) == (View("ÜBERSICHT", filter="x"),)


def test_a_slot_is_one_view_s(store, project):
    """The one that had it keeps everything else; views without a slot stand last, by name."""
    store.views.keep(project.id, WHOLE)
    store.views.keep(project.id, View("b"))
    store.views.keep(project.id, View("A", 3))

    assert store.views.of(project.id) == (View("A", 3), View("b"), replace(WHOLE, slot=None))


def test_projects_share_no_views(store, project):
    """The same name and the same slot may be in both."""
    other = store.add_project("beta", "Beta", 1)
    store.views.keep(project.id, WHOLE)
    store.views.keep(other.id, replace(WHOLE, filter=""))

    store.views.remove(other.id, WHOLE)

    assert store.views.of(project.id) == (WHOLE,)
    assert store.views.of(other.id) == ()


def test_a_view_is_no_write_to_the_project(store, project):
    """Nobody's milestones are read anew for it, and there is nothing to undo."""
    told = []
    store.listen(lambda *args: told.append(args))

    store.views.keep(project.id, WHOLE)
    store.views.remove(project.id, WHOLE)

    assert store.project("alpha") == project
    assert store.history.activity(project.id, 9, None) == ()
    assert told == []


def test_another_session_hears_of_it(store, open_store, project):
    """As of every commit."""
    other = open_store()
    other.others_wrote()

    store.views.keep(project.id, WHOLE)

    assert other.others_wrote()
