"""Reconciling what was read, but for the plans that the brake holds back."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import count

from mlv_tui.domain.brake import Held, Returning, held_back
from mlv_tui.domain.change_set import Change
from mlv_tui.domain.forest import Forest
from mlv_tui.domain.outline import Outline
from mlv_tui.domain.reconcile import Reconciliation, reconcile
from mlv_tui.domain.text import TextsOf


@dataclass(frozen=True, slots=True)
class Reconciled:
    """What the plans that were read come to.

    Attributes:
        result: What has to be stored; ids of new milestones are negative.
        whole: The same with what is held back.
        held: The plans that are held back, by path.
        held_changes: Those changes of the whole that touch a held plan.
    """

    result: Reconciliation
    whole: Reconciliation
    held: Mapping[str, Held]
    held_changes: tuple[Change, ...]


class Braking:
    """Reconciles plans with what is stored of them."""

    def __init__(self, forest: Forest, now: int, texts_of: TextsOf) -> None:
        """Compare with these.

        Args:
            forest: What is stored.
            now: Epoch milliseconds.
            texts_of: Looks the stored texts up.
        """
        self._forest = forest
        self._now = now
        self._texts_of = texts_of

    def as_it_is(self, outlines: Sequence[Outline]) -> Reconciled:
        """Take everything at its word."""
        whole = self._reconciled(outlines)
        return Reconciled(whole, whole, {}, ())

    def with_brake(
        self, outlines: Sequence[Outline], returning: Callable[[], Returning]
    ) -> Reconciled:
        """Leave out the plans that would lose too much, and what exchanges milestones with them.

        Args:
            outlines: What was read.
            returning: Looks up which plans go back to where they were; only where it decides.
        """
        whole = result = self._reconciled(outlines)
        held: dict[str, Held] = {}
        while found := _of(outlines, self._held_back(result, returning)):
            held |= found
            outlines = [one for one in outlines if one.plan not in held]
            result = self._reconciled(outlines)
        return Reconciled(result, whole, held, tuple(self._touching(held, whole)))

    def _held_back(
        self, result: Reconciliation, returning: Callable[[], Returning]
    ) -> tuple[Held, ...]:
        is_any = held_back(self._forest, result)
        return held_back(self._forest, result, returning()) if is_any else ()

    def _reconciled(self, outlines: Sequence[Outline]) -> Reconciliation:
        return reconcile(self._forest, outlines, count(-1, -1), self._now, self._texts_of)

    def _touching(self, held: Mapping[str, Held], whole: Reconciliation) -> Iterator[Change]:
        """Yield the changes of milestones that stand, or would stand, in a held plan."""
        after = {one.id: one for one in whole.milestones}
        for change in whole.changes if held else ():
            before = self._forest.by_id.get(change.milestone_id)
            ones = (before, after.get(change.milestone_id))
            if any(one and not one.is_detached and one.plan in held for one in ones):
                yield change


def _of(outlines: Sequence[Outline], held: Sequence[Held]) -> dict[str, Held]:
    """Keep those that were read: only they can be left out."""
    read = {outline.plan for outline in outlines}
    return {one.plan: one for one in held if one.plan in read}
