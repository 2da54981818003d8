"""Archiving, restoring, and giving detached milestones a heading again."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from functools import partial
from typing import ClassVar

from textual import work
from textual.binding import Binding, BindingType

from mlv_tui.domain.proposals import Proposal
from mlv_tui.errors import MlvError
from mlv_tui.tui.screens.choice import Choice
from mlv_tui.tui.screens.gestures import Gestures
from mlv_tui.tui.widgets.milestone_detail import MilestoneDetail
from mlv_tui.tui.widgets.milestone_tree import MilestoneTree
from mlv_tui.tui.widgets.proposal_lines import offer_of
from mlv_tui.tui.widgets.tree_shape import ARCHIVED_GROUP, DETACHED_GROUP

REST_SECONDS = 0.15
"""How long the cursor stays on a detached milestone before its matches are looked for."""

NOT_FOR_THIS = "has its heading; dt gives a detached milestone (gd) another one's."


class Disposing(Gestures):
    """The `d` menu, and the ways to the groups."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "d a",
            "archive",
            "archive",
            id="milestone.archive",
            tooltip="Put away, with what is below it",
            show=False,
        ),
        Binding(
            "d r",
            "restore",
            "restore",
            id="milestone.restore",
            tooltip="Bring an archived one back",
            show=False,
        ),
        Binding(
            "d t",
            "attach",
            "attach",
            id="milestone.attach",
            tooltip="Give a detached one a heading again",
            show=False,
        ),
        Binding(
            "g d",
            f"go_to_group({DETACHED_GROUP})",
            "detached",
            id="go.detached",
            tooltip="Go to the detached ones",
            show=False,
        ),
        Binding(
            "g a",
            f"go_to_group({ARCHIVED_GROUP})",
            "archived",
            id="go.archived",
            tooltip="Go to the archived ones",
            show=False,
        ),
    ]

    def action_go_to_group(self, group: int) -> None:
        """Go to the first milestone of a group, unfolded."""
        tree = self.query_one(MilestoneTree)
        shape = tree.rows.shape
        if group in shape.places:
            tree.select(shape.ids[shape.places[group] + 1], center=True)
        else:
            self.say("Nothing is detached." if group == DETACHED_GROUP else "Nothing is archived.")

    def action_archive(self) -> None:
        """Put the cursor's milestone away."""
        if self.cursor_id is not None:
            self.do(partial(self._archive, self.cursor_id))

    async def _archive(self, ident: int) -> None:
        if ident not in self.forest:
            return
        what = self._with_below(ident)
        if self.forest[ident].is_archived:
            self.say(f"{self.title_of(ident)} is archived already · dr restores it")
        elif await self.edit_own([ident], lambda asked: asked.edits.archive([ident])):
            self.say(f"{what} archived · u undoes it, ga shows it")

    def _with_below(self, ident: int) -> str:
        below = sum(1 for one in self.forest.order if ident in self.forest.ancestors(one))
        title = self.title_of(ident)
        return f"{title} and {below} below it are" if below else f"{title} is"

    def action_restore(self) -> None:
        """Bring the cursor's milestone back from the archive."""
        if self.cursor_id is not None:
            self.do(partial(self._restore, self.cursor_id))

    async def _restore(self, ident: int) -> None:
        if ident not in self.forest:
            return
        if not self.forest[ident].is_archived:
            self.say(self._why_not_restored(ident))
        elif await self.edit_own([ident], lambda asked: asked.edits.restore([ident])):
            self.say(f"{self._with_below(ident)} restored{self._where_it_went(ident)}")
            self.query_one(MilestoneTree).select(ident)

    def _why_not_restored(self, ident: int) -> str:
        above = self.forest.put_away.get(ident)
        if above is None:
            return f"{self.title_of(ident)} isn't archived."
        return f"{self.title_of(ident)} was put away with {self.title_of(above)}: dr there."

    def _where_it_went(self, ident: int) -> str:
        one = self.forest[ident]
        if not one.is_detached:
            return " · u undoes it"
        if one.is_touched:
            return ", and detached as before · u undoes it"
        return "; detached and untouched, it is out of sight · u undoes it"

    def action_attach(self) -> None:
        """Give the cursor's milestone a heading again."""
        if self.cursor_id is not None:
            self.do(partial(self._attach_again, self.cursor_id))

    async def _attach_again(self, ident: int) -> None:
        if ident not in self.forest:
            return
        if not self.forest[ident].is_detached:
            self.say(f"{self.title_of(ident)} {NOT_FOR_THIS}")
            return
        found = await self.try_to_ask(lambda asked: asked.edits.proposals(ident))
        if found is not None:
            await self._attach_to_one_of(ident, [one for one in found if self._is_there(one)])

    def _is_there(self, one: Proposal) -> bool:
        return one.milestone_id in self.forest.line

    async def _attach_to_one_of(self, ident: int, found: Sequence[Proposal]) -> None:
        if not found:
            self.say(f"Nothing in the plans is like {self.title_of(ident)}.")
            return
        offers = tuple(offer_of(self.forest, one) for one in found)
        question = f"Which heading is {self.title_of(ident)} now?"
        at = await self.app.push_screen_wait(Choice(question, offers))
        if at is None:
            return
        other = found[at].milestone_id
        report = await self.edit_own([ident, other], lambda asked: asked.edits.attach(ident, other))
        if report is not None and ident in self.forest.line:
            place = f"{self.forest[ident].plan}:{self.forest.line[ident]}"
            self.query_one(MilestoneTree).select(ident)
            self.say(f"{self.title_of(ident)} stands at {place} now · u undoes it")

    @work(exclusive=True, group="proposals")
    async def propose(self, ident: int | None) -> None:
        """Look for what a detached milestone may be, once the cursor rests on it."""
        shown = self.query(MilestoneDetail)
        if not shown:  # The screen closed meanwhile.
            return
        detail = shown.first()
        if ident is None or ident not in self.forest or not self.forest[ident].is_detached:
            detail.proposals = None
            return
        await asyncio.sleep(REST_SECONDS)
        try:
            found = await self.workspace.ask(lambda asked: asked.edits.proposals(ident))
        except MlvError:
            # It came back meanwhile, or the database is gone: others tell that.
            return
        if detail.shown_id == ident:
            detail.proposals = found
