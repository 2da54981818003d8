"""Where a project's business entities are, as a person's config file says it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from mlv_tui.settings.address import Address

EVERY_PROJECT: Final = "*"
TIMEOUT: Final = 2.0
"""Seconds that a source may take for an answer, where nobody says another number."""


@dataclass(frozen=True, slots=True)
class KindSettings:
    """Where a source has the entities of one kind.

    Attributes:
        kind: As `kind_of` writes it.
        id: The column with their ids.
        label: The column with what people call them; "" for none, as for the others.
        state: The column with how they stand.
        updated: The column with when they changed.
        table: The table they are in; "" where there is a query, and for a file.
        query: A SELECT that has these columns; "" where there is a table.
    """

    kind: str
    id: str
    label: str = ""
    state: str = ""
    updated: str = ""
    table: str = ""
    query: str = ""

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns that are named."""
        return tuple(one for one in (self.id, self.label, self.state, self.updated) if one)


@dataclass(frozen=True, slots=True)
class SourceSettings:
    """One source of entities.

    Attributes:
        project: The slug of the project it is for, or `EVERY_PROJECT`.
        source: A SQLite, CSV or JSON file, or a PostgreSQL database; without a password.
        kinds: What it has; none for a file whose own columns tell.
        password_file: Has the password, for one's own eyes only; None where libpq finds it.
        timeout: Seconds for one answer.
        place: Where it is set: `config.toml:7`.
    """

    project: str
    source: Address
    kinds: tuple[KindSettings, ...] = ()
    password_file: Path | None = None
    timeout: float = TIMEOUT
    place: str = ""
