"""Copying everything from one kind of database to another."""

from __future__ import annotations

from contextlib import ExitStack, closing

import pytest
from databases import new_server_database, rows, rows_of
from making import add, milestone

from mlv_tui.errors import DatabaseKept, DatabaseUnusable
from mlv_tui.storage.copying import back_up_server, copy_into_empty, copy_over
from mlv_tui.storage.opening import open_engine
from mlv_tui.storage.store import Store
from mlv_tui.storage.tables import TABLES

KINDS = ("file", "server")


@pytest.fixture
def new(tmp_path):
    """Have new databases, of either kind."""
    with ExitStack() as made:

        def new_one(kind, name):
            if kind == "server":
                return made.enter_context(new_server_database())
            return tmp_path / f"{name}.db"

        yield new_one


def fill(address):
    """Put something into it, with letters of several scripts, and more rows than fit a page."""
    store = Store(address)
    project = store.add_project("alpha", "Ålpha “α” 🚀", 1)
    add(store, project, *(milestone(-number, f"goal-{number}") for number in range(1, 1200)))
    store.close()
    return project


def copied(source, target, how=copy_into_empty):
    """Copy; return how many rows of each table."""
    with closing(open_engine(source)) as read, closing(open_engine(target)) as written:
        return how(read, written)


@pytest.mark.parametrize("source", KINDS)
@pytest.mark.parametrize("target", KINDS)
def test_a_copy_has_every_row_of_every_table(new, source, target):
    """Both ways, and it says how many."""
    source, target = new(source, "a"), new(target, "b")
    fill(source)
    rows_of(source, "UPDATE change SET score = 0.83719994 WHERE id = 7")

    counts = copied(source, target)

    assert rows(target) == rows(source)
    assert counts == {name: len(found) for name, found in rows(source).items()}
    assert counts["milestone"] == 1199
    assert set(counts) == {table._meta.table_name for table in TABLES}


@pytest.mark.parametrize("target", KINDS)
def test_a_copy_goes_on_counting_where_the_original_was(new, target):
    """New rows and milestones in it get ids that nobody has."""
    source, target = new("file", "a"), new(target, "b")
    fill(source)
    copied(source, target)

    store = Store(target)
    beta = store.add_project("beta", "Beta", 2)
    ids = add(store, beta, milestone(-1))
    store.close()

    assert ids == [1200]
    assert beta.id == 2
    assert rows_of(target, "SELECT MAX(id) FROM change_set") == [(2,)]


@pytest.mark.parametrize("target", KINDS)
def test_a_copy_goes_over_nothing(new, target):
    """Where something is already, it stays, and nothing is added."""
    source, target = new("file", "a"), new(target, "b")
    fill(source)
    store = Store(target)
    store.add_project("own", "Own", 1)
    store.close()
    before = rows(target)

    with pytest.raises(DatabaseKept, match="isn't empty: there is something in project"):
        copied(source, target)

    assert rows(target) == before


@pytest.mark.parametrize("target", KINDS)
def test_a_copy_may_be_asked_to_replace(new, target):
    """As restoring a backup does; all in one transaction."""
    source, target = new("file", "a"), new(target, "b")
    fill(source)
    store = Store(target)
    own = store.add_project("own", "Own", 1)
    add(store, own, milestone(-1))
    store.close()

    copied(source, target, copy_over)

    assert rows(target) == rows(source)


def test_what_a_server_doesn_t_take_is_told_and_nothing_is_copied(new):
    """A zero character, say, which SQLite stores and PostgreSQL doesn't."""
    source, target = new("file", "a"), new("server", "b")
    fill(source)
    rows_of(source, "UPDATE milestone SET notes = 'a' || char(0) || 'b' WHERE id = 1100")
    before = rows(target)

    with pytest.raises(DatabaseUnusable, match="can't store that"):
        copied(source, target)

    assert rows(target) == before


def test_a_server_that_changes_what_it_stores_is_caught(new):
    """Each row is read again before anything is kept: here a trigger spoils one."""
    source, target = new("file", "a"), new("server", "b")
    fill(source)
    spoil = """
        CREATE FUNCTION spoil() RETURNS trigger AS
            'BEGIN NEW.notes = NEW.notes || NEW.id; RETURN NEW; END' LANGUAGE plpgsql;
        CREATE TRIGGER spoil BEFORE INSERT ON milestone FOR EACH ROW EXECUTE FUNCTION spoil()
    """
    rows_of(target, spoil)
    before = rows(target)

    with pytest.raises(DatabaseUnusable, match=r"the table milestone .*notes of 1 differs"):
        copied(source, target)

    assert rows(target) == before


def test_a_server_s_database_is_backed_up_into_a_file(new, tmp_path):
    """One file with nothing beside it, and readable by its owner only."""
    source = new("server", "a")
    fill(source)
    target = tmp_path / "backups" / "team.bak"

    made = back_up_server(source, target)

    assert rows(target) == rows(source)
    assert made.rows["milestone"] == 1199
    assert list(target.parent.iterdir()) == [target]
    assert target.stat().st_mode & 0o777 == 0o600
