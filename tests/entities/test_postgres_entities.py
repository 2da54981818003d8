"""A business system's PostgreSQL database: never written, and never waited for."""

from __future__ import annotations

import time

import psycopg
import pytest
from businesses import TRIP, new_business, queried, settings_for

from mlv_tui.domain.entities import EntityRef
from mlv_tui.entities.opening import open_source
from mlv_tui.errors import SourceAway, SourceInvalid
from mlv_tui.settings import PostgresUrl, SourceSettings

LISBON = EntityRef("trip", "TR-1")
MORE = """
CREATE SEQUENCE numbers;
CREATE FUNCTION close_trips() RETURNS integer LANGUAGE sql SECURITY DEFINER
AS 'UPDATE trips SET status = ''closed'' RETURNING 1';
"""
REFUSED_TO_THE_ROLE = (
    "INSERT INTO trips (code) VALUES ('TR-9')",
    "UPDATE trips SET title = 'x'",
    "DELETE FROM trips",
    "TRUNCATE trips",
    "MERGE INTO trips USING orders ON number = 7 WHEN MATCHED THEN DELETE",
    "WITH gone AS (DELETE FROM trips RETURNING code) SELECT code FROM gone",
    "CREATE TABLE extra (a integer)",
    "SELECT code INTO extra FROM trips",
    "CREATE INDEX extra ON trips (title)",
    "ALTER TABLE trips ADD COLUMN extra integer",
    "DROP TABLE trips",
    "SELECT code FROM trips FOR UPDATE",
    "LOCK TABLE trips IN EXCLUSIVE MODE",
    "SELECT nextval('numbers')",
    "SELECT setval('numbers', 9)",
    "COPY trips TO PROGRAM 'cat > /dev/null'",
    "DO $$ BEGIN DELETE FROM trips; END $$",
    "CREATE ROLE {role}_too",
)
REFUSED_TO_THE_SESSION = (
    "CREATE TEMP TABLE extra (a integer)",
    "SELECT close_trips()",
    "SELECT lo_create(0)",
)
"""What a role may do that can only SELECT, in a transaction that isn't read only."""

WRITES = (*REFUSED_TO_THE_ROLE, *REFUSED_TO_THE_SESSION)
QUERIES = (
    "SELECT code FROM trips; DELETE FROM trips",
    "SELECT code FROM trips) AS source LIMIT 0; DELETE FROM trips; --",
    "DELETE FROM trips RETURNING code",
    "WITH gone AS (DELETE FROM trips RETURNING code) SELECT code FROM gone",
    "SELECT code FROM trips FOR UPDATE",
    "SELECT lo_create(0)::text AS code",
    "SELECT set_config('transaction_read_only', 'off', false) AS code",
    "SELECT code INTO extra FROM trips",
    "COPY trips TO PROGRAM 'cat > /dev/null'",
    "SELECT close_trips()::text AS code",
)
GRANTS = (
    ("INSERT ON trips", r"could write to public\.trips"),
    ("UPDATE (title) ON trips", r"could write to public\.trips"),
    ("DELETE ON orders", r"could write to public\.orders"),
    ("TRUNCATE ON orders", r"could write to public\.orders"),
    ("TRIGGER ON orders", r"could write to public\.orders"),
    ("USAGE ON SEQUENCE numbers", r"could count public\.numbers up"),
    ("CREATE ON SCHEMA public", "CREATE on the schema public"),
    ("CREATE ON DATABASE {database}", "CREATE on the database"),
    ("pg_write_all_data", "member of pg_write_all_data"),
    ("pg_execute_server_program", "member of pg_execute_server_program"),
)


@pytest.fixture(scope="module")
def shared():
    """A business that no test of this file changes."""
    with new_business() as made:
        made.tell(MORE)
        yield made


@pytest.fixture
def business():
    """A business of the test's own."""
    with new_business() as made:
        made.tell(MORE)
        yield made


@pytest.fixture
def opened():
    """Open sources; all are closed at the end."""
    every = []

    def open_one(business, **settings):
        every.append(open_source(settings_for(business.reader, **settings)))
        return every[-1]

    yield open_one
    for one in every:
        one.close()


def everything(business):
    """Return what a write could have changed."""
    return (
        business.tell("SELECT * FROM trips ORDER BY code"),
        business.tell("SELECT last_value, is_called FROM numbers"),
        business.tell("SELECT count(*) FROM pg_class"),
        business.tell("SELECT count(*) FROM pg_largeobject_metadata"),
    )


