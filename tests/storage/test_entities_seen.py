"""The dated labels of entities in the database."""

from __future__ import annotations

from databases import columns

from mlv_tui.domain.entities import EntityRef
from mlv_tui.domain.freshness import Seen

LISBON = EntityRef("trip", "TR-1")


def test_the_latest_sight_of_each_entity_is_kept(store, project):
    """Whoever writes last: an older one never goes over a newer one."""
    store.entities_seen.keep(project.id, {LISBON: Seen("Lisbon", 5)})
    store.entities_seen.keep(project.id, {LISBON: Seen("Porto", 9)})
    store.entities_seen.keep(project.id, {LISBON: Seen("Lisbon", 7)})

    assert store.entities_seen.of(project.id) == {LISBON: Seen("Porto", 9)}


def test_each_project_has_its_own(store, project):
    """What one looks at says nothing of the others."""
    other = store.add_project("beta", "Beta", 1)
    store.entities_seen.keep(project.id, {LISBON: Seen("Lisbon", 5)})

    assert store.entities_seen.of(other.id) == {}


def test_nothing_of_an_entity_is_kept_but_a_dated_label(store, address):
    """No state, no price, no owner: there is no column for it."""
    del store
    assert columns(address, "entity_seen") == [
        "id",
        "project_id",
        "kind",
        "entity",
        "label",
        "seen_at",
    ]
