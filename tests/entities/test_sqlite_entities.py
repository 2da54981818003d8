"""A business system's SQLite file: never written, and never waited for."""

from __future__ import annotations

import hashlib
import shutil
import sqlite3
from contextlib import closing

import pytest
from businesses import TRIP, lay_file, queried, settings_for

from mlv_tui.domain.entities import EntityRef
from mlv_tui.entities.opening import open_source
from mlv_tui.errors import SourceAway, SourceInvalid

LISBON = EntityRef("trip", "TR-1")
WRITES = (
    "INSERT INTO trips (code) VALUES ('TR-9')",
    "INSERT INTO trips (code) VALUES ('TR-9') RETURNING code",
    "REPLACE INTO trips (code) VALUES ('TR-1')",
    "WITH new AS (SELECT 'TR-9' AS code) INSERT INTO trips (code) SELECT code FROM new",
    "UPDATE trips SET title = 'x'",
    "DELETE FROM trips",
    "CREATE TABLE extra (a)",
    "CREATE TABLE extra AS SELECT * FROM trips",
    "CREATE TEMP TABLE extra (a)",
    "CREATE INDEX extra ON trips (title)",
    "CREATE VIEW extra AS SELECT 1",
    "CREATE TRIGGER extra AFTER INSERT ON trips BEGIN DELETE FROM trips; END",
    "ALTER TABLE trips ADD COLUMN extra",
    "ALTER TABLE trips RENAME TO journeys",
    "DROP TABLE trips",
    "ATTACH DATABASE '{other}' AS other",
    "PRAGMA user_version = 7",
    "PRAGMA query_only = OFF",
    "PRAGMA journal_mode = TRUNCATE",
    "PRAGMA writable_schema = ON",
    "VACUUM",
    "VACUUM INTO '{other}.copy'",
    "REINDEX",
    "ANALYZE",
    "BEGIN IMMEDIATE",
    "SAVEPOINT here",
)
"""Every way to write that there is; each works on a connection that may."""

QUERIES = (
    "SELECT code FROM trips; DELETE FROM trips",
    "SELECT code FROM trips) AS source; DELETE FROM trips; --",
    "DELETE FROM trips RETURNING code",
    "WITH gone AS (DELETE FROM trips RETURNING code) SELECT code FROM gone",
    "SELECT load_extension('x') AS code",
    "SELECT writefile('{other}', 'x') AS code",
    "SELECT randomblob(1000000000) AS code",
    "SELECT code FROM trips, pragma_user_version",
    "ATTACH DATABASE '{other}' AS other",
    "SELECT code FROM trips WHERE code = ?",
)


@pytest.fixture
def file(tmp_path):
    """Where the business keeps its trips."""
    return lay_file(tmp_path / "business.db")


@pytest.fixture
def opened(file):
    """Open sources, by default on that file; all are closed at the end."""
    every = []

    def open_one(**settings):
        every.append(open_source(settings_for(file, **settings)))
        return every[-1]

    yield open_one
    for one in every:
        one.close()


def digest(file):
    """Tell one state of a file from all others."""
    return hashlib.sha256(file.read_bytes()).hexdigest()


@pytest.mark.parametrize("statement", WRITES)
def test_the_database_refuses_every_write(opened, file, tmp_path, statement):
    """Through the very connection that a source has; not a byte changes, and no file appears."""
    other = lay_file(tmp_path / "other.db")
    connection, before = opened()._connection, (digest(file), digest(other))

    with pytest.raises(sqlite3.DatabaseError):
        connection.execute(statement.format(other=other)).fetchall()
    with pytest.raises(sqlite3.DatabaseError):
        connection.executescript(f"SELECT 1; {statement.format(other=other)};")

    assert (digest(file), digest(other)) == before
    assert {one.name for one in tmp_path.iterdir()} == {"business.db", "other.db"}


@pytest.mark.parametrize("statement", WRITES)
def test_a_connection_that_may_write_takes_the_same(file, tmp_path, statement):
    """So the test above would fail if a source's connection could write."""
    other = lay_file(tmp_path / "other.db")

    with closing(sqlite3.connect(file, isolation_level=None)) as connection:
        connection.execute(statement.format(other=other)).fetchall()


@pytest.mark.parametrize("query", QUERIES)
def test_a_query_can_do_nothing_but_read(opened, file, tmp_path, query):
    """Whatever stands in the config file: it is one SELECT of plain functions, or it is refused."""
    before = digest(file)

    with pytest.raises(SourceInvalid) as refused:
        opened(kinds=[queried(query.format(other=tmp_path / "other"))])

    assert str(file) in refused.value.message
    assert refused.value.hint
    assert digest(file) == before
    assert {one.name for one in tmp_path.iterdir()} == {"business.db"}


def test_a_query_may_read_whatever_it_likes(opened):
    """Joins, functions, a comment or a semicolon at its end."""
    plain = "WITH some AS (SELECT upper(code) AS code FROM trips) SELECT * FROM some ORDER BY 1"

    for query in (plain, f"{plain};\n", f"{plain} -- ours"):
        assert opened(kinds=[queried(query)]).count("trip") == 3


