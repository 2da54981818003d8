"""What an ingest found and did, as a frozen value."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from mlv_tui.domain.change_set import Change, ChangeKind
from mlv_tui.domain.forest import PlanState
from mlv_tui.domain.project import Project


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
        conflicts: How many milestones are in conflict now.
        troubles: What could not be read.
        change_set: Its id, None when nothing changed.
        changes: What was and what is.
    """

    project: Project
    plans: int
    counts: dict[ChangeKind, int]
    unchanged: int
    conflicts: int
    troubles: tuple[PlanTrouble, ...]
    change_set: int | None
    changes: tuple[Change, ...]

    def count(self, kind: ChangeKind) -> int:
        """Return how many milestones had this happen to them."""
        return self.counts.get(kind, 0)

    def summary(self) -> str:
        """Say in a few words what changed, "" if nothing."""
        said = (f"{number} {kind}" for kind, number in self.counts.items() if number)
        return ", ".join(said)


def troubles_of(plans: Iterable[PlanState]) -> Iterator[PlanTrouble]:
    """List what is wrong with some plans."""
    for plan in plans:
        if plan.error:
            yield PlanTrouble(plan.path, plan.error_line, plan.error, plan.hint)
