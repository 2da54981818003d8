"""Milestones deleted for good, and sessions that had read them."""

from __future__ import annotations

from making import add, milestone

from mlv_tui.domain.text import Text


def _written(store, project, *ids):
    """Store a text for each milestone."""
    return store.write(
        project.id, lambda _, writing: writing.texts({ident: Text(f"{ident}") for ident in ids})
    )


def test_what_is_deleted_is_gone_with_its_text(store, project):
    """The others stay, with theirs."""
    first, second = add(store, project, milestone(-1), milestone(-2, "step"))
    _written(store, project, first, second)

    store.write(project.id, lambda _, writing: writing.delete([first]))

    assert set(store.snapshot(project.id).milestones) == {second}
    assert store.texts.of_all([first, second]) == {second: Text(f"{second}")}


def test_a_session_that_had_read_it_sees_that_it_is_gone(open_store, store, project):
    """Others read only what changed since; what is gone changed as well."""
    first, second = add(store, project, milestone(-1), milestone(-2, "step"))
    other = open_store()
    assert set(other.snapshot(project.id).milestones) == {first, second}

    store.write(project.id, lambda _, writing: writing.delete([second]))

    assert set(other.snapshot(project.id).milestones) == {first}
    assert set(other.write(project.id, lambda seen, _: seen).milestones) == {first}


def test_it_is_noticed_whatever_other_projects_have(open_store, store, project):
    """As many as before, counted over all projects, are not the same ones."""
    first, second = add(store, project, milestone(-1), milestone(-2, "step"))
    other = open_store()
    assert len(other.snapshot(project.id).milestones) == 2
    add(store, store.add_project("beta", "Beta", 1), milestone(-1))

    store.write(project.id, lambda _, writing: writing.delete([second]))

    assert set(other.snapshot(project.id).milestones) == {first}


def test_another_project_s_milestones_are_its_own(store, project):
    """Deleting in one project takes nothing from another."""
    (first,) = add(store, project, milestone(-1))
    other = store.add_project("beta", "Beta", 1)
    (second,) = add(store, other, milestone(-1))

    store.write(project.id, lambda _, writing: writing.delete([first]))

    assert dict(store.snapshot(project.id).milestones) == {}
    assert set(store.snapshot(other.id).milestones) == {second}


def test_deleting_nothing_is_no_write(store, project):
    """It counts nothing and tells nobody."""
    add(store, project, milestone(-1))
    heard = []
    store.listen(lambda *told: heard.append(told))

    store.write(project.id, lambda _, writing: writing.delete([]))

    assert heard == []


def test_more_than_a_query_takes_can_be_deleted(store, project):
    """Years of edits pile up."""
    ids = add(store, project, *(milestone(-one, f"s{one}") for one in range(1, 2001)))

    store.write(project.id, lambda _, writing: writing.delete(ids[1:]))

    assert set(store.snapshot(project.id).milestones) == set(ids[:1])
