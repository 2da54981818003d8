"""Whether a role of a PostgreSQL server could write."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from mlv_tui.errors import SourceInvalid

if TYPE_CHECKING:
    import psycopg

_OURS: Final = """
WITH mine AS (
    SELECT oid, rolname FROM pg_roles WHERE pg_has_role(session_user, oid, 'MEMBER')
), spaces AS (
    SELECT oid, nspname, nspowner FROM pg_namespace
    WHERE nspname NOT LIKE 'pg\\_%%' AND nspname <> 'information_schema'
)
"""
"""The roles that it may act as, and the schemas that aren't the server's own."""


@dataclass(frozen=True, slots=True)
class _Right:
    """A way to write.

    Attributes:
        found: Asks who has it and on what, after `_OURS`.
        what: What it allows, with the names.
        instead: What to do about it.
    """

    found: str
    what: str
    instead: str


_OWN_ROLE: Final = (
    "Make a role for reading only: CREATE ROLE mlv_reader LOGIN; "
    "GRANT SELECT ON the tables TO mlv_reader."
)
_RIGHTS: Final = (
    _Right(
        "SELECT r.rolname, CASE WHEN r.rolsuper THEN 'SUPERUSER' WHEN r.rolcreaterole "
        "THEN 'CREATEROLE' WHEN r.rolcreatedb THEN 'CREATEDB' ELSE 'REPLICATION' END "
        "FROM pg_roles r JOIN mine ON mine.oid = r.oid "
        "WHERE r.rolsuper OR r.rolcreaterole OR r.rolcreatedb OR r.rolreplication",
        "{0} is {1}",
        _OWN_ROLE,
    ),
    _Right(
        "SELECT session_user, rolname FROM mine WHERE rolname IN ('pg_write_all_data', "
        "'pg_write_server_files', 'pg_execute_server_program', 'pg_create_subscription', "
        "'pg_maintain', 'pg_signal_backend')",
        "{0} is a member of {1}",
        "REVOKE {1} FROM {0}; GRANT SELECT on the tables is enough.",
    ),
    _Right(
        "SELECT mine.rolname, d.datname FROM pg_database d, mine "
        "WHERE d.datname = current_database() "
        "AND (d.datdba = mine.oid OR has_database_privilege(mine.oid, d.oid, 'CREATE'))",
        "{0} has CREATE on the database {1}",
        _OWN_ROLE,
    ),
    _Right(
        "SELECT mine.rolname, s.nspname FROM spaces s, mine "
        "WHERE s.nspowner = mine.oid OR has_schema_privilege(mine.oid, s.oid, 'CREATE')",
        "{0} has CREATE on the schema {1}",
        "REVOKE CREATE ON SCHEMA {1} FROM {0}, PUBLIC; GRANT USAGE and SELECT are enough.",
    ),
    _Right(
        "SELECT mine.rolname, s.nspname || '.' || c.relname FROM spaces s "
        "JOIN pg_class c ON c.relnamespace = s.oid AND c.relkind IN ('r', 'p', 'v', 'm', 'f'), "
        "mine WHERE c.relowner = mine.oid OR has_table_privilege(mine.oid, c.oid, "
        "'INSERT, UPDATE, DELETE, TRUNCATE, TRIGGER') "
        "OR has_any_column_privilege(mine.oid, c.oid, 'INSERT, UPDATE')",
        "{0} could write to {1}",
        "REVOKE INSERT, UPDATE, DELETE, TRUNCATE, TRIGGER ON {1} FROM {0}; keep SELECT.",
    ),
    _Right(
        "SELECT mine.rolname, s.nspname || '.' || c.relname FROM spaces s "
        "JOIN pg_class c ON c.relnamespace = s.oid AND c.relkind = 'S', mine "
        "WHERE c.relowner = mine.oid OR has_sequence_privilege(mine.oid, c.oid, 'USAGE, UPDATE')",
        "{0} could count {1} up",
        "REVOKE USAGE, UPDATE ON SEQUENCE {1} FROM {0}.",
    ),
    _Right(
        "SELECT mine.rolname, s.nspname || '.' || p.proname FROM spaces s "
        "JOIN pg_proc p ON p.pronamespace = s.oid JOIN mine ON p.proowner = mine.oid",
        "{0} owns the function {1}",
        _OWN_ROLE,
    ),
    _Right(
        "SELECT mine.rolname, l.oid::text FROM pg_largeobject_metadata l "
        "JOIN mine ON l.lomowner = mine.oid",
        "{0} owns the large object {1}",
        _OWN_ROLE,
    ),
)


def check_rights(name: str, connection: psycopg.Connection[Any]) -> None:
    """Look whether a connection's role could write, whatever the session is set to.

    Args:
        name: What people know the source by.
        connection: An open one.

    Raises:
        SourceInvalid: If it could; it names one such right, and what to grant instead.
    """
    for right in _RIGHTS:
        statement = f"{_OURS}{right.found} LIMIT %s"
        found = connection.execute(statement.encode(), [1]).fetchone()
        if found is not None:
            raise SourceInvalid(
                f"{name} is refused, for its role could write: {right.what.format(*found)}.",
                right.instead.format(*found),
            )
