"""Titles typed where they stand: another one for a milestone, or the first of a new one."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.widgets import Input

from mlv_tui.domain.placing import LAST
from mlv_tui.domain.typed_values import typed_value
from mlv_tui.errors import MlvError
from mlv_tui.tui.keys_now import key_for
from mlv_tui.tui.messages import RowsChanged
from mlv_tui.tui.screens.changing import NOTHING_HERE, Changing
from mlv_tui.tui.screens.layers import Layer, Rank
from mlv_tui.tui.sentences import named
from mlv_tui.tui.typed_texts import title_typed
from mlv_tui.tui.widgets.draft_row import DRAFT_ROW, Draft
from mlv_tui.tui.widgets.row_input import RowInput


@dataclass(frozen=True, slots=True)
class Renaming:
    """A milestone whose title is being typed.

    Attributes:
        id: The milestone's.
        title: As it was when the person saw it last.
    """

    id: int
    title: str


class Titling(Changing):
    """`i` types a title in place, `a` and `A` one for a new milestone."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "i", "edit_title", "title", id="milestone.title", tooltip="Edit the title in place"
        ),
        Binding(
            "a",
            "add_sibling",
            "add",
            id="milestone.add",
            tooltip="Add a milestone behind this one",
            show=False,
        ),
        Binding(
            "A",
            "add_child",
            "add below",
            id="milestone.add_below",
            tooltip="Add a milestone below this one",
            show=False,
        ),
    ]

    _typing: Renaming | Draft | None = None

    def on_mount(self) -> None:
        """Have the input stay on its row."""
        self.watch(self.the_tree, "scroll_y", self._follow_row, init=False)

    def on_resize(self) -> None:
        """Have the input stay on its row."""
        self.call_after_refresh(self._follow_row)

    @property
    def _line(self) -> RowInput:
        return self.query_one(RowInput)

    def action_edit_title(self) -> None:
        """Type the title of the cursor's milestone."""
        ident = self.cursor_id
        if self._typing is not None:
            self.set_focus(self._line)
        elif ident is None:
            self.say(NOTHING_HERE, is_wrong=True)
        else:
            title = title_typed(self.forest[ident])
            self._begin_typing(Renaming(ident, title), title)

    def action_add_sibling(self) -> None:
        """Type the title of a new milestone behind the cursor's one."""
        ident = self.cursor_id
        if ident is None:
            self._add_row(Draft())
        elif self._has_room(ident):
            self._add_row(Draft(self.forest.parent[ident], ident))

    def action_add_child(self) -> None:
        """Type the title of a new milestone below the cursor's one."""
        ident = self.cursor_id
        if ident is None:
            self._add_row(Draft())
        elif self._has_room(ident):
            self._add_row(Draft(ident))

    def _has_room(self, ident: int) -> bool:
        """Tell whether something can stand beside or below a milestone; say why not."""
        what = named(self.forest, [ident])
        if ident not in self.forest.parent:
            self.say(f"{what} has no place in the tree; nothing can be added there.")
        elif ident in self.forest.put_away:
            self.say(f"{what} is put away; {key_for('milestone.restore', 'dr')} brings it back.")
        else:
            return True
        return False

    def _add_row(self, draft: Draft) -> None:
        if self._typing is not None:
            self.set_focus(self._line)
            return
        self.the_tree.draft = draft
        self.the_tree.select(DRAFT_ROW)
        self._begin_typing(draft, "")

    def _begin_typing(self, typing: Renaming | Draft, title: str) -> None:
        self._typing = typing
        self.remove_class("-detail")  # Where there is room for one pane only, it is the tree's.
        self.the_tree.show_cursor()
        self._line.open(title)
        self._follow_row()
        self.refresh_bindings()

    @on(RowsChanged)
    def _follow_row(self) -> None:
        """Lay the input on its row."""
        if self._typing is None:
            return
        ident = self._typing.id if isinstance(self._typing, Renaming) else DRAFT_ROW
        self._line.follow(self.the_tree, ident)

    @on(Input.Submitted, "RowInput")
    def _store_title(self) -> None:
        self.do(self._store_typed)

    async def _store_typed(self) -> None:
        """Store what is typed; where it can't be, it stays."""
        try:
            title = typed_value("title", self._line.value)
            if isinstance(self._typing, Renaming):
                await self._rename(self._typing, title)
            elif self._typing is not None:
                await self._make(self._typing, title)
        except MlvError as error:
            self.say(str(error), is_wrong=True)

    async def _rename(self, typing: Renaming, title: str) -> None:
        ident, now = typing.id, self._title_now(typing)
        if title == typing.title:
            self._end_typing()
        elif now not in (typing.title, title):
            self._typing = replace(typing, title=now)
            self.say(
                f"It was renamed to “{now}” meanwhile: Enter again stores yours, Esc keeps it."
            )
        else:
            before = named(self.forest, [ident])
            report = await self.edit_now(
                [ident], lambda asked: asked.edits.set_shared([ident], "title", title)
            )
            if not report.refused:
                self._end_typing()
            self.tell(report, lambda what, are: f"{before} {are} {what} now")

    def _title_now(self, typing: Renaming) -> str:
        one = self.forest.by_id.get(typing.id)
        return typing.title if one is None else title_typed(one)

    async def _make(self, draft: Draft, title: str) -> None:
        if self.project is None:
            return
        project, places = self.project.id, self.forest.parent
        parent = draft.parent if draft.parent in places else None
        # Where its neighbour went away meanwhile, the empty row stands as the last one.
        after = draft.after if draft.after in places and draft.after is not None else LAST
        report = await self.edit_now(
            [], lambda asked: asked.edits.add(project, title, parent=parent, after=after)
        )
        if report.added:
            self._end_typing()
            self.the_tree.select(report.added[0])
        self.tell(report, lambda what, are: f"{what} {are} added")

    @on(RowInput.Left)
    def _leave_typing(self) -> None:
        back = (
            self._typing.after or self._typing.parent if isinstance(self._typing, Draft) else None
        )
        self._end_typing()
        if back is not None:
            self.the_tree.select(back)

    def _end_typing(self) -> None:
        """Shut the input, and take the empty row away."""
        had_focus = self._line.has_focus
        self._typing = None
        self._line.shut()
        self.the_tree.draft = None
        if had_focus:
            self.set_focus(self.the_tree)
        self.refresh_bindings()

    def layers_on(self) -> list[Layer]:
        """Add what is being typed, for when the input was left by the mouse."""
        return [
            *super().layers_on(),
            Layer(Rank.TYPING, self._typing is not None, self._leave_typing),
        ]
