"""Going far: to hidden milestones, to other projects', and back again."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, ClassVar, Final

from textual import on, work
from textual.binding import Binding, BindingType
from textual.worker import WorkerCancelled

from mlv_tui.tui.feed import Start
from mlv_tui.tui.keys_now import key_for
from mlv_tui.tui.messages import HiddenWanted, Leapt
from mlv_tui.tui.screens.arranging import Arranging
from mlv_tui.tui.screens.closing import close_above
from mlv_tui.tui.sentences import named
from mlv_tui.tui.widgets.tree_layout import TREE, Arrangement, shape_of

SPOTS_KEPT: Final = 100


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a person was.

    Attributes:
        slug: The project's.
        id: The milestone that the cursor was on.
        arrangement: What was shown.
    """

    slug: str
    id: int
    arrangement: Arrangement


class Jumping(Arranging):
    """Remembers where a person was before each leap; `Ctrl+o` goes back there."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "ctrl+o",
            "jump_back",
            "back",
            id="go.back",
            tooltip="Go back to where you were before the last leap",
            show=False,
        ),
    ]

    _spots: tuple[Spot, ...] = ()

    def note_spot(self, ident: int | None) -> None:
        """Remember a milestone of this project, and what is shown, to come back to."""
        spot = self._spot(ident)
        if spot is not None and self._spots[-1:] != (spot,):
            self._spots = (*self._spots, spot)[-SPOTS_KEPT:]

    def _spot(self, ident: int | None) -> Spot | None:
        if self.project is None or ident is None:
            return None
        return Spot(self.project.slug, ident, self.arrangement)

    @on(Leapt)
    def _note_leap(self, event: Leapt) -> None:
        self.note_spot(event.id)

    @on(HiddenWanted)
    def _show_hidden(self, event: HiddenWanted) -> None:
        self.go_to(event.id, center=event.center)

    def go_to(self, ident: int, *, center: bool = False) -> None:
        """Go to a milestone of this project; what keeps it from being shown goes."""
        self.note_spot(self.cursor_id)
        self._bring_to(ident, center=center)

    def _bring_to(self, ident: int, *, center: bool) -> None:
        tree = self.the_tree
        with tree.prevent(Leapt):
            if self._has_in_sight(ident):
                tree.select(ident, center=center)
            elif ident in self.forest:
                what = named(self.forest, [ident])
                self.say(f"{what} is out of sight: its heading is gone, and nobody touched it.")

    def _has_in_sight(self, ident: int) -> bool:
        """Have a milestone among the rows: give up the narrowing, else the filter too."""
        now = self.arrangement
        for one in (now, replace(now, root=None), replace(now, root=None, query=None)):
            if ident in shape_of(self.forest, one).places:
                self.rearrange(one)
                return True
        return False

    def given_up_for(self, ident: int) -> str:
        """Say that the filter goes, as it hides a milestone that is gone to; "" if it stays."""
        now = self.arrangement
        hides = now.query is not None and all(
            ident not in shape_of(self.forest, one).places for one in (now, replace(now, root=None))
        )
        back = key_for("go.back", "^o")
        return f" · the filter hides it, and is gone; {back} brings it back" if hides else ""

    @work(exclusive=True, group="leave")
    async def leave_for(self, where: Callable[[], Any]) -> None:
        """Close what lies above, then go somewhere; nowhere if a person wants to go on there."""
        if await close_above(self):
            where()

    def jump_to(self, slug: str, ident: int) -> None:
        """Go to a milestone of any project, after all that was asked for before."""
        self.do(partial(self._jump_to, slug, ident))

    async def _jump_to(self, slug: str, ident: int) -> None:
        self.end_typing()
        self.note_spot(self.cursor_id)
        if await self.open_other(slug):
            self._bring_to(ident, center=True)

    async def open_other(self, slug: str) -> bool:
        """Open a project unless it is open; tell whether it is then."""
        if self.project is None or self.project.slug != slug:
            with suppress(WorkerCancelled):  # Something else was opened meanwhile.
                await self.open(Start(project=slug)).wait()
        return self.project is not None and self.project.slug == slug

    def action_jump_back(self) -> None:
        """Go back to where the cursor was before it leapt."""
        self.do(self._jump_back)

    async def _jump_back(self) -> None:
        here = self._spot(self.cursor_id)
        while self._spots:
            *before, spot = self._spots
            self._spots = tuple(before)
            if spot != here and await self.open_other(spot.slug) and self._return_to(spot):
                return
        self.say("There is nothing to go back to.")

    def _return_to(self, spot: Spot) -> bool:
        """Show what was shown there; tell whether the milestone is still there."""
        tree = self.the_tree
        arrangement = spot.arrangement
        if spot.id not in shape_of(self.forest, arrangement).places:
            arrangement = TREE
        if spot.id not in shape_of(self.forest, arrangement).places:
            return False
        self.rearrange(arrangement)
        with tree.prevent(Leapt):
            tree.select(spot.id)
        return True
