"""What every gesture on milestones shares: asking where many are meant, and telling what it did."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from mlv_tui.domain.moves import below
from mlv_tui.tui.outcomes import Said, outcome
from mlv_tui.tui.screens.choice import Choice
from mlv_tui.tui.screens.marking import Marking
from mlv_tui.tui.sentences import named

if TYPE_CHECKING:
    from mlv_tui.services.gesture import EditReport
    from mlv_tui.services.workspace import Workspace

MANY = 20
"""A gesture on more of them asks."""

NOTHING_HERE = "No milestone is under the cursor, and none is marked."


class Changing(Marking):
    """Gestures on the marked milestones, else on the one under the cursor."""

    def wanted(self) -> tuple[int, ...]:
        """Return what a gesture is for; say so if there is nothing."""
        ids = self.targets
        if not ids:
            self.say(NOTHING_HERE, is_wrong=True)
        return ids

    def still_there(self, ids: Sequence[int]) -> list[int]:
        """Return those of some milestones that are left when their gesture's turn comes."""
        forest = self.forest
        return [ident for ident in ids if ident in forest and not forest[ident].is_removed]

    def with_below(self, ids: Sequence[int]) -> tuple[str, str]:
        """Name milestones with how much is below them, and the verb that fits."""
        what, more = named(self.forest, ids), len(below(self.forest, ids))
        if more:
            return f"{what} and {more} below {'it' if len(ids) == 1 else 'them'}", "are"
        return what, "is" if len(ids) == 1 else "are"

    async def agreed(self, ids: Sequence[int], verb: str) -> bool:
        """Ask before a gesture on many.

        Args:
            ids: What it is for.
            verb: What it does, as `Archive`.
        """
        if len(ids) <= MANY:
            return True
        rows = self.the_tree.rows
        hidden = sum(1 for ident in ids if rows.row_of(ident) is None)
        aside = f", {hidden} of them hidden" if hidden else ""
        question = f"{verb} {len(ids)} milestones{aside}?"
        answer = await self.app.push_screen_wait(Choice(question, ("Yes", "No")))
        return answer == 0

    async def change(
        self, ids: Sequence[int], edit: Callable[[Workspace], EditReport], said: Said
    ) -> EditReport | None:
        """Edit milestones, then tell what became of it; see `outcome` for `said`.

        Returns:
            None if it couldn't be done; why is said then.
        """
        report = await self.edit_own(ids, edit)
        if report is not None:
            self.tell(report, said)
        return report

    def tell(self, report: EditReport, said: Said) -> None:
        """Tell what became of a gesture; what was refused is told as trouble."""
        self.say_whole(outcome(self.forest, report, said), is_wrong=bool(report.refused))
