"""The gestures that make milestones, move them and take them away."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from mlv_tui.domain.forest import Forest
from mlv_tui.domain.guidance import with_removed, with_values, without_me
from mlv_tui.domain.milestone import Milestone, PlanValues
from mlv_tui.domain.moves import Moved, Moves, below
from mlv_tui.domain.moving import Moving
from mlv_tui.domain.placing import LAST, Behind
from mlv_tui.domain.project import Snapshot
from mlv_tui.domain.refusals import REMOVED, Refusal
from mlv_tui.domain.typed_values import typed_value
from mlv_tui.services.carrying_out import CarryingOut
from mlv_tui.services.gesture import (
    EditReport,
    Intent,
    all_found,
)
from mlv_tui.services.placement import check_place, moved_intent
from mlv_tui.services.reassigning import Reassigning
from mlv_tui.storage.writing import Side

NEW: Final = -1
"""The id of a milestone that isn't stored yet."""


class Structure(CarryingOut):
    """Adding, moving and removing, for one person.

    Each gesture works on milestones of one project, and is one change set at most; but for
    `move_to_project`, which changes two with one each. What can't go is refused with a reason,
    milestone by milestone; the others go. With `dry_run` it tells what it would do and writes
    nothing.
    """

    def add(
        self,
        project_id: int,
        title: str,
        *,
        parent: int | None = None,
        behind: Behind = LAST,
        values: Mapping[str, Any] | None = None,
        dry_run: bool = False,
    ) -> EditReport:
        """Make a milestone by hand.

        Args:
            project_id: The project's.
            title: As typed.
            parent: The one above it; None for a root. Not looked at where a sibling is named.
            behind: The sibling that it is to stand behind, or another place.
            values: More of it, as `edit` takes them.
            dry_run: Whether to tell only what would change.

        Returns:
            `added` holds its id.

        Raises:
            MlvError: If it can't have that title.
            NotFound: If there is no such place in the project.
        """
        values = without_me(values or {}, self._actor)
        given = {"title": typed_value("title", title), **values}

        def intended(snapshot: Snapshot) -> Intent:
            forest, number = snapshot.forest(), snapshot.project.number
            check_place(forest, parent, behind)
            moving = Moving(forest, number)
            moving.put(NEW, *moving.place(parent, behind))
            one = with_values(self._blank(NEW), given)
            return Intent(new=[replace(one, placed=moving.placed[NEW])])

        return self._carry_out(project_id, f"add: {given['title']}", intended, dry_run=dry_run)

    def move(
        self,
        ids: Sequence[int],
        *,
        parent: int | None = None,
        behind: Behind = LAST,
        dry_run: bool = False,
    ) -> EditReport:
        """Put milestones, with what is below them, below another one or beside it.

        Args:
            ids: At least one; they come to stand behind each other in tree order.
            parent: The one above; None for roots. Not looked at where a sibling is named.
            behind: The sibling that they are to stand behind, or another place.
            dry_run: Whether to tell only what would change.

        Raises:
            NotFound: If there is no such milestone, or no such place, in the first one's
                project; nothing is changed then.
        """

        def moved(moves: Moves, forest: Forest) -> Moved:
            check_place(forest, parent, behind)
            return moves.to(parent, behind)

        return self._move(ids, "move", moved, dry_run=dry_run)

    def reorder(self, ids: Sequence[int], step: int, *, dry_run: bool = False) -> EditReport:
        """Let milestones change places with the siblings next to them.

        Args:
            ids: At least one.
            step: How many places down; less than 0 for up.
            dry_run: Whether to tell only what would change.

        Raises:
            NotFound: As for `move`.
        """
        return self._move(ids, "reorder", lambda moves, _: moves.by(step), dry_run=dry_run)

    def indent(self, ids: Sequence[int], *, dry_run: bool = False) -> EditReport:
        """Put milestones below the sibling before them.

        Args:
            ids: At least one.
            dry_run: Whether to tell only what would change.

        Raises:
            NotFound: As for `move`.
        """
        return self._move(ids, "indent", lambda moves, _: moves.indented(), dry_run=dry_run)

    def outdent(self, ids: Sequence[int], *, dry_run: bool = False) -> EditReport:
        """Put milestones right behind the one above them.

        Args:
            ids: At least one.
            dry_run: Whether to tell only what would change.

        Raises:
            NotFound: As for `move`.
        """
        return self._move(ids, "outdent", lambda moves, _: moves.outdented(), dry_run=dry_run)

    def remove(self, ids: Sequence[int], *, dry_run: bool = False) -> EditReport:
        """Take milestones away, with everything below them, until somebody undoes it.

        A heading that stands behind one is still recognised: reading doesn't bring it back.

        Args:
            ids: At least one.
            dry_run: Whether to tell only what would change.

        Returns:
            `edited` holds all that goes, `along` what goes only with another one.

        Raises:
            NotFound: As for `move`.
        """
        now = self._now()

        def intended(snapshot: Snapshot) -> Intent:
            asked = all_found(snapshot, ids)
            there = [one for one in asked if not one.is_removed]
            along = below(snapshot.forest(), [one.id for one in there])
            gone = [*there, *(snapshot.milestones[ident] for ident in along)]
            refused = [Refusal(one.id, REMOVED) for one in asked if one.is_removed]
            return Intent([with_removed(one, now) for one in gone], (), refused, along=along)

        return self._carry_out(self._project_of(ids), "remove", intended, dry_run=dry_run)

    def move_to_project(
        self, ids: Sequence[int], slug: str, *, parent: int | None = None, dry_run: bool = False
    ) -> EditReport:
        """Give milestones, with everything below them, to another project.

        What was added by hand goes itself. What has a heading is removed here, and made there by
        hand with all that is shown of it; the heading stays this project's. It is one gesture of
        two change sets, undone and done again together.

        Args:
            ids: At least one.
            slug: The other project's; with their own this moves them within it.
            parent: The one there that they are to stand below; None for roots.
            dry_run: Whether to tell only what would change.

        Returns:
            `edited` holds all that goes, `along` what goes only with another one, `added` the ids
            of what is made there.

        Raises:
            NotFound: If there is no such milestone, project or place; nothing is changed then.
        """
        here, there = self._project_of(ids), self._store.project(slug).id
        if here == there:
            return self.move(ids, parent=parent, dry_run=dry_run)
        now = self._now()
        if dry_run:
            one, other = self._store.snapshot(here), self._store.snapshot(there)
            self.check_versions(one)
            return Reassigning.of(one, other, ids, parent, now).report()

        def write(sides: Sequence[Side]) -> EditReport:
            (one, here), (other, there) = sides
            self.check_versions(one)
            reassigning = Reassigning.of(one, other, ids, parent, now)
            return reassigning.write((here, there), self._store, self._actor, now)

        return self._store.write_sides((here, there), write)

    def _move(
        self,
        ids: Sequence[int],
        label: str,
        move: Callable[[Moves, Forest], Moved],
        *,
        dry_run: bool,
    ) -> EditReport:
        def intended(snapshot: Snapshot) -> Intent:
            asked = [one.id for one in all_found(snapshot, ids)]
            forest = snapshot.forest()
            moves = Moves(forest, asked, snapshot.project.number)
            return moved_intent(snapshot, move(moves, forest))

        return self._carry_out(self._project_of(ids), label, intended, dry_run=dry_run)

    def _blank(self, ident: int) -> Milestone:
        return Milestone(ident, None, 0, "", 0, PlanValues(), created_at=self._now())
