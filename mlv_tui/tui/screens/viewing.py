"""Saved views on a screen with a tree: the list of them, and `g1` to `g9`."""

from __future__ import annotations

from functools import partial
from typing import ClassVar

from textual.binding import Binding, BindingType

from mlv_tui.domain.view import SLOTS, View
from mlv_tui.errors import QueryError
from mlv_tui.services.asking import asked
from mlv_tui.tui.keys_now import key_for
from mlv_tui.tui.screens.jumping import Jumping
from mlv_tui.tui.sentences import quoted
from mlv_tui.tui.widgets.tree_layout import Arrangement


def _slot_binding(slot: int) -> Binding:
    return Binding(
        f"g {slot}",
        f"open_slot({slot})",
        f"view {slot}",
        id=f"find.view_{slot}",
        tooltip=f"Open the view that is saved as {slot}",
        show=False,
    )


class Viewing(Jumping):
    """Opens views, and gives what is shown as one to be saved."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "F", "views", "views", id="find.views", tooltip="Open, save or remove views", show=False
        ),
        *map(_slot_binding, SLOTS),
    ]

    _opened: View | None = None

    def begin(self, folded: frozenset[int]) -> None:
        """Begin with another project's views."""
        super().begin(folded)
        self._opened = None

    def action_views(self) -> None:
        """Show the list of views."""
        from mlv_tui.tui.screens.view_list import ViewList  # noqa: PLC0415 - not before the first frame

        if self.project is not None:
            self.app.push_screen(ViewList(self, self.project))

    def action_open_slot(self, slot: int) -> None:
        """Open the view of a number, after all that was asked for before."""
        self.do(partial(self._open_slot, slot))

    async def _open_slot(self, slot: int) -> None:
        project = self.project
        if project is None:
            return
        views = await self.try_to_ask(lambda workspace: workspace.views.list(project.id))
        if views is None:
            return
        found = next((one for one in views if one.slot == slot), None)
        if found is None:
            lists, saves = key_for("find.views", "F"), key_for("views.save", "s")
            self.say(f"No view is saved as {slot} · {lists}, then {saves}, saves what is shown")
        else:
            self.open_view(found)

    def open_view(self, view: View) -> None:
        """Show what a view shows; the cursor stays on its milestone or near it."""
        self.note_spot(self.cursor_id)
        self._show_view(view)

    def _show_view(self, view: View) -> None:
        try:
            query = asked(view.filter, self.me)
        except QueryError as error:
            self.say(f"The view {quoted(view.name)} can't be opened. {error}", is_wrong=True)
            return
        tree = self.the_tree
        wanted = None if query.is_empty else query
        self.rearrange(Arrangement(wanted, view.group, view.sort))
        if view.fold is not None:
            tree.fold_exactly(tree.rows.folds_to_level(view.fold))
        self._opened = view
        self.say(f"view {quoted(view.name)}")

    def jump_to_view(self, slug: str, view: View) -> None:
        """Open a view of any project, after all that was asked for before."""
        self.do(partial(self._jump_to_view, slug, view))

    async def _jump_to_view(self, slug: str, view: View) -> None:
        self.end_typing()
        self.note_spot(self.cursor_id)
        if await self.open_other(slug):
            self._show_view(view)

    @property
    def shown_view(self) -> View:
        """What is shown, as a view: under the name and number of the one opened last, if any."""
        now, opened = self.arrangement, self._opened
        return View(
            opened.name if opened else "",
            opened.slot if opened else None,
            "" if now.query is None else now.query.text.strip(),
            now.group,
            now.sort,
            self.the_tree.rows.level,
        )

    def view_saved(self, view: View) -> None:
        """Take what is shown for that view from now on."""
        self._opened = view
