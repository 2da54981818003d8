"""Looking at all that sources of entities have, and whether they can be used."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Future
from dataclasses import dataclass

from mlv_tui.entities.source import EntitySource
from mlv_tui.errors import MlvError
from mlv_tui.services.entity_search import waited
from mlv_tui.services.source_thread import SourceThread


@dataclass(frozen=True, slots=True)
class KindFound:
    """One kind of entities in a source.

    Attributes:
        kind: As `kind_of` writes it.
        count: How many there are.
        columns: What they are read from.
    """

    kind: str
    count: int
    columns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SourceFound:
    """A source that answers.

    Attributes:
        kinds: Sorted by name.
        proof: What keeps it from being written, in a phrase.
    """

    kinds: tuple[KindFound, ...]
    proof: str


@dataclass(frozen=True, slots=True)
class Examined:
    """A source, and what became of looking at it.

    Attributes:
        name: What people know it by.
        found: What it has; None where it can't be used.
        trouble: Why not.
    """

    name: str
    found: SourceFound | None = None
    trouble: MlvError | None = None


def examined(sources: Sequence[SourceThread]) -> tuple[Examined, ...]:
    """Look at all that some sources have, and try whether they refuse a write; wait for it."""
    asked = [(one, one.ask(_examined)) for one in sources]
    return tuple(_outcome(one, future) for one, future in asked)


def _outcome(source: SourceThread, future: Future[SourceFound]) -> Examined:
    try:
        return Examined(source.name, waited([source], future))
    except MlvError as error:
        return Examined(source.name, trouble=error)


def _examined(source: EntitySource) -> SourceFound:
    kinds = tuple(
        KindFound(kind, source.count(kind), source.columns(kind)) for kind in sorted(source.kinds())
    )
    return SourceFound(kinds, source.proof())
