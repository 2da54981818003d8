"""What dialogs need of the screen that they were opened from."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from textual.screen import Screen

from mlv_tui.domain.forest import Forest
from mlv_tui.domain.milestone import Milestone
from mlv_tui.domain.three_way import ThreeWay
from mlv_tui.domain.view import View
from mlv_tui.services.drafts import Drafts
from mlv_tui.services.threaded import ThreadedWorkspace
from mlv_tui.tui.outcomes import Said
from mlv_tui.tui.screens.queued import NOTHING_DISPLAYED
from mlv_tui.tui.taken import Taken

if TYPE_CHECKING:
    from mlv_tui.services.gesture import EditReport
    from mlv_tui.services.workspace import Workspace


Answer = TypeVar("Answer")


class Home(Protocol):
    """A screen on a project, with a queue for gestures on its milestones."""

    drafts: Drafts

    @property
    def the_forest(self) -> Forest:
        """The project's milestones now."""
        ...

    def tell_forests(self, screen: Screen[Any], take: Callable[[Forest], None]) -> None:
        """Have a screen above told of every new forest."""
        ...

    def do(self, gesture: Callable[[], Awaitable[object]]) -> None:
        """Do this after all that was asked for before."""
        ...

    def still_there(self, ids: Sequence[int]) -> list[int]:
        """Return those of some milestones that are left when their gesture's turn comes."""
        ...

    async def agreed(self, ids: Sequence[int], verb: str) -> bool:
        """Ask before a gesture on many."""
        ...

    async def edit_now(
        self,
        ids: Sequence[int],
        edit: Callable[[Workspace], EditReport],
        seen: Mapping[int, Milestone] = NOTHING_DISPLAYED,
    ) -> EditReport:
        """Edit milestones and show it, not marked as somebody else's doing."""
        ...

    async def decided(self, ident: int, fields: Sequence[ThreeWay]) -> Mapping[str, Taken]:
        """Ask what becomes of fields that a person and somebody else gave other values."""
        ...

    async def change(
        self, ids: Sequence[int], edit: Callable[[Workspace], EditReport], said: Said
    ) -> EditReport | None:
        """Edit milestones, then tell what became of it."""
        ...

    def say(self, text: str, *, is_wrong: bool = False) -> None:
        """Put a sentence where people see it."""
        ...

    def tell(self, report: EditReport, said: Said) -> None:
        """Tell what became of a gesture."""
        ...


class NotesHome(Home, Protocol):
    """One that is left for the person's own editor, too."""

    async def edit_text(self, text: str) -> tuple[str, str]:
        """Have a text edited; return it as it is then, and what went wrong, or ""."""
        ...


class ViewsHome(Protocol):
    """A screen that opens views, and of which what is shown is saved as one."""

    workspace: ThreadedWorkspace

    async def try_to_ask(self, question: Callable[[Workspace], Answer]) -> Answer | None:
        """Ask the workspace; if it can't answer, say why and return None."""
        ...

    @property
    def shown_view(self) -> View:
        """What is shown, as a view."""
        ...

    def open_view(self, view: View) -> None:
        """Show what a view shows."""
        ...

    def view_saved(self, view: View) -> None:
        """Take what is shown for that view from now on."""
        ...
