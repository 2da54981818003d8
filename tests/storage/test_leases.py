"""Leases in the database: one session has each, and nobody wakes for it."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextlib import closing

from mlv_tui.domain.lease import KEPT, Lease
from mlv_tui.domain.presence import Presence
from mlv_tui.storage.store import Store


def test_a_lease_that_nobody_has_goes_to_the_first(store, project):
    """Who comes second is told so."""
    assert store.leases.holder(project.id, "here") == ""

    assert store.leases.take(project.id, Lease("ada's", "here", 1), "")
    assert not store.leases.take(project.id, Lease("ben's", "here", 2), "")
    assert store.leases.holder(project.id, "here") == "ada's"


def test_a_lease_is_taken_only_from_who_was_seen_to_have_it(store, project):
    """Who was quicker keeps it."""
    store.leases.take(project.id, Lease("ada's", "here", 1), "")

    assert store.leases.take(project.id, Lease("ben's", "here", 2), "ada's")
    assert not store.leases.take(project.id, Lease("chie's", "here", 3), "ada's")
    assert store.leases.holder(project.id, "here") == "ben's"


def test_of_eight_that_try_at_once_one_gets_it(address, project):
    """On connections of their own."""

    def take(number):
        with closing(Store(address)) as own:
            return own.leases.take(project.id, Lease(str(number), "here", 1), "")

    with ThreadPoolExecutor(8) as threads:
        assert sum(threads.map(take, range(8))) == 1


def test_each_host_has_a_lease_of_its_own(store, project):
    """The same paths lead to other files there."""
    store.leases.take(project.id, Lease("ada's", "here", 1), "")
    store.leases.take(project.id, Lease("ben's", "there", 1), "")

    assert store.leases.holder(project.id, "here") == "ada's"
    assert store.leases.holder(project.id, "there") == "ben's"


def test_who_goes_to_another_project_or_ends_leaves_its_lease(store, project):
    """At once; nothing is written where there is nothing to leave."""
    other = store.add_project("beta", "Beta", 1)
    store.leases.take(project.id, Lease("ada's", "here", 1), "")

    store.leases.take(other.id, Lease("ada's", "here", 1), "")
    assert store.leases.holder(project.id, "here") == ""
    store.leases.leave("ada's")
    store.leases.leave("ada's")

    assert store.leases.holder(other.id, "here") == ""


def test_the_leases_of_hosts_that_are_no_more_do_not_pile_up(store, project):
    """A killed container leaves its own behind."""
    store.leases.take(project.id, Lease("ada's", "there", 1), "")

    store.leases.take(project.id, Lease("ben's", "here", 1 + KEPT), "")

    assert store.leases.holder(project.id, "there") == ""


def test_only_who_comes_and_who_goes_wakes_others(store, project, open_store):
    """Not who says again that it is there, nor whose turn it is."""
    other = open_store()
    other.presence.beat(project.id, Presence("2", "ben", "here", 1))
    store.presence.beat(project.id, Presence("1", "ada", "here", 1))
    assert other.others_wrote()

    store.presence.beat(project.id, Presence("1", "ada", "here", 2))
    store.leases.take(project.id, Lease("1", "here", 2), "")
    store.leases.leave("1")
    assert not other.others_wrote()

    store.presence.leave("1")
    assert other.others_wrote()
