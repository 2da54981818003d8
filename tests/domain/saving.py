"""Plan files as they are saved one after the other, and a store that follows each save."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from strategies import Section, Sections, Store, outlines

from mlv_tui.domain.forest import Forest, Layout, PlanState
from mlv_tui.domain.guidance import with_notes, with_shared
from mlv_tui.domain.milestone import Milestone, Status
from mlv_tui.domain.reconcile import Reconciliation, reconcile

MINUTE = 60_000


@dataclass
class Folder(Store):
    """Some files, what is stored of them, and how much time and how many writes went by."""

    files: dict[str, Sections] = field(default_factory=dict)
    seen: set[str] = field(default_factory=set)
    number: int = 0
    now: int = 10**9

    def save(self, plans: Mapping[str, Sections | None], minutes: float = 0.01) -> Reconciliation:
        """Save or remove (None) some files together, a while after the last time."""
        self.now += max(int(minutes * MINUTE), 1)
        self.forest.number = self.number
        self.number += 1
        self.files |= {plan: text for plan, text in plans.items() if text is not None}
        for plan in (plan for plan, text in plans.items() if text is None):
            self.files.pop(plan, None)
        self.seen |= plans.keys()
        read = outlines({plan: text or () for plan, text in plans.items()})
        result = reconcile(self.forest, read, self.new_ids(), self.now, self.texts_of)
        layouts = {one.plan: one for one in self.forest.layouts} | dict(result.layouts)
        self.texts |= result.texts
        self.keep(*result.milestones, layouts=layouts)
        return result

    def keep(self, *ones: Milestone, layouts: dict[str, Layout] | None = None) -> None:
        """Store new and changed milestones."""
        written = [replace(one, changed_in=self.number) for one in ones]
        kept = self.forest.layouts if layouts is None else tuple(layouts.values())
        plans = [PlanState(plan, plan, is_gone=plan not in self.files) for plan in self.seen]
        by_id = self.forest.by_id | {one.id: one for one in written}
        self.forest = Forest(by_id.values(), kept, sorted(plans, key=lambda one: one.path))
        self.forest.number = self.number

    def put(self, ident: int, status: Status = Status.DONE, notes: str = "Ask Mia.") -> None:
        """Put a person's status and notes on a milestone."""
        self.keep(with_notes(with_shared(self.forest[ident], "status", status), notes))

    def touched_and_gone(self) -> list[int]:
        """List the detached milestones that a person put something on."""
        return [at for at in self.forest.detached if self.forest[at].is_touched]


def folder(*sections: Section, plan: str = "a.md") -> Folder:
    """Save one plan for the first time."""
    made = Folder()
    made.save({plan: sections})
    return made
