"""Titles typed where they stand: another one for a milestone, or the first of a new one."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.widgets import Input

from mlv_tui.domain.overtaking import Overtaken
from mlv_tui.domain.placing import LAST
from mlv_tui.domain.typed_values import typed_value
from mlv_tui.errors import MlvError
from mlv_tui.tui.keys_now import key_for
from mlv_tui.tui.screens.agreeing import three_ways_of
from mlv_tui.tui.screens.changing import NOTHING_HERE
from mlv_tui.tui.screens.jumping import Jumping
from mlv_tui.tui.screens.row_typing import Renaming, RowTyping
from mlv_tui.tui.sentences import named
from mlv_tui.tui.taken import Taken
from mlv_tui.tui.typed_texts import title_typed
from mlv_tui.tui.widgets.draft_row import DRAFT_ROW, Draft


class Titling(RowTyping, Jumping):
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

    def action_edit_title(self) -> None:
        """Type the title of the cursor's milestone."""
        ident = self.cursor_id
        if self.typing is not None:
            self.set_focus(self.title_input)
        elif ident is None:
            self.say(NOTHING_HERE, is_wrong=True)
        else:
            title = title_typed(self.forest[ident])
            self.begin_typing(Renaming(ident, title, self.forest[ident]), title)

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
        if self.typing is not None:
            self.set_focus(self.title_input)
            return
        self.the_tree.draft = draft
        self.the_tree.select(DRAFT_ROW)
        self.begin_typing(draft, "")

    @on(Input.Submitted, "RowInput")
    def _store_title(self, event: Input.Submitted) -> None:
        """Store what is typed now; where it can't be, it stays."""
        typing = self.typing
        try:
            title = typed_value("title", event.value)
        except MlvError as error:
            self.say(str(error), is_wrong=True)
            return
        if typing is not None:
            self.is_storing = True
            self.do(partial(self._store_typed, typing, title))

    async def _store_typed(self, typing: Renaming | Draft, title: str) -> None:
        try:
            if self.typing is not typing:  # Stored, or left, meanwhile.
                return
            if isinstance(typing, Renaming):
                await self._rename(typing, title)
            else:
                await self._make(typing, title)
        except MlvError as error:
            self.say(str(error), is_wrong=True)
        finally:
            self.is_storing = False

    async def _rename(self, typing: Renaming, title: str) -> None:
        if title == typing.title:  # Nothing was typed.
            self.stop_typing()
            return
        while title != (now := self._title_now(typing)):
            if now != typing.title:
                if not await self._is_to_stand(typing, title, now):
                    return
                typing = replace(typing, title=now)
            elif not await self._is_overtaken(typing, title):
                return
        self.stop_typing()

    async def _is_overtaken(self, typing: Renaming, title: str) -> bool:
        """Store a title; tell whether somebody else changed it in the very moment."""
        ident = typing.id
        before = named(self.forest, [ident])
        report = await self.edit_now(
            [ident],
            lambda asked: asked.edits.set_shared([ident], "title", title),
            {ident: typing.seen},
        )
        if report.refused and isinstance(report.refused[0], Overtaken):
            return True
        if not report.refused:
            self.stop_typing()
        self.tell(report, lambda what, are: f"{before} {are} {what} now")
        return False

    async def _is_to_stand(self, typing: Renaming, title: str, theirs: str) -> bool:
        """Ask whose title is to stand; tell whether it is the person's own, now."""
        field = three_ways_of("title", typing.title, title, theirs)
        taken = (await self.decided(typing.id, [field])).get("title")
        what = named(self.forest, [typing.id])
        if taken is Taken.MINE:
            return True
        if taken is Taken.EDIT:
            self.typing = replace(typing, title=theirs)
            self.set_focus(self.title_input)
            self.say(f"{key_for('edit.store', 'Enter')} stores yours, in place of “{theirs}”")
        else:
            self.shut_row()
            again = key_for("milestone.title", "i")
            self.say(f"{what} stays as it is; yours is kept as a draft, {again} brings it back")
        return False

    def _title_now(self, typing: Renaming) -> str:
        one = self.forest.by_id.get(typing.id)
        return typing.title if one is None else title_typed(one)

    async def _make(self, draft: Draft, title: str) -> None:
        if self.project is None:
            return
        project, places = self.project.id, self.forest.parent
        parent = draft.parent if draft.parent in places else None
        # Where its neighbour went away meanwhile, the empty row stands as the last one.
        is_there = draft.behind is not None and draft.behind in places
        behind = draft.behind if is_there else LAST
        report = await self.edit_now(
            [], lambda asked: asked.edits.add(project, title, parent=parent, behind=behind)
        )
        more = self.given_up_for(report.added[0]) if report.added else ""
        if report.added:
            self.stop_typing()
            self.the_tree.select(report.added[0])
        self.tell(report, lambda what, are: f"{what} {are} added{more}")
