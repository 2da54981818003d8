"""A screen that says that it is there, and shows who else is."""

from __future__ import annotations

from contextlib import suppress
from typing import Final

from textual import work
from textual.reactive import var

from mlv_tui.domain.presence import BEAT
from mlv_tui.errors import MlvError
from mlv_tui.tui.screens.in_step import InStep

BEAT_SECONDS: Final = BEAT / 1000


class Among(InStep):
    """Other people on the same project, in the top line and for a moment on the rows they change.

    What the database can't tell while it is away isn't told: the live state says that it is.
    """

    people_here: var[tuple[str, ...]] = var(())
    """Who else shows this project, in other sessions."""

    def on_mount(self) -> None:
        """Say again and again that this session is there."""
        self.set_interval(BEAT_SECONDS, self.say_here)

    def begun(self) -> None:
        """Be on another project now."""
        super().begun()
        self.people_here = ()
        self.say_here()

    @work(exclusive=True, group="here")
    async def say_here(self) -> None:
        """Say that this session shows its project, and look who else does."""
        if self.project is None:
            return
        ident = self.project.id
        with suppress(MlvError):
            self.people_here = await self.workspace.ask(lambda asked: asked.here.beat(ident))

    def watch_commits(self) -> None:
        """Look who came or went: that is written, too."""
        self._look_who()

    @work(exclusive=True, group="look who")
    async def _look_who(self) -> None:
        if self.project is not None:
            with suppress(MlvError):
                self.people_here = await self.workspace.ask(lambda asked: asked.here.others())

    def mark_fresh(self, ids: set[int], since: int) -> None:
        """Name who changed them, too."""
        super().mark_fresh(ids, since)
        if ids:
            self._name_them(frozenset(ids), since)

    @work(group="names")
    async def _name_them(self, ids: frozenset[int], since: int) -> None:
        if self.project is None:
            return
        ident = self.project.id
        with suppress(MlvError):
            names = await self.workspace.ask(lambda asked: asked.history.who_changed(ident, since))
            self.name_fresh({one: who for one, who in names.items() if one in ids})
