"""Looking for entities of any kind in all sources of a project at once."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, TypeAlias, TypeVar

from mlv_tui.domain.entities import Entity, kind_of
from mlv_tui.entities.source import EntitySource
from mlv_tui.services.source_thread import SourceThread

if TYPE_CHECKING:
    from concurrent.futures import Future

Told = TypeVar("Told")

Answers: TypeAlias = "tuple[Future[Mapping[str, Told]], ...]"
"""What will have what each source tells, by kind; in the order of the sources."""


class Finding:
    """One question to all sources after the other; what is asked anew isn't waited for."""

    def __init__(self) -> None:
        """Look for nothing yet."""
        self._asked: Answers[tuple[Entity, ...]] = ()

    def find(
        self, sources: Sequence[SourceThread], text: str, limit: int
    ) -> Answers[tuple[Entity, ...]]:
        """Find entities by a text in their id or label.

        Args:
            sources: In their order.
            text: "" for any; `trip:lis` looks among trips.
            limit: The most to find of each kind.
        """
        for one in self._asked:
            one.cancel()
        self._asked = tuple(
            source.ask(lambda opened: _found(opened, text, limit)) for source in sources
        )
        return self._asked


def count_kinds(sources: Sequence[SourceThread]) -> Answers[int]:
    """Count the entities of every kind.

    Args:
        sources: In their order.
    """
    return tuple(source.ask(_counts) for source in sources)


async def gathered(answers: Answers[Told], patience: float) -> dict[str, Told]:
    """Wait for sources, and leave out those that don't answer.

    Args:
        answers: In the order of the sources: a kind belongs to the first that has it.
        patience: Seconds.

    Returns:
        What was told, by kind, sorted.
    """
    waited = [asyncio.wrap_future(one) for one in answers]
    if waited:
        await asyncio.wait(waited, timeout=patience)
    merged: dict[str, Told] = {}
    for one in reversed(waited):
        if one.done() and not one.cancelled() and one.exception() is None:
            merged |= one.result()
    return dict(sorted(merged.items()))


def _counts(source: EntitySource) -> dict[str, int]:
    return {kind: source.count(kind) for kind in source.kinds()}


def _found(source: EntitySource, text: str, limit: int) -> dict[str, tuple[Entity, ...]]:
    kinds = source.kinds()
    kind, colon, rest = text.partition(":")
    if colon and kind_of(kind) in kinds:
        kinds, text = frozenset({kind_of(kind)}), rest.strip()
    return {kind: source.search(kind, text, limit) for kind in sorted(kinds)}