@pytest.mark.parametrize("statement", WRITES)
def test_the_server_refuses_every_write(opened, shared, statement):
    """Through the very connection that a source has, in and outside of a transaction of its own."""
    connection, before = opened(shared)._connection, everything(shared)
    write = statement.format(role=shared.role)

    with pytest.raises(psycopg.Error):
        connection.execute(write)
    with pytest.raises(psycopg.Error), connection.transaction():
        connection.execute(write)

    assert everything(shared) == before


@pytest.mark.parametrize("statement", REFUSED_TO_THE_ROLE)
def test_the_role_alone_is_refused_almost_all_of_it(opened, shared, statement):
    """Even where somebody made the session write: what a role may not, no setting gives it."""
    connection = opened(shared)._connection
    connection.read_only = None
    connection.execute("SET default_transaction_read_only = off")

    with pytest.raises(psycopg.errors.InsufficientPrivilege), connection.transaction():
        connection.execute(statement.format(role=shared.role))


@pytest.mark.parametrize("statement", WRITES)
def test_a_connection_that_may_write_takes_the_same(shared, statement):
    """So the tests above would fail if a source's connection could write."""
    with psycopg.connect(shared.owner.url) as owner:
        owner.execute(statement.format(role=shared.role).encode())
        owner.rollback()


@pytest.mark.parametrize("query", QUERIES)
def test_a_query_can_do_nothing_but_read(opened, shared, query):
    """Whatever stands in the config file: one SELECT in a read-only transaction, or refused."""
    before = everything(shared)

    with pytest.raises(SourceInvalid) as refused:
        opened(shared, kinds=[queried(query)]).search("trip", "", 5)

    assert refused.value.hint
    assert everything(shared) == before


def test_a_query_may_read_whatever_it_likes(opened, shared):
    """With signs that a driver could take for its own, a semicolon or a comment at its end."""
    plain = "SELECT code FROM trips WHERE title LIKE '%i%' OR status = '%s' OR 7 % 4 = 3"

    for query in (plain, f"{plain};\n", f"{plain} -- ours"):
        assert opened(shared, kinds=[queried(query)]).count("trip") == 3


@pytest.mark.parametrize(("grant", "words"), GRANTS)
def test_a_role_that_could_write_is_refused(opened, business, grant, words):
    """Whatever the session is set to; the sentence names the right, and what to do."""
    database = business.tell("SELECT current_database()")[0][0]
    business.tell(f"GRANT {grant.format(database=database)} TO {business.role}")

    with pytest.raises(SourceInvalid, match=words) as refused:
        opened(business)

    assert "SELECT" in refused.value.hint or "REVOKE" in refused.value.hint


def test_a_superuser_an_owner_and_a_member_of_a_writing_role_are_refused(opened, business):
    """The rights of every role that it may act as count, inherited or not."""
    with pytest.raises(SourceInvalid, match="is SUPERUSER"):
        open_source(settings_for(business.owner))
    role = business.role
    business.tell(f"CREATE TABLE own (a integer); ALTER TABLE own OWNER TO {role}")
    with pytest.raises(SourceInvalid, match=r"could write to public\.own"):
        opened(business)

    business.tell(f"DROP TABLE own; CREATE ROLE {role}_w; GRANT INSERT ON trips TO {role}_w")
    business.tell(f"GRANT {role}_w TO {role} WITH INHERIT FALSE")
    try:
        with pytest.raises(SourceInvalid, match=rf"{role}_w could write to public\.trips"):
            opened(business)
    finally:
        business.tell(f"DROP OWNED BY {role}_w; DROP ROLE {role}_w")


def test_the_server_counts_no_row_that_a_source_wrote(opened, business):
    """Its own books: nothing inserted, updated or deleted in a whole session."""
    before = tuples_written(business)

    source = opened(business)
    for text in ("", "l", "TR"):
        source.search("trip", text, 5)
        source.look_up([LISBON])
        source.count("trip")
    source.proof()
    source.close()

    assert tuples_written(business) == before
    business.tell("UPDATE trips SET title = title")
    assert tuples_written(business) != before


