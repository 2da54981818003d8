"""Our matching as the replay benchmark drives it: reader, reconciliation and forest, no store."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from functools import lru_cache
from itertools import count
from pathlib import Path

from mlv_tui.domain.forest import Forest, Layout, PlanState
from mlv_tui.domain.outline import Outline
from mlv_tui.domain.reconcile import reconcile
from mlv_tui.domain.text import Text
from mlv_tui.readers import read_outline

Row = tuple[int, str, int, str, int, int]
"""Milestone, title, level, plan, occurrence, index of the heading in its plan."""

read = lru_cache(maxsize=512)(read_outline)
"""Going back and forth between versions reads the same bytes over and over."""


class Replayed:
    """One project, kept in memory the way the store keeps it.

    Each call is one write of the project, and one millisecond.
    """

    wants_dir = True
    """Asks the replay to write the plans to a folder."""

    def __init__(self) -> None:
        """Begin without any plan."""
        self._forest = Forest()
        self._ids = count(1)
        self._texts: dict[int, Text] = {}
        self._plans: dict[str, PlanState] = {}
        self._layouts: dict[str, Layout] = {}

    def ingest_dir(self, root: str, changed: Collection[str]) -> list[Row]:
        """Bring the plans that were added, changed or removed into step; say what stands where.

        Args:
            root: The folder.
            changed: Paths relative to it.
        """
        number = self._forest.number + 1
        outlines = [self._outline(Path(root), plan) for plan in sorted(changed)]
        found = reconcile(self._forest, outlines, self._ids, number, self._texts_of)
        self._texts.update(found.texts)
        self._layouts.update(found.layouts)
        by_id = dict(self._forest.by_id)
        by_id.update((one.id, replace(one, changed_in=number)) for one in found.milestones)
        plans, layouts = tuple(self._plans.values()), tuple(self._layouts.values())
        self._forest = Forest(by_id.values(), layouts, plans, number)
        return list(self._rows(layouts))

    def _outline(self, root: Path, plan: str) -> Outline:
        file = root / plan
        is_gone = not file.exists()
        self._plans[plan] = PlanState(plan, str(file), is_gone=is_gone)
        return Outline(plan) if is_gone else read(plan, file.read_bytes(), as_it_is=True)

    def _texts_of(self, ids: Collection[int]) -> dict[int, Text]:
        return {ident: self._texts[ident] for ident in ids if ident in self._texts}

    def _rows(self, layouts: Iterable[Layout]) -> Iterator[Row]:
        for layout in layouts:
            for index, ident in enumerate(layout.ids):
                one = self._forest[ident]
                yield ident, one.says.title, one.level, layout.plan, one.occurrence, index
