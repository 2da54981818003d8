"""What only a server has: connections that end, notifications, a login."""

from __future__ import annotations

import asyncio
import threading
import time
from contextlib import closing

import psycopg
import pytest
from databases import new_server_database, rows_of
from making import add, milestone
from processes import together

from mlv_tui.domain.presence import Presence
from mlv_tui.domain.project import Root
from mlv_tui.errors import DatabaseUnusable
from mlv_tui.settings import PostgresUrl
from mlv_tui.storage.postgres import PostgresEngine
from mlv_tui.storage.postgres_waking import AT_LEAST_EVERY, Listening
from mlv_tui.storage.store import Store
from mlv_tui.storage.tables import TABLES
from mlv_tui.storage.waking import Polling

OPEN = """
from mlv_tui.settings.address import address_of
from mlv_tui.storage.store import Store
start()
Store(address_of(sys.argv[1])).close()
"""

END_ALL = """
SELECT pg_terminate_backend(pid) FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid()
"""


@pytest.fixture
def address():
    """A database on the server."""
    with new_server_database() as made:
        yield made


def add_root(store, project, folder="/plans"):
    """Write something small."""
    return store.write(project.id, lambda _, writing: writing.root(Root(0, folder)))


def roots(store):
    """Return the folders that are stored."""
    return [root.folder for root in store.project("alpha").roots]


def test_a_connection_that_was_ended_is_made_again(store, project, address):
    """An administrator ends all sessions: the next question and the next write find it back."""
    rows_of(address, END_ALL)
    with pytest.raises(DatabaseUnusable, match="can't be reached"):
        store.others_wrote()
    assert store.others_wrote()  # for all that is known

    rows_of(address, END_ALL)
    add_root(store, project)

    assert roots(store) == ["/plans"]


def test_a_write_whose_connection_ends_midway_is_written_once(store, project, address):
    """Nothing was stored when it was lost, so all of it is done again."""
    tries = []

    def write(_, writing):
        writing.root(Root(0, f"/{len(tries)}"))
        tries.append(1)
        if len(tries) == 1:
            rows_of(address, END_ALL)
        writing.root(Root(0, "/last"))

    store.write(project.id, write)

    assert (len(tries), roots(store)) == (2, ["/1", "/last"])


@pytest.mark.parametrize("is_stored", [True, False])
def test_a_commit_that_is_not_answered_is_looked_up(store, project, address, is_stored):
    """The server says what became of it: nothing is stored twice, nothing taken for stored."""
    engine, tries = store._engine, []
    commit = engine.database.commit

    def unanswered():
        if is_stored:
            commit()
        rows_of(address, END_ALL)
        engine.database.commit = commit
        raise psycopg.OperationalError("server closed the connection unexpectedly")

    def write(_, writing):
        writing.root(Root(0, "/plans"))
        if not tries:
            engine.database.commit = unanswered
        tries.append(1)

    store.write(project.id, write)

    assert (len(tries), roots(store)) == (1 if is_stored else 2, ["/plans"])
    assert store.project("alpha").number == 1


def test_a_server_that_is_away_is_told_and_found_again(address, store, project):
    """No new try at every question, but one soon."""
    engine = store._engine
    right = engine.database.database
    engine.database.database = "postgresql://mlv@127.0.0.1:1/mlv"
    rows_of(address, END_ALL)

    for _ in range(3):
        with pytest.raises(DatabaseUnusable, match="can't be reached"):
            store.projects()
    engine.database.database = right
    engine._connection._next_try = 0.0

    assert store.projects() == (project,)


def test_another_sessions_commit_wakes_at_once(address, project):
    """It doesn't take the time after which the database is asked anyway."""

    def work():
        with closing(Store(address)) as other:
            add_root(other, project)

    async def woken():
        listening = Listening(address)
        await listening.wait()  # until it listens
        writer = threading.Thread(target=work)
        async with asyncio.timeout(AT_LEAST_EVERY / 2):
            waiting = asyncio.ensure_future(listening.wait())
            writer.start()
            await waiting
        writer.join()
        await listening.close()

    asyncio.run(woken())


