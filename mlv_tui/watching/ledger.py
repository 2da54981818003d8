"""What has been told of the plans so far, beside what a glance shows."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Set as AbstractSet
    from pathlib import Path

    from mlv_tui.watching.sight import Glance, Signature


class Ledger:
    """What has been told, what is doubted, and so what is news.

    A missing file may be half of a save, and so may an empty one or a root that is away for a
    moment: they are doubted for a while before they are told.
    """

    def __init__(self, since: Glance, grace: float) -> None:
        self._told: dict[Path, Signature] = dict(since.signatures)
        self._grace = grace
        self._doubted_at: dict[Path, float] = {}
        self.lost_roots: frozenset[Path] = frozenset()

    @property
    def believed_at(self) -> float:
        """When the oldest doubt ends, on the caller's clock; infinite without doubts."""
        return min(self._doubted_at.values(), default=float("inf")) + self._grace

    def news(self, glance: Glance) -> set[Path]:
        """Give the plans that are not as told, and not doubted yet."""
        return (_touched(self._told, glance) | self._missing(glance)) - self._doubted_at.keys()

    def agrees_with(self, glance: Glance) -> bool:
        """Whether the glance shows just what was told."""
        return (
            self.lost_roots == glance.lost_roots
            and not _touched(self._told, glance)
            and not self._missing(glance)
        )

    def take(
        self, glance: Glance, named: AbstractSet[Path], now: float
    ) -> tuple[frozenset[Path], frozenset[Path]]:
        """Note a glance as told.

        Args:
            glance: What is there.
            named: Paths that events named: they count as changed if they are plans, since a
                signature may stay equal where the clock of the files is coarse.
            now: Seconds, on any steady clock.

        Returns:
            The plans that changed and those that vanished, but for what is still doubted.
        """
        touched = _touched(self._told, glance) | (named & glance.signatures.keys())
        missing = self._missing(glance)
        empty = {path for path in touched if glance.signatures[path][1] == 0}
        doubted = self._still_doubted(empty | missing | glance.lost_roots - self.lost_roots, now)
        changed, vanished = frozenset(touched - doubted), frozenset(missing - doubted)
        self.lost_roots = frozenset(glance.lost_roots - doubted)
        self._told.update((path, glance.signatures[path]) for path in changed)
        for path in vanished:
            del self._told[path]
        return changed, vanished

    def _still_doubted(self, doubtful: AbstractSet[Path], now: float) -> AbstractSet[Path]:
        since = {path: self._doubted_at.get(path, now) for path in doubtful}
        self._doubted_at = {path: at for path, at in since.items() if now < at + self._grace}
        return self._doubted_at.keys()

    def _missing(self, glance: Glance) -> set[Path]:
        gone = self._told.keys() - glance.signatures.keys()
        return gone - set(_below(gone, glance.lost_roots))


def _touched(told: dict[Path, Signature], glance: Glance) -> set[Path]:
    return {path for path, there in glance.signatures.items() if told.get(path) != there}


def _below(paths: Iterable[Path], roots: Iterable[Path]) -> Iterable[Path]:
    starts = tuple(f"{root}{os.sep}" for root in roots)
    return (path for path in paths if f"{path}{os.sep}".startswith(starts))
