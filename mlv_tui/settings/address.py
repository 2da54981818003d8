"""Where a database is: a SQLite file, or a PostgreSQL server's."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit, urlunsplit

from mlv_tui.errors import SettingsInvalid
from mlv_tui.settings.paths import absolute

_POSTGRES: Final = ("postgresql", "postgres")


@dataclass(frozen=True, slots=True)
class PostgresUrl:
    """The address of a PostgreSQL database.

    Attributes:
        url: `postgresql://…`, with all that it takes to log in. Never shown: print this instead.
    """

    url: str

    def __str__(self) -> str:
        """Return the address without a password, and without options that may hold one."""
        parts = urlsplit(self.url)
        login, at, host = parts.netloc.rpartition("@")
        return urlunsplit(parts._replace(netloc=login.partition(":")[0] + at + host, query=""))

    def __repr__(self) -> str:
        """Keep the password out of logs too."""
        return f"PostgresUrl({str(self)!r})"


Address = Path | PostgresUrl


def address_of(written: str) -> Address:
    """Return the address that a person wrote.

    Raises:
        SettingsInvalid: If it is neither a file nor a server that mlv knows.
    """
    scheme, sign, rest = written.partition("://")
    if not sign:
        return absolute(written)
    if scheme not in _POSTGRES:
        raise SettingsInvalid(
            f"{scheme} databases aren't supported.",
            "Name a SQLite file, or a PostgreSQL database as postgresql://user@host/name.",
        )
    url = f"{_POSTGRES[0]}://{rest}"
    try:
        urlsplit(url).port  # noqa: B018 - raises where it is no number
    except ValueError as error:
        raise SettingsInvalid(
            f"The address of the database can't be read: {error}.",
            "Write it as postgresql://user@host:port/name.",
        ) from None
    return PostgresUrl(url)
