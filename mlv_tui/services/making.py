"""The gestures that make many milestones by hand at once, one change set each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from mlv_tui.domain.change_set import Origin
from mlv_tui.domain.milestone import Milestone
from mlv_tui.domain.placing import LAST, Behind
from mlv_tui.domain.project import Project, Snapshot
from mlv_tui.domain.sketching import Sheet, Sketch
from mlv_tui.services.carrying_out import CarryingOut
from mlv_tui.services.gesture import EditReport, Gesture, Intent, carried_out
from mlv_tui.services.placement import check_place
from mlv_tui.storage.writing import Writing


@dataclass(frozen=True, slots=True)
class Brought:
    """The outcome of bringing milestones in from elsewhere.

    Attributes:
        project: Their project, as it was before; its id is 0 where it was none yet.
        made: What was made, in the order of the ids in `report.added`; what would be, if it was
            only looked at.
        there: The ids of those that were there already, by the keys that name them.
        report: Of the gesture.
    """

    project: Project
    made: tuple[Sketch, ...]
    there: Mapping[str, int]
    report: EditReport


class Making(CarryingOut):
    """Making many milestones, for one person. With `dry_run` nothing is written."""

    def make(  # noqa: PLR0913 - a place takes two, as for `add`
        self,
        project_id: int,
        sketches: Sequence[Sketch],
        origin: Origin,
        label: str,
        *,
        parent: int | None = None,
        behind: Behind = LAST,
        dry_run: bool = False,
    ) -> EditReport:
        """Make milestones by hand, as trees of their own.

        Args:
            project_id: The project's.
            sketches: Every one behind the one above it.
            origin: What makes them.
            label: One line for history.
            parent: The one above those that have none of their own; None for roots.
            behind: The sibling that these are to stand behind, or another place.
            dry_run: Whether to tell only what would change.

        Returns:
            `added` holds their ids, in the order of the sketches.

        Raises:
            NotFound: If there is no such place in the project.
        """
        now = self._now()

        def intended(snapshot: Snapshot) -> Intent:
            forest = snapshot.forest()
            check_place(forest, parent, behind)
            return _intent(Sheet(forest, snapshot.project.number, now, parent, behind), sketches)

        if dry_run:
            return intended(self._store.snapshot(project_id)).report()
        gesture = Gesture(self._actor, label, now, origin)
        return carried_out(self._store, project_id, intended, gesture)

    def bring(
        self, project: Project, sketches: Sequence[Sketch], label: str, *, dry_run: bool = False
    ) -> Brought:
        """Make those milestones that aren't in a project yet; their links tell which are.

        Args:
            project: Made in the same transaction where its id is 0.
            sketches: Every one behind the one above it; each is linked to what its key names.
            label: One line for history.
            dry_run: Whether to tell only what would be made.
        """
        now = self._now()

        def intended(snapshot: Snapshot) -> tuple[Brought, Intent]:
            there = _there(snapshot.milestones, sketches)
            made = tuple(one for one in sketches if one.key not in there)
            forest, number = snapshot.forest(), snapshot.project.number
            intent = _intent(Sheet(forest, number, now, known=there), made)
            return Brought(project, made, there, intent.report()), intent

        def write(snapshot: Snapshot, writing: Writing) -> Brought:
            brought, intent = intended(snapshot)
            gesture = Gesture(self._actor, label, now, Origin.IMPORT)
            report = intent.write(snapshot, writing, gesture)
            return Brought(brought.project, brought.made, brought.there, report)

        if dry_run:
            stored = self._store.snapshot(project.id) if project.id else Snapshot(project, (), {})
            return intended(stored)[0]
        if not project.id:
            return self._store.write_new(project, now, write)
        return self._store.write(project.id, write)


def _intent(sheet: Sheet, sketches: Sequence[Sketch]) -> Intent:
    return Intent(new=sheet.drawn(sketches), texts=sheet.texts(sketches))


def _there(ones: Mapping[int, Milestone], sketches: Sequence[Sketch]) -> dict[str, int]:
    """Find those that a link says to be in a project, by its text; of several the first."""
    keys = {one.key for one in sketches}
    found: dict[str, int] = {}
    for ident in sorted(ones):
        if not ones[ident].is_removed:
            for ref in ones[ident].links:
                if str(ref) in keys:
                    found.setdefault(str(ref), ident)
    return found
