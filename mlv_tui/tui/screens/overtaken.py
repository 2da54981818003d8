"""What somebody else changed while a person typed: what it was, mine, and theirs."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from typing import ClassVar

from textual import work
from textual.binding import Binding, BindingType

from mlv_tui.domain.folding import counted
from mlv_tui.domain.forest import Forest
from mlv_tui.domain.milestone import Milestone
from mlv_tui.domain.three_way import ThreeWay
from mlv_tui.tui.screens.above import Above
from mlv_tui.tui.screens.closing import close
from mlv_tui.tui.screens.queued import Queued
from mlv_tui.tui.taken import Taken
from mlv_tui.tui.typed_texts import typed_now
from mlv_tui.tui.widgets.overtaken_entry import NOTES, OvertakenEntry
from mlv_tui.tui.widgets.title_line import TitleLine
from mlv_tui.tui.widgets.tree_facts import title_of

NameThem = Callable[[Sequence[ThreeWay]], Awaitable[Sequence[str]]]
"""Names who changed each of some fields last."""


class OvertakenView(Above):
    """Gives what was decided, by the names of fields; nothing is stored from here.

    A gesture waits for it, so no other one can be asked for here.
    """

    HEADING = "Changed meanwhile"
    MOVES_BY_ENTRY = True
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("m", "take('mine')", "mine", id="conflict.mine", tooltip="Take mine"),
        Binding("t", "take('theirs')", "theirs", id="conflict.theirs", tooltip="Take theirs"),
        Binding(
            "b",
            "take('both')",
            "both",
            id="conflict.both",
            tooltip="Keep both notes, mine below theirs",
        ),
        Binding("e", "take('edit')", "edit", id="conflict.edit", tooltip="Go on typing at mine"),
    ]

    def __init__(
        self, home: Queued, ident: int, entries: Sequence[OvertakenEntry], name: NameThem
    ) -> None:
        """Show fields of a milestone.

        Args:
            home: The screen below.
            ident: The milestone's id.
            entries: At least one.
            name: Names who changed a field last.
        """
        super().__init__(home)
        self._ident = ident
        self._name_them = name
        self._left = tuple(entries)
        self._taken: dict[str, Taken] = {}

    def on_mount(self) -> None:
        """Show what is to be decided."""
        self._show_left()

    def forest_changed(self, forest: Forest) -> None:
        """Show what the others have made of it by now."""
        one = forest.by_id.get(self._ident)
        if one is None:
            return
        self.query_one(TitleLine).about = title_of(one)
        if any(_is_news(entry, one) for entry in self._left):
            self._renew(one)

    @work(exclusive=True, group="renew")
    async def _renew(self, one: Milestone) -> None:
        """Show theirs anew, and whose it is."""
        people = await self._name_them([entry.field for entry in self._left])
        self._left = tuple(
            replace(entry, who=who, field=replace(entry.field, plan=typed_now(one, entry.key)))
            if _is_news(entry, one)
            else entry
            for entry, who in zip(self._left, people, strict=True)
        )
        self._show_left()

    def action_take(self, taken: str) -> None:
        """Decide the cursor's field; with nothing left to decide, leave."""
        name = self.rows.cursor_key
        if not isinstance(name, str) or (taken == Taken.BOTH and name != NOTES):
            return
        self._taken[name] = Taken(taken)
        self._left = tuple(one for one in self._left if one.key != name)
        if self._left and Taken(taken) is not Taken.EDIT:
            self._show_left()
        else:
            close(self, self._taken)

    def action_leave(self) -> None:
        """Go back; what isn't decided stays theirs, and what was typed is kept as a draft."""
        if self.is_current:
            close(self, self._taken)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer to keep both only where both can stand."""
        if action == "take" and parameters == (Taken.BOTH.value,):
            return any(one.key == NOTES for one in self._left)
        return super().check_action(action, parameters)

    def _show_left(self) -> None:
        self.rows.entries = self._left
        self.query_one(TitleLine).remark = counted(len(self._left), "field")
        self.refresh_bindings()


def _is_news(entry: OvertakenEntry, one: Milestone) -> bool:
    """Tell whether a field isn't any more what is shown as theirs."""
    now = typed_now(one, entry.key)
    return now is not None and now != (entry.field.plan or "")
