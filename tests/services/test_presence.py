"""Who is here: other sessions on the same project, as long as they say so."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mlv_tui.domain.presence import EXPIRY, Presence, others_here
from mlv_tui.services.presence import place
from mlv_tui.services.workspace import Workspace


@pytest.fixture
def project(workspace):
    """The id of a project without plans."""
    return workspace.add_project("core").id


@pytest.fixture
def join(settings, project):
    """Have people show the project, each in a session of their own."""
    opened = []

    def joined(actor):
        opened.append(Workspace(replace(settings, actor=actor)))
        opened[-1].here.beat(project)
        return opened[-1]

    yield joined
    for one in opened:
        one.close()


def test_people_see_each_other(workspace, project, join):
    """Each once, and oneself only by one's other sessions."""
    assert workspace.here.beat(project) == ()

    for actor in ("chie", "ben", "ben", "ada"):
        join(actor)

    assert workspace.here.others() == ("ada", "ben ×2", "chie")
    assert workspace.others_wrote()


def test_who_leaves_or_goes_to_another_project_is_gone(workspace, project, join):
    """At once, not after a while."""
    workspace.here.beat(project)
    ben, chie = join("ben"), join("chie")

    ben.here.leave()
    chie.here.beat(workspace.add_project("web").id)

    assert workspace.here.others() == ()


def test_who_says_nothing_for_long_is_gone():
    """Whatever a killed session left behind."""
    own = Presence("1", "ada", "here", 100_000)
    silent = Presence("2", "ben", "here", own.at - EXPIRY)
    recent = Presence("3", "chie", "here", own.at - EXPIRY + 1)

    assert others_here([own, silent, recent], own) == ("chie",)


def test_a_killed_session_is_forgotten_by_the_next_one_that_says_something(workspace, project):
    """Nothing piles up."""
    rows = workspace._store.presence
    rows.beat(project, Presence("0", "ben", "here", 1))

    workspace.here.beat(project)

    assert [one.actor for one in rows.of(project)] == ["ada"]


def test_a_place_is_where_somebody_sits():
    """Over SSH that isn't the build box."""
    assert place({"SSH_CONNECTION": "10.0.0.5 50214 10.0.0.1 22"}) == "10.0.0.5"
    assert place({})


def test_the_same_name_from_several_hosts_is_told_apart():
    """A shared account on a build box is several people; one host alone goes without saying."""
    own = Presence("1", "deploy", "box", 0)
    others = [
        Presence("2", "deploy", "10.0.0.7", 0),
        Presence("3", "deploy", "box", 0),
        Presence("4", "ben", "10.0.0.8", 0),
        Presence("5", "ben", "10.0.0.8", 0),
    ]

    assert others_here(others, own) == ("ben ×2", "deploy@10.0.0.7", "deploy@box")
