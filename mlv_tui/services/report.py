"""What an ingest found and did, as a frozen value."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from mlv_tui.domain.brake import Held
from mlv_tui.domain.change_set import Change, ChangeKind
from mlv_tui.domain.disagreements import disagreements
from mlv_tui.domain.forest import PlanState
from mlv_tui.domain.outline import Unread
from mlv_tui.domain.project import Project, Root, Snapshot
from mlv_tui.services.discovery import Discovery
from mlv_tui.services.foreseen import Foreseen
from mlv_tui.services.prepared import Stored


@dataclass(frozen=True, slots=True)
class PlanTrouble:
    """Why a plan, or a plan root, could not be read, and what to do.

    Attributes:
        plan: Its path in the project, or the root's own path.
        line: 1-based, or None.
        message: One sentence.
        hint: One sentence, or "".
    """

    plan: str
    line: int | None
    message: str
    hint: str

    def __str__(self) -> str:
        """Say what is wrong, where, and what to do."""
        return f"{self.message} {self.hint}".rstrip()


@dataclass(frozen=True, slots=True)
class IngestReport:
    """The outcome of one ingest.

    Attributes:
        project: As it is now.
        plans: How many plan files there are.
        counts: Milestones by what happened to them.
        unchanged: How many attached milestones stayed as they were.
        conflicts: How many milestones somebody has to decide now; what is archived waits.
        troubles: What could not be read, and what is held back.
        change_set: Its id, None when nothing changed.
        changes: What was and what is, without what is held back.
        held: The plans that the brake holds back, sorted by path.
        again: The plans of which a reading was applied that somebody had undone, sorted.
        new_conflicts: The ids of the milestones that it brought into conflict, sorted.
        token: Of a preview: what has to be expected so that just this is applied; "" where
            nothing would be read.
        foreseen: Of a preview: the changes in the same order with where their milestones stand,
            then what is held back.
        hints: The fields that say nothing, in the plans that were read.
    """

    project: Project
    plans: int
    counts: dict[ChangeKind, int]
    unchanged: int
    conflicts: int
    troubles: tuple[PlanTrouble, ...]
    change_set: int | None
    changes: tuple[Change, ...]
    held: tuple[Held, ...] = ()
    again: tuple[str, ...] = ()
    new_conflicts: tuple[int, ...] = ()
    token: str = ""
    foreseen: tuple[Foreseen, ...] = ()
    hints: tuple[PlanTrouble, ...] = ()

    def count(self, kind: ChangeKind) -> int:
        """Return how many milestones had this happen to them."""
        return self.counts.get(kind, 0)

    def summary(self) -> str:
        """Say in a few words what changed, "" if nothing."""
        said = (f"{self.counts[kind]} {kind}" for kind in ChangeKind if self.counts.get(kind))
        return ", ".join(said)


def troubles_of(plans: Iterable[PlanState]) -> Iterator[PlanTrouble]:
    """List what is wrong with some plans."""
    for plan in plans:
        if plan.error:
            yield PlanTrouble(plan.path, plan.error_line, plan.error, plan.hint)


def report_of(after: Snapshot, discovery: Discovery, stored: Stored) -> IngestReport:
    """Report an ingest, or its preview.

    Args:
        after: What is, or would be, stored.
        discovery: What the disk held.
        stored: What was, or would be, written.
    """
    forest = after.forest()
    changed = {change.milestone_id for change in stored.changes}
    return IngestReport(
        project=after.project,
        plans=len(discovery.plans),
        counts=dict(Counter(change.kind for change in stored.changes)),
        unchanged=sum(1 for ident in forest.plan_order if ident not in changed),
        conflicts=len(disagreements(forest)),
        troubles=(
            *map(_lost, discovery.lost),
            *troubles_of(plan.state for plan in after.plans),
        ),
        change_set=stored.change_set,
        changes=stored.changes,
        held=stored.held,
        again=stored.again,
        new_conflicts=stored.new_conflicts,
        hints=tuple(_hint(plan, one) for plan, one in stored.unread),
    )


def _hint(plan: str, one: Unread) -> PlanTrouble:
    said = f"{plan}:{one.line}: “{one.text}” isn't understood, and stays text."
    return PlanTrouble(plan, one.line, said, one.wanted)


def _lost(root: Root) -> PlanTrouble:
    return PlanTrouble(
        root.folder,
        None,
        f"The folder {root.folder} isn't there; its milestones stay as they were.",
        "Bring it back: read from elsewhere, its plans make new milestones.",
    )
