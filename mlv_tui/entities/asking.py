"""How a source is asked whose answers come from SELECTs."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from mlv_tui.domain.entities import Entity, EntityRef, parse_ref, told
from mlv_tui.entities.statements import Dialect, Statements, batches
from mlv_tui.settings import KindSettings

BATCH: Final = 400
"""Ids in one question."""

_MOST: Final = 10 * BATCH
"""Rows of one answer; an id has one, unless it is ambiguous."""

Row = Sequence[Any]


class Asking(ABC):
    """Asks a database for entities, a bounded number of rows at a time."""

    dialect: Dialect

    @abstractmethod
    def rows(self, statement: str, values: Sequence[object]) -> Sequence[Row]:
        """Return what a SELECT finds.

        Raises:
            SourceAway: If it isn't answered in time.
            SourceInvalid: If it can't be.
        """

    @abstractmethod
    def kinds_now(self) -> Mapping[str, KindSettings]:
        """Return, by kind, where its entities are."""

    @abstractmethod
    def compared(self, kind: KindSettings, ids: Sequence[str]) -> tuple[str, Sequence[object]]:
        """Return what to compare with some ids, and these as it takes them."""

    def kinds(self) -> frozenset[str]:
        """Return the kinds of entities that it has."""
        return frozenset(self.kinds_now())

    def look_up(self, refs: Iterable[EntityRef]) -> Mapping[EntityRef, tuple[Entity, ...]]:
        """Find entities by what links say; see `EntitySource.look_up`."""
        known = self.kinds_now()
        found: dict[EntityRef, tuple[Entity, ...]] = {ref: () for ref in refs if ref.kind in known}
        for name, kind in known.items():
            ids = [ref.id for ref in found if ref.kind == name]
            for some in batches(ids, BATCH):
                for row in self._found(kind, some):
                    ref = EntityRef(name, str(row[0]))
                    # A database may take `042` for 42, or `a` for `A`; a link doesn't.
                    if ref in found:
                        found[ref] = (*found[ref], _entity(name, row))
        return found

    def search(self, kind: str, text: str, limit: int) -> tuple[Entity, ...]:
        """Find entities by a text; see `EntitySource.search`."""
        settings = self.kinds_now().get(kind)
        if settings is None:
            return ()
        statement = Statements(settings, self.dialect).search()
        rows = self.rows(statement, [*[self.folded(text)] * 4, limit])
        found = (_entity(kind, row) for row in rows)
        return tuple(one for one in found if parse_ref(str(one.ref)) == one.ref)

    def count(self, kind: str) -> int:
        """Count the entities of a kind."""
        settings = self.kinds_now().get(kind)
        if settings is None:
            return 0
        return int(self.rows(Statements(settings, self.dialect).count(), [1])[0][0])

    def columns(self, kind: str) -> tuple[str, ...]:
        """Name the columns that a kind is read from."""
        settings = self.kinds_now().get(kind)
        return () if settings is None else settings.columns

    def folded(self, text: str) -> str:
        """Return what is looked for as the database compares it."""
        return told(text)

    def _found(self, kind: KindSettings, ids: Sequence[str]) -> Sequence[Row]:
        statements = Statements(kind, self.dialect)
        column, values = self.compared(kind, ids)
        if not values:
            return ()
        return self.rows(statements.look_up(column, len(values)), [*values, _MOST])


def _entity(kind: str, row: Row) -> Entity:
    return Entity(kind, *map(told, row))
