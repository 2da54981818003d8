"""Giving detached milestones a heading again, and the ways to what stands apart."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from functools import partial
from typing import ClassVar

from textual import work
from textual.binding import Binding, BindingType

from mlv_tui.domain.proposals import Proposal
from mlv_tui.errors import MlvError
from mlv_tui.tui.keys_now import key_for
from mlv_tui.tui.screens.choice import Choice
from mlv_tui.tui.screens.queued import Queued
from mlv_tui.tui.sentences import named
from mlv_tui.tui.widgets.milestone_detail import MilestoneDetail
from mlv_tui.tui.widgets.proposal_lines import offer_of
from mlv_tui.tui.widgets.tree_shape import ARCHIVED_GROUP, DETACHED_GROUP

REST_SECONDS = 0.15
"""How long the cursor stays on a detached milestone before its matches are looked for."""


class Attaching(Queued):
    """`dt` attaches, `gd` and `ga` go to the detached and to the archived."""

    BINDINGS: ClassVar[list[BindingType]] = [
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
        tree = self.the_tree
        shape = tree.rows.shape
        if group in shape.places:
            tree.select(shape.ids[shape.places[group] + 1], center=True)
        elif group == DETACHED_GROUP:
            self.say(self._none_detached())
        else:
            self.say("Nothing is archived.")

    def _none_detached(self) -> str:
        """Say why there is no group of them; what carries nothing is told as the reading does."""
        bare = [one for one in self.forest.detached if not self.forest[one].is_removed]
        if not bare:
            return "Nothing is detached."
        are = "is" if len(bare) == 1 else "are"
        return (
            f"Nothing is detached that carries anything; {len(bare)} detached {are} out of sight."
        )

    def action_attach(self) -> None:
        """Give the cursor's milestone a heading again."""
        ident = self.cursor_id
        if ident is not None:
            self.do(partial(self._attach_again, ident))

    async def _attach_again(self, ident: int) -> None:
        if ident not in self.forest:
            return
        if not self.forest[ident].is_detached:
            self.say(f"{named(self.forest, [ident])} {_not_for_this()}")
            return
        found = await self.try_to_ask(lambda asked: asked.edits.proposals(ident))
        if found is not None:
            await self._attach_to_one_of(ident, [one for one in found if self._is_there(one)])

    def _is_there(self, one: Proposal) -> bool:
        return one.milestone_id in self.forest.line

    async def _attach_to_one_of(self, ident: int, found: Sequence[Proposal]) -> None:
        if not found:
            self.say(f"Nothing in the plans is like {named(self.forest, [ident])}.")
            return
        offers = tuple(offer_of(self.forest, one) for one in found)
        question = f"Which heading is {named(self.forest, [ident])} now?"
        at = await self.app.push_screen_wait(Choice(question, offers))
        if at is None:
            return
        other = found[at].milestone_id
        # Only what nobody works on was offered; somebody may have begun since.
        report = await self.edit_own(
            [ident, other], lambda asked: asked.edits.attach(ident, other, untouched=True)
        )
        if report is not None and ident in self.forest.line:
            place = f"{self.forest[ident].plan}:{self.forest.line[ident]}"
            self.the_tree.select(ident)
            undo = key_for("history.undo", "u")
            self.say(f"{named(self.forest, [ident])} stands at {place} now · {undo} undoes it")

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


def _not_for_this() -> str:
    attaches, shows = key_for("milestone.attach", "dt"), key_for("go.detached", "gd")
    return f"has its heading; {attaches} gives a detached milestone ({shows}) another one's."
