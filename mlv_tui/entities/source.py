"""What is asked of a source of entities: nothing but reading."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Protocol

from mlv_tui.domain.entities import Entity, EntityRef


class EntitySource(Protocol):
    """One open source. Used by the thread that opened it; every method may take its time.

    Each raises `SourceAway` where the source doesn't answer now, and `SourceInvalid` where it
    can't be used as it is.
    """

    def kinds(self) -> frozenset[str]:
        """Return the kinds of entities that it has."""
        ...

    def look_up(self, refs: Iterable[EntityRef]) -> Mapping[EntityRef, tuple[Entity, ...]]:
        """Find entities by what links say.

        Returns:
            For each whose kind it has: the entity, nothing, or some of several of that id.
        """
        ...

    def search(self, kind: str, text: str, limit: int) -> tuple[Entity, ...]:
        """Find entities of a kind whose id or label has a text in it, whatever the case.

        One whose id no link could say is left out.

        Args:
            kind: As `kind_of` writes it.
            text: "" for any.
            limit: The most to return; those that begin with the text come first.
        """
        ...

    def count(self, kind: str) -> int:
        """Count the entities of a kind."""
        ...

    def columns(self, kind: str) -> tuple[str, ...]:
        """Name the columns that a kind is read from."""
        ...

    def proof(self) -> str:
        """Have it refuse a write that would leave no trace; say in a phrase what refused it."""
        ...

    def close(self) -> None:
        """Let go of it."""
        ...