@pytest.mark.parametrize("journal", ["delete", "wal"])
def test_the_file_stays_byte_for_byte_as_it_is(tmp_path, journal):
    """In either journal mode, however much is asked."""
    file = lay_file(tmp_path / "other.db", journal=journal)
    before = digest(file)

    source = open_source(settings_for(file))
    for text in ("", "l", "TR", "x"):
        source.search("trip", text, 5)
        source.look_up([LISBON])
        source.count("order")
    source.proof()
    source.close()

    assert digest(file) == before


def test_what_the_business_changes_is_seen_at_the_next_look(opened, file):
    """No snapshot is held between two questions."""
    source = opened()
    source.look_up([LISBON])

    with closing(sqlite3.connect(file)) as business, business:
        business.execute("UPDATE trips SET title = 'Porto' WHERE code = 'TR-1'")

    assert source.look_up([LISBON])[LISBON][0].label == "Porto"


def test_a_locked_file_is_away_for_as_long_as_it_is_locked(opened, file):
    """It isn't waited for longer than the settings say."""
    source = opened(timeout=0.1)
    with closing(sqlite3.connect(file, isolation_level=None)) as business:
        business.execute("BEGIN EXCLUSIVE")
        with pytest.raises(SourceAway, match="locked by another program"):
            source.look_up([LISBON])
        business.execute("ROLLBACK")

    assert source.look_up([LISBON])[LISBON]


def test_a_query_without_end_is_cut_off(opened):
    """A source that is too slow is one that is away."""
    numbers = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n"
    source = opened(kinds=[queried(numbers, "i")], timeout=0.1)

    with pytest.raises(SourceAway, match="took too long"):
        source.count("trip")


def test_a_column_that_is_dropped_is_told(opened, file):
    """Never taken for a text of its own name, as SQLite would."""
    source = opened()
    with closing(sqlite3.connect(file)) as business, business:
        business.execute("ALTER TABLE trips DROP COLUMN title")

    with pytest.raises(SourceInvalid, match=r"business.db can't be asked: no such column: title"):
        source.look_up([LISBON])
    with pytest.raises(SourceInvalid, match="no such column"):
        opened()


def test_a_file_that_is_replaced_or_gone_is_away(opened, file, tmp_path):
    """The file that was open is never taken for the one that is there now."""
    source = opened()
    shutil.copy(file, tmp_path / "new.db")
    (tmp_path / "new.db").replace(file)

    with pytest.raises(SourceAway, match="was replaced"):
        source.look_up([LISBON])
    file.unlink()
    with pytest.raises(SourceAway, match="isn't there"):
        source.look_up([LISBON])
    with pytest.raises(SourceAway, match="isn't there"):
        opened()


def test_what_is_no_database_is_told(tmp_path):
    """A text file, a folder."""
    (tmp_path / "text.db").write_text("no database" * 100)
    (tmp_path / "folder.db").mkdir()

    with pytest.raises(SourceInvalid, match="file is not a database"):
        open_source(settings_for(tmp_path / "text.db"))
    with pytest.raises(SourceAway, match="is no file"):
        open_source(settings_for(tmp_path / "folder.db"))


def test_names_and_bytes_of_all_sorts_do_no_harm(tmp_path):
    """A path with signs, a column in quotes, a label that isn't UTF-8, an endless one."""
    file = tmp_path / "what? #1 100%.db"
    with closing(sqlite3.connect(file)) as business, business:
        business.execute('CREATE TABLE "my ""own"" trips" (code, "the title")')
        business.execute(
            'INSERT INTO "my ""own"" trips" VALUES (1, CAST(x\'ff00\' AS TEXT)), (\'b\', ?)',
            ["x" * 100_000],
        )
    kind = type(TRIP)("trip", "code", "the title", table='my "own" trips')

    source = open_source(settings_for(file, [kind]))
    one, other = (EntityRef("trip", ident) for ident in ("1", "b"))
    found = source.look_up([one, other])
    source.close()

    assert "\0" not in found[one][0].label
    assert found[other][0].label == "x" * 200


def test_a_hundred_thousand_entities_are_searched(tmp_path):
    """With letters of any script, and a bounded answer."""
    file = lay_file(tmp_path / "large.db")
    with closing(sqlite3.connect(file)) as business, business:
        rows = ((f"L-{number}", f"Über {number}") for number in range(100_000))
        business.executemany("INSERT INTO trips (code, title) VALUES (?, ?)", rows)

    source = open_source(settings_for(file, timeout=30))
    found = source.search("trip", "über 9999", 3)
    wanted = EntityRef("trip", "L-99999")
    label = source.look_up([wanted])[wanted][0].label
    source.close()

    assert [one.label for one in found] == ["Über 9999", "Über 99990", "Über 99991"]
    assert label == "Über 99999"
