"""What the palette's offers share that lead somewhere: in this project or another one."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any, Final, TypeVar

from textual.command import Provider

from mlv_tui.errors import MlvError
from mlv_tui.tui.screens.viewing import Viewing

if TYPE_CHECKING:
    from mlv_tui.services.workspace import Workspace

Answer = TypeVar("Answer")

MOST: Final = 20
"""Offers of each kind."""

_LITERAL: Final = 12.0
_ALIKE: Final = 6.0


class FarOffers(Provider):
    """Asks on the workspace's thread, once for each opening; goes from whatever is on top."""

    @property
    def home(self) -> Viewing:
        """The screen with the tree, below whatever is open."""
        return next(one for one in self.app.screen_stack if isinstance(one, Viewing))

    @property
    def slug(self) -> str:
        """The open project's; "" while there is none."""
        return self.home.project.slug if self.home.project else ""

    async def ask(self, question: Callable[[Workspace], Answer]) -> Answer | None:
        """Ask the workspace; if it can't answer, say why and return None."""
        try:
            return await self.home.workspace.ask(question)
        except MlvError as error:
            self.home.say(str(error), is_wrong=True)
            return None

    def go(self, where: Callable[[Viewing], Any]) -> None:
        """Go somewhere from the screen with the tree, unless something has to stay above it."""
        self.home.leave_for(partial(where, self.home))


def weight(query: str, text: str, rank: int) -> float:
    """Weigh an offer beside commands, of which one that fits well weighs 15 and more.

    Args:
        query: As typed.
        text: What was found by it.
        rank: How many fit better.
    """
    folded = text.casefold()
    is_literal = all(word in folded for word in query.casefold().split())
    return (_LITERAL if is_literal else _ALIKE) - rank / MOST
