"""Searching titles on a screen with a tree."""

from __future__ import annotations

from typing import ClassVar, Final

from textual import on
from textual.binding import Binding, BindingType
from textual.widgets import Input

from mlv_tui.tui.messages import Leapt, RowsChanged
from mlv_tui.tui.screens.in_step import InStep
from mlv_tui.tui.screens.layers import Layer, Layered, Rank
from mlv_tui.tui.search import found_titles, nearest
from mlv_tui.tui.widgets.milestone_tree import MilestoneTree
from mlv_tui.tui.widgets.search_line import SearchLine
from mlv_tui.tui.widgets.status_line import StatusLine

HIT_BEFORE: Final = Binding(
    "N", "go_to_hit(-1)", "hit before", id="find.previous", tooltip="Hit before", show=False
)


class Searching(InStep, Layered):
    """`/` searches while it is typed, `n` and `N` go from hit to hit."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("slash", "search", "find", id="find.search", tooltip="Search titles"),
        Binding("n", "go_to_hit(1)", "next hit", id="find.next", tooltip="Next hit", show=False),
    ]

    _searched_for: str = ""
    _from: int | None = None
    _folds_before: frozenset[int] = frozenset()
    _hits: tuple[int, ...] = ()

    def action_search(self) -> None:
        """Open the search line."""
        self._from, self._folds_before = self.cursor_id, self.the_tree.folded
        self.query_one(SearchLine).open()

    @on(Input.Changed, "#search")
    def _search(self, event: Input.Changed) -> None:
        self._searched_for = event.value
        self._look()
        tree = self.the_tree
        with tree.prevent(Leapt):  # Only where one ends up is a leap.
            self._go_to_nearest(self._from, 0)

    @on(Input.Submitted, "#search")
    def _keep_search(self) -> None:
        self.query_one(SearchLine).shut()
        tree = self.the_tree
        self.set_focus(tree)
        if self._from is not None and self._from != tree.cursor_id:
            self.post_message(Leapt(self._from))

    @on(SearchLine.Dropped)
    def _leave_search(self) -> None:
        self.drop_search()
        tree = self.the_tree
        self.set_focus(tree)
        if self._from is not None and self._from in tree.forest:
            with tree.prevent(Leapt):
                tree.fold_exactly(self._folds_before)
                tree.select(self._from)

    def drop_search(self) -> bool:
        """Forget the search; tell whether there was one."""
        line = self.query_one(SearchLine)
        had_one = bool(self._searched_for) or line.display
        line.shut()
        line.value = self._searched_for = ""
        self._look()
        return had_one

    @property
    def is_searching(self) -> bool:
        """Whether hits are shown."""
        return bool(self._searched_for)

    def layers_on(self) -> list[Layer]:
        """Add the search."""
        return [*super().layers_on(), Layer(Rank.SEARCH, self.is_searching, self.drop_search)]

    @on(RowsChanged)
    def search_again(self) -> None:
        """Look for the same among other rows; the cursor stays."""
        if self._searched_for and self.query(
            MilestoneTree
        ):  # There is none once the screen closed.
            self._look()

    def _look(self) -> None:
        tree, status = self.the_tree, self.query_one(StatusLine)
        self._hits = found_titles(tree.forest, tree.rows.shape.ids, self._searched_for)
        tree.found, tree.search_text = frozenset(self._hits), self._searched_for
        count = f"{len(self._hits)} found" if self._hits else "not found"
        status.searching = f"{self._searched_for}  {count}" if self._searched_for else ""
        self.refresh_bindings()

    def action_go_to_hit(self, step: int) -> None:
        """Go to the next hit, or the one before; round at the ends."""
        self._go_to_nearest(self.cursor_id, step)

    def _go_to_nearest(self, start: int | None, step: int) -> None:
        tree = self.the_tree
        hit = nearest(tree.rows.shape.ids, self._hits, start, step=step)
        if hit is not None:
            tree.select(hit)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Grey out what needs a hit; `N` is free for something else then."""
        if action == "go_to_hit" and not self._hits:
            return False if parameters == (-1,) else None
        return super().check_action(action, parameters)
