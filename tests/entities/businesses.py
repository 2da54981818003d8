"""Business databases for tests: what other programs own, and people may read."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from databases import new_server_database, rows_of

from mlv_tui.settings import KindSettings, PostgresUrl, SourceSettings

TRIP = KindSettings("trip", "code", "title", "status", "changed", table="trips")
NUMBERED = KindSettings("order", "number", table="orders")

_TABLES = """
CREATE TABLE trips (code TEXT PRIMARY KEY, title TEXT, status TEXT, changed TEXT);
CREATE TABLE orders (number INTEGER PRIMARY KEY, note TEXT);
CREATE TABLE twice (code TEXT, title TEXT);
INSERT INTO trips VALUES ('TR-1', 'Lisbon', 'open', '2026-11-20');
INSERT INTO trips VALUES ('TR-2', 'Turin', 'done', NULL);
INSERT INTO trips VALUES ('tr-1', 'Old Lisbon', 'gone', NULL);
INSERT INTO orders VALUES (7, 'seven'), (42, 'forty-two');
INSERT INTO twice VALUES ('A', 'one'), ('A', 'other'), ('B', 'only');
"""
_ROLES = count(1)


@dataclass(frozen=True)
class Business:
    """A PostgreSQL database, and how to come to it.

    Attributes:
        owner: Its address for one who may do anything.
        reader: For a role that may SELECT.
        role: The name of that.
    """

    owner: PostgresUrl
    reader: PostgresUrl
    role: str

    def tell(self, command: str) -> list[tuple[object, ...]]:
        """Do something as the owner."""
        return rows_of(self.owner, command)


def lay_file(file: Path, *, journal: str = "delete") -> Path:
    """Make a SQLite file that a business system would own."""
    with closing(sqlite3.connect(file)) as connection:
        connection.execute(f"PRAGMA journal_mode = {journal}")
        connection.executescript(_TABLES)
    return file


@contextmanager
def new_business() -> Iterator[Business]:
    """Have a PostgreSQL database of a business, with a role that may only read."""
    role = f"reader_{os.getpid()}_{next(_ROLES)}"
    with new_server_database() as owner:
        business = Business(owner, PostgresUrl(owner.url.replace("mlv@", f"{role}@")), role)
        business.tell(_TABLES + f"CREATE ROLE {role} LOGIN;")
        business.tell(f"GRANT SELECT ON trips, orders, twice TO {role}")
        yield business
        business.tell(f"DROP OWNED BY {role} CASCADE; DROP ROLE {role}")


def settings_for(
    source: Path | PostgresUrl,
    kinds: Sequence[KindSettings] = (TRIP, NUMBERED),
    *,
    project: str = "core",
    timeout: float = 2.0,
) -> SourceSettings:
    """Name a source as a config file does."""
    return SourceSettings(project, source, tuple(kinds), timeout=timeout)


def queried(query: str, ident: str = "code") -> KindSettings:
    """Name a kind whose entities come from a query."""
    return KindSettings("trip", ident, query=query)
