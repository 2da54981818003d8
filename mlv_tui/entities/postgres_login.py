"""A connection to a PostgreSQL server that can do nothing but read."""

from __future__ import annotations

import math
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any, Final

from mlv_tui.entities.postgres_rights import check_rights
from mlv_tui.errors import SourceInvalid
from mlv_tui.settings import PostgresUrl, SourceSettings
from mlv_tui.settings.private import SecretExposed, SecretUnreadable, private_text

if TYPE_CHECKING:
    import psycopg

_PATIENCE: Final = 2
"""Seconds that libpq waits at least for a connection."""


def driver() -> ModuleType:
    """Return the driver.

    Raises:
        SourceInvalid: If it isn't installed.
    """
    try:
        import psycopg  # noqa: PLC0415 - only for PostgreSQL
    except ImportError as error:
        raise SourceInvalid(
            "PostgreSQL needs a driver that isn't installed.",
            "Install it: `pip install 'psycopg[binary]'`.",
        ) from error
    return psycopg


def connected(settings: SourceSettings, url: PostgresUrl) -> psycopg.Connection[Any]:
    """Log in, have every transaction read only, and look whether the role could write.

    Raises:
        SourceInvalid: If it could, or if the password isn't safe.
        psycopg.Error: If the server refuses, or isn't there.
    """
    file = settings.password_file
    connection = driver().connect(
        url.url,
        autocommit=True,
        prepare_threshold=None,
        connect_timeout=max(_PATIENCE, math.ceil(settings.timeout)),
        tcp_user_timeout=math.ceil(settings.timeout * 2000),
        application_name="mlv entities",
        client_encoding="utf8",
        password=None if file is None else _read(file),
    )
    try:
        _set_up(connection, settings.timeout)
        check_rights(str(url), connection)
    except BaseException:
        connection.close()
        raise
    return connection


def _set_up(connection: psycopg.Connection[Any], timeout: float) -> None:
    connection.read_only = True
    limit = f"{math.ceil(timeout * 1000)}ms"
    for name, value in (
        ("default_transaction_read_only", "on"),
        ("statement_timeout", limit),
        ("lock_timeout", limit),
        ("idle_in_transaction_session_timeout", limit),
    ):
        connection.execute("SELECT set_config(%s, %s, false)", [name, value])


def _read(file: Path) -> str:
    """Return the password in a file that is for one's own eyes only."""
    try:
        text = private_text(file, "The password file")
    except (SecretExposed, SecretUnreadable) as error:
        raise SourceInvalid(error.message, error.hint) from error
    return text.partition("\n")[0].strip("\r")