def tuples_written(business):
    """Read the server's books, once all sessions have ended, for then they are told."""
    others = (
        "SELECT 1 FROM pg_stat_activity "
        "WHERE datname = current_database() AND pid <> pg_backend_pid()"
    )
    wait_until(lambda: not business.tell(others))
    return business.tell(
        "SELECT tup_inserted, tup_updated, tup_deleted FROM pg_stat_database "
        "WHERE datname = current_database()"
    )


def wait_until(condition):
    """Wait for a condition to hold."""
    deadline = time.monotonic() + 10
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.01)


def test_a_connection_that_ends_is_away_and_told(opened, business):
    """An administrator ends it; a new source finds the server again."""
    source = opened(business)
    business.tell(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
        "WHERE application_name = 'mlv entities' AND datname = current_database()"
    )

    with pytest.raises(SourceAway, match="doesn't answer"):
        source.look_up([LISBON])
    assert opened(business).look_up([LISBON])[LISBON]


def test_a_locked_table_and_an_endless_query_are_cut_off(opened, business):
    """A source that is too slow is one that is away, and answers again later."""
    source = opened(business, timeout=0.1)
    with psycopg.connect(business.owner.url) as owner:
        owner.execute("LOCK TABLE trips")
        with pytest.raises(SourceAway, match=r"locked|too long"):
            source.look_up([LISBON])
    assert source.look_up([LISBON])[LISBON]

    with pytest.raises(SourceAway, match="took too long"):
        opened(business, kinds=[queried("SELECT pg_sleep(60)::text AS code")], timeout=0.1).search(
            "trip", "x", 1
        )


def test_a_column_that_is_dropped_is_told(opened, business):
    """With its name; the next look finds it again if it comes back."""
    source = opened(business)
    business.tell("ALTER TABLE trips RENAME COLUMN title TO name")

    with pytest.raises(SourceInvalid, match="column title does not exist"):
        source.look_up([LISBON])

    business.tell("ALTER TABLE trips RENAME COLUMN name TO title")
    assert source.look_up([LISBON])[LISBON]


def test_ids_of_any_type_are_found(opened, business):
    """Numbers, uuids, fixed lengths; what can't be such an id is missing."""
    business.tell(
        "CREATE TABLE sorts (small smallint, exact numeric, ident uuid, fixed char(6));"
        "INSERT INTO sorts VALUES (7, 1.50, '6b1e0b3e-8f8e-4e65-9f5a-2d6a3c3e1f00', 'ab')"
    )
    business.tell(f"GRANT SELECT ON sorts TO {business.role}")
    ids = {"small": "7", "exact": "1.50", "ident": "6b1e0b3e-8f8e-4e65-9f5a-2d6a3c3e1f00"}
    kinds = [type(TRIP)(name, name, table="public.sorts") for name in (*ids, "fixed")]
    refs = [EntityRef(name, one) for name, one in ids.items()] + [EntityRef("fixed", "ab")]
    wrong = [EntityRef(one.kind, bad) for one in refs for bad in ("x", "70000", "٧", "'")]

    found = opened(business, kinds=kinds).look_up([*refs, *wrong])

    assert {ref for ref, entities in found.items() if entities} == set(refs)


@pytest.mark.parametrize(
    ("mode", "words"), [(0o644, "may be read by others"), (None, "can't be read")]
)
def test_a_password_file_is_for_one_s_own_eyes(tmp_path, shared, mode, words):
    """Else it is refused before anybody logs in."""
    file = tmp_path / "password"
    if mode is not None:
        file.write_text("secret\n")
        file.chmod(mode)
    settings = SourceSettings("core", shared.reader, (TRIP,), file)

    with pytest.raises(SourceInvalid, match=words) as refused:
        open_source(settings)

    assert "secret" not in str(refused.value)


def test_a_password_file_logs_in_and_no_password_is_shown(tmp_path, shared):
    """Where the server asks for one; a server that isn't there is told without it."""
    file = tmp_path / "password"
    file.write_text("secret\nand more\n")
    file.chmod(0o600)
    open_source(SourceSettings("core", shared.reader, (TRIP,), file)).close()

    away = PostgresUrl("postgresql://reader@127.0.0.1:1/business")
    with pytest.raises(SourceAway) as told:
        open_source(SourceSettings("core", away, (TRIP,), file))

    assert "postgresql://reader@127.0.0.1:1/business doesn't answer" in told.value.message
    assert "secret" not in str(told.value)
