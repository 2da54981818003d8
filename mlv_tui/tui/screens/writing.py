"""What the dialogs share in which one writes: saving, and asking before anything typed is lost."""

from __future__ import annotations

from asyncio import Event
from typing import ClassVar, Generic, TypeVar

from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from mlv_tui.tui.screens.choice import Choice
from mlv_tui.tui.screens.closing import close
from mlv_tui.tui.screens.home import Home
from mlv_tui.tui.widgets.cells import shown

SAVE = "Save"
THROW_AWAY = "Throw it away"

AnyHome = TypeVar("AnyHome", bound=Home)


class Writing(ModalScreen[None], Generic[AnyHome]):
    """What is typed is stored by saving only, and thrown away by a person only."""

    QUESTION: ClassVar[str] = ""
    """Asked before what is typed is lost."""
    SAVES: ClassVar[str] = SAVE
    """The answer to it that saves."""
    LEAVING_SAVES: ClassVar[bool] = False
    """Whether to leave that question by Esc saves, too; else it goes back to what is typed."""

    def __init__(self, home: AnyHome) -> None:
        """Write something of a screen; gestures go into its queue."""
        super().__init__()
        self.home = home

    @property
    def is_written(self) -> bool:
        """Whether something is typed that isn't stored."""
        raise NotImplementedError

    async def save(self) -> None:
        """Store what is typed, and close; tell what stands in the way."""
        raise NotImplementedError

    def throw_away(self) -> None:
        """Take notice that a person throws away what is typed."""
        raise NotImplementedError

    @property
    def is_there(self) -> bool:
        """Whether it isn't closed yet."""
        return self.is_attached and self in self.app.screen_stack

    def remark(self, text: str) -> None:
        """Tell what stands in the way; "" for nothing."""
        line = self.query_one(".remark", Static)
        line.update(Content(shown(text)))
        line.set_class(bool(text), "-said")

    def action_save(self) -> None:
        """Store what is typed, after all that was asked for before."""
        self.home.do(self._save_if_there)

    async def _save_if_there(self) -> None:
        if self.is_there:
            await self.save()

    def action_leave(self) -> None:
        """Leave; what was typed is asked about."""
        if self.is_written:
            self.home.do(self._leave)
        else:
            close(self)

    async def leave_asking(self) -> bool:
        """Leave, after all that was asked for before; tell whether it is left."""
        is_done = Event()

        async def leave() -> None:
            try:
                await self._leave()
            finally:
                is_done.set()

        self.home.do(leave)
        await is_done.wait()
        return not self.is_there

    async def _leave(self) -> None:
        if not self.is_there:
            return
        if not self.is_written:
            close(self)
            return
        leaves = "saves, too" if self.LEAVING_SAVES else "goes back"
        question = Choice(self.QUESTION, (self.SAVES, THROW_AWAY), keys=("chooses", leaves))
        answer = await self.app.push_screen_wait(question)
        if answer == 0 or (answer is None and self.LEAVING_SAVES):
            await self.save()
        elif answer is not None:
            self.throw_away()
            close(self)
