"""Saved views: by name, by slot, never one that can't be looked through."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from mlv_tui.domain.query.days import day_of
from mlv_tui.domain.view import View
from mlv_tui.errors import MlvError, NotFound, QueryError
from mlv_tui.services.asking import asked


@pytest.fixture
def views(workspace):
    """Its views."""
    return workspace.views


@pytest.fixture
def project(workspace):
    """The id of a project without plans."""
    return workspace.add_project("core").id


def test_a_view_is_found_by_name_and_by_slot(views, project):
    """The name in any case."""
    mine = View("My work", 2, "owner:me is:ready")

    saved = views.save(project, mine)

    assert (saved.view, saved.was, saved.freed) == (mine, None, "")
    assert views.named(project, "MY WORK") == mine
    assert views.by_slot(project, 2) == mine
    assert views.by_slot(project, 3) is None
    assert views.list(project) == (mine,)


def test_saving_again_replaces_all_of_it(views, project):
    """Its slot too, also by none: a number can be taken back."""
    views.save(project, View("Mine", 2, "owner:me"))

    assert (views.slot_of(project, "MINE"), views.slot_of(project, "Yours")) == (2, None)
    saved = views.save(project, View("mine", None, "owner:none"))

    assert saved.view == View("mine", None, "owner:none")
    assert saved.was == View("Mine", 2, "owner:me")
    assert views.list(project) == (saved.view,)
    assert views.save(project, View("mine", 4)).view.slot == 4
    assert views.by_slot(project, 2) is None


def test_a_slot_is_taken_from_another(views, project):
    """Which says who had it, and keeps the rest."""
    first = View("First", 1, "x")
    views.save(project, first)

    saved = views.save(project, View("Second", 1))

    assert saved.freed == "First"
    assert views.list(project) == (View("Second", 1), replace(first, slot=None))


def test_trying_writes_nothing(views, project):
    """Neither what is saved nor what is removed."""
    views.save(project, View("First", 1))

    assert views.save(project, View("Second", 1), dry_run=True).freed == "First"
    assert views.remove(project, "first", dry_run=True) == View("First", 1)
    assert views.list(project) == (View("First", 1),)


def test_a_removed_view_is_gone(views, project):
    """And removing it again says that there is none."""
    views.save(project, View("First"))

    assert views.remove(project, "FIRST") == View("First")
    with pytest.raises(NotFound, match="There is no view “first”"):
        views.remove(project, "first")


def test_an_unknown_name_names_the_nearest(views, project):
    """Or where all of them are shown."""
    views.save(project, View("Release"))

    with pytest.raises(NotFound, match=r"no view “relase”\. Did you mean Release\?"):
        views.named(project, "relase")
    with pytest.raises(NotFound, match=r"`mlv view list` shows them\."):
        views.named(project, "zzz")


def test_what_cannot_be_looked_through_is_not_saved(views, project):
    """A filter that can't be understood, a name that can't be."""
    with pytest.raises(QueryError) as raised:
        views.save(project, View("Mine", filter="owner:me stauts:open"))
    with pytest.raises(MlvError, match="Numbers are for slots"):
        views.save(project, View("2"))

    assert (raised.value.at, raised.value.length) == (9, 6)
    assert views.list(project) == ()


def test_a_query_is_asked_here_and_today():
    """The clock is read where the person is."""
    given = asked("due:today owner:me", "ada").given

    assert given.me == "ada"
    assert abs((asked("", "ada").given.today - given.today).days) <= 1


@pytest.fixture
def summer_time(monkeypatch):
    """A computer that is one hour ahead in winter, two in summer."""
    monkeypatch.setenv("TZ", "CET-1CEST,M3.5.0,M10.5.0/3")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.mark.usefixtures("summer_time")
@pytest.mark.parametrize(
    ("moment", "day"), [((7, 1, 22, 30), date(2026, 7, 2)), ((1, 1, 22, 30), date(2026, 1, 1))]
)
def test_the_day_of_a_moment_is_told_by_the_clocks_of_that_day(moment, day):
    """Not by those of today: half past ten in the evening in London is past midnight in summer."""
    milliseconds = int(datetime(2026, *moment, tzinfo=UTC).timestamp() * 1000)

    assert day_of(milliseconds, asked("", "ada").given) == day
