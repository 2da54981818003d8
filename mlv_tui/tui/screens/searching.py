"""Searching titles on a screen with a tree."""

from __future__ import annotations

from typing import ClassVar, Final

from textual import on
from textual.binding import Binding, BindingType
from textual.widgets import Input

from mlv_tui.tui.messages import Leapt, RowsChanged
from mlv_tui.tui.screens.layers import Layer, Layered, Rank
from mlv_tui.tui.search import found_titles, nearest
from mlv_tui.tui.widgets.milestone_tree import MilestoneTree
from mlv_tui.tui.widgets.search_line import SearchLine
from mlv_tui.tui.widgets.status_line import StatusLine

HIT_BEFORE: Final = Binding(
    "N", "go_to_hit(-1)", "hit before", id="find.previous", tooltip="Hit before", show=False
)


class Searching(Layered):
    """`/` searches while it is typed, `n` and `N` go from hit to hit."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("slash", "search", "find", id="find.search", tooltip="Search titles"),
        Binding("n", "go_to_hit(1)", "next hit", id="find.next", tooltip="Next hit", show=False),
    ]

    _wanted: str = ""
    _from: int | None = None
    _hits: tuple[int, ...] = ()

    def action_search(self) -> None:
        """Open the search line."""
        self._from = self.query_one(MilestoneTree).cursor_id
        self.query_one(SearchLine).open()

    @on(Input.Changed, "#search")
    def _search(self, event: Input.Changed) -> None:
        self._wanted = event.value
        self._look()
        tree = self.query_one(MilestoneTree)
        with tree.prevent(Leapt):  # Only where one ends up is a leap.
            self._go(self._from, 0)

    @on(Input.Submitted, "#search")
    def _keep_search(self) -> None:
        self.query_one(SearchLine).shut()
        tree = self.query_one(MilestoneTree)
        self.set_focus(tree)
        if self._from is not None and self._from != tree.cursor_id:
            self.post_message(Leapt(self._from))

    @on(SearchLine.Dropped)
    def _leave_search(self) -> None:
        self.drop_search()
        tree = self.query_one(MilestoneTree)
        self.set_focus(tree)
        if self._from is not None and self._from in tree.forest:
            with tree.prevent(Leapt):
                tree.select(self._from)

    def drop_search(self) -> bool:
        """Forget the search; tell whether there was one."""
        line = self.query_one(SearchLine)
        had_one = bool(self._wanted) or line.display
        line.shut()
        line.value = self._wanted = ""
        self._look()
        return had_one

    @property
    def is_searching(self) -> bool:
        """Whether hits are shown."""
        return bool(self._wanted)

    def layers_on(self) -> list[Layer]:
        """Add the search."""
        return [*super().layers_on(), Layer(Rank.SEARCH, self.is_searching, self.drop_search)]

    @on(RowsChanged)
    def search_again(self) -> None:
        """Look for the same among other rows; the cursor stays."""
        if self._wanted and self.query(MilestoneTree):  # There is none once the screen closed.
            self._look()

    def _look(self) -> None:
        tree, status = self.query_one(MilestoneTree), self.query_one(StatusLine)
        self._hits = found_titles(tree.forest, tree.rows.shape.ids, self._wanted)
        tree.found, tree.search_text = frozenset(self._hits), self._wanted
        count = f"{len(self._hits)} found" if self._hits else "not found"
        status.searching = f"{self._wanted}  {count}" if self._wanted else ""
        self.refresh_bindings()

    def action_go_to_hit(self, step: int) -> None:
        """Go to the next hit, or the one before; round at the ends."""
        self._go(self.query_one(MilestoneTree).cursor_id, step)

    def _go(self, start: int | None, step: int) -> None:
        tree = self.query_one(MilestoneTree)
        hit = nearest(tree.rows.shape.ids, self._hits, start, step=step)
        if hit is not None:
            tree.select(hit)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Grey out what needs a hit; `N` is free for something else then."""
        if action == "go_to_hit" and not self._hits:
            return False if parameters == (-1,) else None
        return super().check_action(action, parameters)