def test_what_wrote_nothing_wakes_nobody(project, open_store):
    """A gesture that changed nothing isn't announced."""
    other, watching = open_store(), open_store()
    watching.others_wrote()

    other.write(project.id, lambda *_: None)

    assert not watching.others_wrote()


def test_without_notifications_others_are_noticed_by_the_projects_numbers(address, project, store):
    """As on engines that speak the protocol and lack them."""
    plain = PostgresEngine(address, is_plain=True)
    assert not plain.others_wrote()

    add_root(store, project)

    assert plain.others_wrote()
    assert not plain.others_wrote()
    assert isinstance(plain.waker(), Polling)
    plain.close()


def test_without_notifications_whoever_comes_or_goes_is_noticed_too(address, project, store):
    """And a view that is saved; what this session read is no news twice."""
    with closing(PostgresEngine(address, is_plain=True)) as plain:
        store.presence.beat(project.id, Presence("1", "ben", "here", store.presence.now()))
        assert plain.others_wrote()
        assert not plain.others_wrote()

        store.presence.leave("1")
        assert plain.others_wrote()


def test_who_is_here_goes_by_the_server_s_clock(store, monkeypatch):
    """The clocks of two hosts may be minutes apart."""
    monkeypatch.setattr(time, "time_ns", lambda: 0)

    assert store.presence.now() > 10**12


def test_four_programs_make_the_schema_once(address):
    """None of them fails, and each migration is applied once."""
    for table in reversed([*(one._meta.table_name for one in TABLES), "schema_migration"]):
        rows_of(address, f"DROP TABLE {table} CASCADE")
    rows_of(address, "DROP TABLE schema_lock")

    together(OPEN, [[address.url]] * 4)

    names = [name for (name,) in rows_of(address, "SELECT name FROM schema_migration")]
    assert len(names) == len(set(names)) > 1
    assert rows_of(address, "SELECT value FROM counter") == [(0,)]


def test_another_programs_database_is_refused(address):
    """No table of ours is put into it."""
    for table in reversed([*(one._meta.table_name for one in TABLES), "schema_migration"]):
        rows_of(address, f"DROP TABLE {table} CASCADE")
    rows_of(address, "DROP TABLE schema_lock")
    rows_of(address, "CREATE TABLE orders (id INTEGER)")

    with pytest.raises(DatabaseUnusable, match="another program's database"):
        Store(address)

    query = "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
    assert rows_of(address, query) == [("orders",)]


def test_a_newer_program_s_database_is_refused(address):
    """The sentence says what to do."""
    rows_of(address, "UPDATE schema_migration SET name = '9999_later' WHERE name LIKE '0001%'")

    with pytest.raises(DatabaseUnusable, match="made by a newer mlv") as caught:
        Store(address)

    assert "Install" in caught.value.hint


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (("/mlv_", "/none_"), "doesn't exist"),
        (("mlv@", "nobody:secret@"), "refuses the login"),
        (("host=/", "host=/nowhere/"), "can't be reached"),
    ],
)
def test_what_can_t_be_opened_is_said_without_the_password(address, change, words):
    """One sentence with the address, and what to do."""
    with pytest.raises(DatabaseUnusable, match=words) as caught:
        Store(PostgresUrl(address.url.replace(*change)))

    assert "secret" not in str(caught.value)
    assert caught.value.hint


def test_a_role_that_may_only_read_is_told(store, project):
    """Nothing is written, and the sentence says why."""
    store._engine.database.execute_sql("SET default_transaction_read_only = on")

    with pytest.raises(DatabaseUnusable, match="it is read-only"):
        add(store, project, milestone(-1))


def test_a_text_no_column_takes_is_refused_whole(store, project):
    """PostgreSQL stores no NUL; a sentence says so, and nothing of that write is kept."""
    with pytest.raises(DatabaseUnusable, match="can't store that"):
        add_root(store, project, "/a\0b")

    assert roots(store) == []
