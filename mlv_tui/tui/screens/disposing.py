"""The `d` menu: putting away, bringing back, removing."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import ClassVar

from textual.binding import Binding, BindingType

from mlv_tui.domain.moves import below
from mlv_tui.tui.keys_now import key_for
from mlv_tui.tui.outcomes import outcome
from mlv_tui.tui.screens.changing import Changing
from mlv_tui.tui.screens.choice import Choice
from mlv_tui.tui.sentences import named


class Disposing(Changing):
    """Nothing goes by one key alone, and `u` undoes all of it."""

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
            "d x",
            "remove",
            "remove",
            id="milestone.remove",
            tooltip="Remove, with what is below it; asks first",
            show=False,
        ),
    ]

    def action_archive(self) -> None:
        """Put milestones away."""
        if ids := self.wanted():
            self.do(partial(self._archive, ids))

    async def _archive(self, ids: Sequence[int]) -> None:
        here = self.still_there(ids)
        if not here or not await self.agreed(here, "Archive"):
            return
        what, are = self.with_below([one for one in here if not self.forest[one].is_archived])
        report = await self.edit_own(here, lambda asked: asked.edits.archive(here))
        if report is None:
            return
        if report.edited:
            shows = key_for("go.archived", "ga")
            self.say(f"{what} {are} archived · {_undo()} undoes it, {shows} shows it")
        else:
            said = outcome(self.forest, report, lambda what, are: f"{what} {are} archived")
            self.say(f"{said} · {_restore()} restores {'it' if len(here) == 1 else 'them'}")

    def action_restore(self) -> None:
        """Bring milestones back from the archive."""
        if ids := self.wanted():
            self.do(partial(self._restore, ids))

    async def _restore(self, ids: Sequence[int]) -> None:
        here = self.still_there(ids)
        stored = [ident for ident in here if self.forest[ident].is_archived]
        if here and not stored:
            self.say(self._why_not_restored(here))
        elif stored and await self.agreed(stored, "Restore"):
            await self._bring_back(stored)

    async def _bring_back(self, ids: Sequence[int]) -> None:
        report = await self.edit_own(ids, lambda asked: asked.edits.restore(ids))
        if report is None:
            return
        what, are = self.with_below(ids)
        self.say(f"{what} {are} restored{self._where_it_went(ids)} · {_undo()} undoes it")
        if len(ids) == 1:
            self.the_tree.select(ids[0])

    def _why_not_restored(self, ids: Sequence[int]) -> str:
        if len(ids) != 1:
            return f"None of the {len(ids)} milestones is archived itself."
        what, above = named(self.forest, ids), self.forest.put_away.get(ids[0])
        if above is None:
            return f"{what} isn't archived."
        return f"{what} was put away with {named(self.forest, [above])}: {_restore()} there."

    def _where_it_went(self, ids: Sequence[int]) -> str:
        """Tell of those that are detached again; one that nobody touched is out of sight."""
        loose = [self.forest[ident] for ident in ids if self.forest[ident].is_detached]
        if not loose:
            return ""
        if len(ids) > 1:
            return f", {len(loose)} of them detached as before"
        if loose[0].is_touched:
            return ", and detached as before"
        return "; detached and untouched, it is out of sight"

    def action_remove(self) -> None:
        """Remove milestones with what is below them, once the person agrees."""
        if ids := self.wanted():
            self.do(partial(self._remove, ids))

    async def _remove(self, ids: Sequence[int]) -> None:
        here = self.still_there(ids)
        if not here:
            return
        what, are = self.with_below(here)
        count = len(here) + len(below(self.forest, here))
        all_of_it = "Remove it" if count == 1 else f"Remove all {count}"
        question = f"Remove {what}? {self._what_stays(here)}"
        if await self.app.push_screen_wait(Choice(question, (all_of_it, "Keep"))) == 0:
            report = await self.edit_own(here, lambda asked: asked.edits.remove(here))
            if report is not None:
                self.tell(report, lambda _, __: f"{what} {are} removed")

    def _what_stays(self, ids: Sequence[int]) -> str:
        it = "it" if len(ids) == 1 else "them"
        if all(self.forest[ident].is_by_hand for ident in ids):
            return f"{_undo()} brings {it} back."
        return f"The plans stay as they are; reading them doesn't bring {it} back, {_undo()} does."


def _undo() -> str:
    return key_for("history.undo", "u")


def _restore() -> str:
    return key_for("milestone.restore", "dr")
