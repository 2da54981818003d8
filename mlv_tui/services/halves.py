"""Undoing a gesture with its other half, where it changed two projects."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from mlv_tui.domain.change_set import Recorded
from mlv_tui.domain.project import Snapshot
from mlv_tui.domain.project_changes import is_of_project
from mlv_tui.services.undo import UndoWorkedOut
from mlv_tui.services.undone import Skipped, Undone, flips
from mlv_tui.storage.history import ChangeSets
from mlv_tui.storage.writing import Writing


@dataclass(frozen=True, slots=True)
class UndoReport:
    """The outcome of one undo or redo.

    Attributes:
        change_set: Its own id; None where it was only looked at.
        undone: The change set that it undid, as it was before.
        changed: The ids of the milestones that changed, in the project that was asked for.
        skipped: Those of which something stays as it is, since somebody changed it.
    """

    change_set: int | None
    undone: Recorded
    changed: tuple[int, ...]
    skipped: tuple[Skipped, ...] = ()


@dataclass(frozen=True, slots=True)
class UndoOfHalves:
    """What undoing a change set comes to, and the one of the other project, if there is one.

    Attributes:
        targets: The change sets to be undone, first the one that was asked for.
        undone: What each comes to.
        chains: For each: itself, the one that it undid, the one that this undid …
        now: Epoch milliseconds.
    """

    targets: Sequence[Recorded]
    undone: Sequence[Undone]
    chains: Sequence[tuple[int, ...]]
    now: int

    @classmethod
    def of(
        cls, log: ChangeSets, targets: Sequence[Recorded], snapshots: Sequence[Snapshot], now: int
    ) -> UndoOfHalves:
        """Work it out.

        Args:
            log: Where the change sets are.
            targets: As in the attributes.
            snapshots: What is stored of the project of each.
            now: Epoch milliseconds.

        Raises:
            Conflict: If it is undone already, or what it changed was changed since.
            NotFound: If what it takes isn't kept any more.
        """
        beyond = [*reversed(snapshots)] if len(snapshots) > 1 else [None]
        undone = [
            UndoWorkedOut(log, snapshot, target, now, other).result()
            for target, snapshot, other in zip(targets, snapshots, beyond, strict=True)
        ]
        skipped = [one for each in undone for one in each.skipped]
        if skipped and not any(each.changes for each in undone):
            raise skipped[0].error()
        return cls(targets, undone, [log.undone_in_turn(one.id) for one in targets], now)

    def report(self, change_set: int | None = None) -> UndoReport:
        """Tell what it does."""
        return UndoReport(
            change_set,
            self.targets[0],
            tuple(one.milestone_id for one in self.undone[0].changes if not is_of_project(one)),
            tuple(one for each in self.undone for one in each.skipped),
        )

    def write(self, writings: Sequence[Writing], actor: str) -> UndoReport:
        """Store it, a change set for each project."""
        idents: list[int] = []
        # The project that was asked for last: that is where the person goes on.
        for at, writing in reversed(list(enumerate(writings))):
            ident = self.undone[at].write(writing, self.targets[at], actor, self.now)
            writing.undone(flips(self.chains[at], ident))
            idents.append(ident)
        if len(idents) > 1:
            writings[0].halves(idents[0], idents[1])
        return self.report(idents[-1])
