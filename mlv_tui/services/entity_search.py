"""Finding entities of a kind by what they are called, and waiting for what is found."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Future
from typing import Final, TypeVar

from mlv_tui.domain.entities import Entity
from mlv_tui.entities.source import EntitySource
from mlv_tui.errors import SourceAway
from mlv_tui.services.source_thread import SourceThread

Entities = tuple[Entity, ...]

Found = TypeVar("Found")

_ANSWERS: Final = 3
"""How many answers, each as long as it may take, are waited for."""

_SPARE: Final = 2.0
"""Seconds on top, for the way."""


def search(sources: Sequence[SourceThread], kind: str, text: str, limit: int) -> Future[Entities]:
    """Search the first source that has a kind.

    Args:
        sources: In their order.
        kind: As `kind_of` writes it.
        text: What an id or a label has in it; "" for any.
        limit: The most to return.

    Returns:
        What will have what is found, or an error of the source's.
    """
    found: Future[Entities] = Future()
    _search_next(sources, (kind, text, limit), found)
    return found


def _search_next(
    sources: Sequence[SourceThread], wanted: tuple[str, str, int], found: Future[Entities]
) -> None:
    may = [one for one in sources if one.kinds is None or wanted[0] in one.kinds]
    if not may:
        found.set_result(())
        return

    def heard(done: Future[Entities | None]) -> None:
        if (error := done.exception()) is not None:
            found.set_exception(error)
        elif (result := done.result()) is not None:
            found.set_result(result)
        else:
            _search_next(may[1:], wanted, found)

    may[0].ask(lambda source: _searched(source, *wanted)).add_done_callback(heard)


def waited(sources: Sequence[SourceThread], future: Future[Found]) -> Found:
    """Wait for an answer as long as the sources may take that are asked for it.

    Raises:
        SourceAway: If there is none by then.
        MlvError: Whatever else a source tells.
    """
    patience = sum(one.timeout for one in sources) * _ANSWERS + _SPARE
    try:
        return future.result(patience)
    except TimeoutError:
        names = ", ".join(one.name for one in sources)
        raise SourceAway(f"{names}: no answer.", "Look whether that is there.") from None


def _searched(source: EntitySource, kind: str, text: str, limit: int) -> Entities | None:
    """Return what is found; None where the source hasn't this kind."""
    return source.search(kind, text, limit) if kind in source.kinds() else None
