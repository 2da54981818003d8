"""The input that lies on a row of the tree while a title is typed."""

from __future__ import annotations

from dataclasses import dataclass, replace

from textual import on
from textual.widget import Widget
from textual.widgets import Input

from mlv_tui.domain.milestone import Milestone
from mlv_tui.services.drafts import DraftKey
from mlv_tui.tui.drafting import Drafting, back_again
from mlv_tui.tui.keys_now import key_for
from mlv_tui.tui.messages import RowsChanged
from mlv_tui.tui.screens.agreeing import Agreeing
from mlv_tui.tui.screens.layers import Layer, Rank
from mlv_tui.tui.widgets.draft_row import DRAFT_ROW, Draft
from mlv_tui.tui.widgets.row_input import RowInput


@dataclass(frozen=True, slots=True)
class Renaming:
    """A milestone whose title is being typed.

    Attributes:
        id: The milestone's.
        title: As it was when the person saw it last, or began the draft that came back.
        seen: The milestone as it was when the person began.
    """

    id: int
    title: str
    seen: Milestone


class RowTyping(Agreeing):
    """Has a `RowInput` follow its row, until it is left or what is typed is stored."""

    typing: Renaming | Draft | None = None
    """What is being typed; None for nothing."""
    is_storing: bool = False
    """Whether what is typed is being stored, or waits for its turn."""
    title_draft: Drafting | None = None
    """What is kept of what is being typed."""

    def on_mount(self) -> None:
        """Have the input stay on its row."""
        self.watch(self.the_tree, "scroll_y", self._follow_row, init=False)

    def on_resize(self) -> None:
        """Have the input stay on its row."""
        self.call_after_refresh(self._follow_row)

    @property
    def title_input(self) -> RowInput:
        """Where titles are typed."""
        return self.query_one(RowInput)

    def begin_typing(self, typing: Renaming | Draft, title: str) -> None:
        """Type a title on the cursor's row; one that is being typed is gone on with.

        Args:
            typing: What is typed.
            title: To begin with, where there is no draft.
        """
        self.typing = typing
        self.title_draft = draft = Drafting(self.drafts, self._draft_key(typing), title)
        if draft.found is not None:
            title = draft.found.text
            if isinstance(typing, Renaming):
                self.typing = replace(typing, title=draft.found.base)
            stores, drops = key_for("edit.store", "Enter"), key_for("edit.cancel", "Esc")
            self.say(f"{back_again(draft.found)}: {stores} stores it, {drops} drops it")
        elif draft.trouble:
            self.say(draft.trouble, is_wrong=True)
        self.remove_class("-detail")  # Where there is room for one pane only, it is the tree's.
        self.the_tree.show_cursor()
        self.title_input.open(title)
        self._follow_row()
        self.refresh_bindings()

    def _draft_key(self, typing: Renaming | Draft) -> DraftKey:
        if isinstance(typing, Renaming):
            return DraftKey(typing.id, "title")
        return DraftKey(0, f"new-{self.project.id if self.project else 0}")

    @on(Input.Changed, "RowInput")
    def _keep_row(self, event: Input.Changed) -> None:
        """Keep what is typed, however this ends."""
        if self.typing is not None and self.title_draft is not None:
            base = self.typing.title if isinstance(self.typing, Renaming) else ""
            self.title_draft.typed(event.value, base)

    @on(RowsChanged)
    def _follow_row(self) -> None:
        """Lay the input on its row."""
        if self.typing is None:
            return
        ident = self.typing.id if isinstance(self.typing, Renaming) else DRAFT_ROW
        self.title_input.follow(self.the_tree, ident)

    @on(RowInput.Left)
    def _leave_row(self) -> None:
        typing = self.typing
        back = typing.behind or typing.parent if isinstance(typing, Draft) else None
        self.stop_typing()
        if back is not None:
            self.the_tree.select(back)

    def stop_typing(self) -> None:
        """Shut the input, and take the empty row away; nothing is kept of what was typed."""
        if self.title_draft is not None:
            self.title_draft.end()
        self.shut_row()

    def shut_row(self) -> None:
        """Shut the input, and take the empty row away; the draft of what was typed is kept."""
        had_focus = self.title_input.has_focus
        self.typing = self.title_draft = None
        self.title_input.shut()
        self.the_tree.draft = None
        if had_focus:
            self.set_focus(self.the_tree)
        self.refresh_bindings()

    async def settle(self, typed: Widget) -> None:
        """Wait for a title to be stored, too."""
        await super().settle(typed)
        if self.is_storing:
            await self.all_done()

    def layers_on(self) -> list[Layer]:
        """Add what is being typed, for when the input was left by the mouse."""
        return [*super().layers_on(), Layer(Rank.TYPING, self.typing is not None, self._leave_row)]
