"""The tree of a project's milestones."""

from __future__ import annotations

import re
from typing import ClassVar, NamedTuple

from textual import events
from textual.binding import Binding, BindingType
from textual.cache import LRUCache
from textual.reactive import reactive
from textual.strip import Strip

from mlv_tui.domain.forest import Forest
from mlv_tui.domain.visible import visible
from mlv_tui.tui.messages import MilestoneChosen, MilestoneHighlighted
from mlv_tui.tui.widgets.foldable_rows import FoldableRows
from mlv_tui.tui.widgets.glyphs import glyphs
from mlv_tui.tui.widgets.pieces import Painter
from mlv_tui.tui.widgets.tree_columns import Columns, columns_of
from mlv_tui.tui.widgets.tree_facts import facts_of
from mlv_tui.tui.widgets.tree_line import Drawing, Place, arrow_cells, fitted, line_of
from mlv_tui.tui.widgets.tree_rows import TreeRows
from mlv_tui.tui.widgets.tree_shape import shape_of
from mlv_tui.tui.widgets.tree_style import COMPONENTS, CSS

NO_IDS: frozenset[int] = frozenset()
STRIPS_KEPT = 1000
SCROLLBAR = 1
"""Cells kept for it, so that columns stand still when it comes and goes."""

DOUBLE = 2


class _Lost(NamedTuple):
    """A milestone that vanished under the cursor, and its line in the pane."""

    id: int
    offset: int


class _CameBack(NamedTuple):
    """Its row now, and the line in the pane where it was."""

    row: int
    offset: int


class MilestoneTree(FoldableRows):
    """Milestones with what is below them; draws only the rows in sight."""

    ALLOW_SELECT = False
    DEFAULT_CSS = CSS
    COMPONENT_CLASSES: ClassVar[set[str]] = COMPONENTS
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "choose", "Detail", id="tree.choose", tooltip="Show the milestone"),
    ]

    forest: reactive[Forest] = reactive(Forest, repaint=False)
    """The milestones; a new forest keeps cursor, scroll and folds."""
    found: reactive[frozenset[int]] = reactive(NO_IDS)
    """What a search found."""
    search_text: reactive[str] = reactive("")
    """What is highlighted within titles."""
    next_id: reactive[int | None] = reactive(None)
    """The next action."""
    fresh: reactive[frozenset[int]] = reactive(NO_IDS)
    """What somebody else, or a save, changed just now."""
    marked: reactive[frozenset[int]] = reactive(NO_IDS)
    """What the person marked."""
    ascii_only: reactive[bool] = reactive(default=False)
    """Whether to draw with ASCII signs."""
    empty_hint: reactive[str] = reactive("No milestones yet.")
    """What is said where there are none."""

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002 - Textual's word
        """Make an empty tree."""
        self._painter = Painter(self, "tree--")
        self._strips: LRUCache[tuple[int, bool, bool], Strip] = LRUCache(STRIPS_KEPT)
        self._widths = Columns()
        self._drawing: Drawing | None = None
        self._announced: int | None = None
        self._lost: _Lost | None = None
        super().__init__(id=id, classes=classes)

    def on_mount(self) -> None:
        """Tell where the cursor is in a forest that was there before."""
        self.cursor_moved()

    def watch_forest(self) -> None:
        """Take over a new forest; what the person looks at stays where it is."""
        before = self.rows
        self.rows = TreeRows(shape_of(self.forest), self.folded)
        self._widths = columns_of(self.forest, self.rows.shape)
        self._settle(before)
        self._forget_strips()
        self.refresh()

    def _settle(self, before: TreeRows) -> None:
        """Put cursor and scroll where they were, or at what stood nearest."""
        top = self.scroll_offset.y
        in_sight = top <= self.cursor_row < top + max(self.size.height, 1)
        cursor = self._landing(before, self.cursor_row)
        held = self.cursor_row if in_sight else top
        landing = cursor if in_sight else self._landing(before, top)
        if (came_back := self._came_back()) is not None:
            cursor = landing = came_back.row
            held = top + came_back.offset
        elif len(before):
            self._note_loss(before.id_at(self.cursor_row), self.cursor_row - top)
        self.measure_rows()
        self.set_reactive(MilestoneTree.cursor_row, cursor)
        self.jump_to(landing - (held - top))
        self.cursor_moved()

    def _note_loss(self, ident: int, offset: int) -> None:
        """Remember a milestone that vanished under the cursor, until the person moves it."""
        if self._lost is None and self.rows.row_of(ident) is None:
            self._lost = _Lost(ident, offset)

    def _came_back(self) -> _CameBack | None:
        """Tell where a milestone that had vanished under the cursor is again."""
        row = None if self._lost is None else self.rows.row_of(self._lost.id)
        if self._lost is None or row is None:
            return None
        offset, self._lost = self._lost.offset, None
        return _CameBack(row, offset)

    def watch_cursor_row(self, before: int, after: int) -> None:
        """Follow the person: what was lost before is not what they look at now."""
        self._lost = None
        super().watch_cursor_row(before, after)

    def _landing(self, before: TreeRows, row: int) -> int:
        if row >= len(before):
            return 0
        return self.rows.nearest_row(before.id_at(row), before.shape) or 0

    def cursor_moved(self) -> None:
        """Tell which milestone the cursor came to."""
        if self.is_running and self.cursor_id != self._announced:
            self._announced = self.cursor_id
            self.post_message(MilestoneHighlighted(self.cursor_id))

    def watch_found(self) -> None:
        """Draw anew."""
        self._forget_strips()

    watch_search_text = watch_next_id = watch_fresh = watch_marked = watch_ascii_only = watch_found

    def watch_has_focus(self, _has_focus: bool) -> None:  # noqa: FBT001 - Textual's signature
        """Draw the cursor anew."""
        super().watch_has_focus(_has_focus)
        self._forget_strips()

    def notify_style_update(self) -> None:
        """Draw anew in other colours."""
        super().notify_style_update()
        self._painter.forget()
        self._forget_strips()

    def on_resize(self) -> None:
        """Draw anew in another width."""
        self._forget_strips()

    def _forget_strips(self) -> None:
        self._drawing = None
        self._strips.clear()

    def drawing(self) -> Drawing:
        """Return how rows are drawn now."""
        if self._drawing is None:
            signs = glyphs(ascii_only=self.ascii_only)
            width = self.size.width - SCROLLBAR
            columns = fitted(width, self._widths, signs)
            needle = re.escape(visible(self.search_text))
            pattern = re.compile(needle, re.IGNORECASE) if needle else None
            self._drawing = Drawing(width, columns, signs, pattern)
        return self._drawing

    def render_line(self, y: int) -> Strip:
        """Draw one line of the pane."""
        row = y + self.scroll_offset.y
        if row >= self.row_count:
            return self._blank(row)
        key = (self.rows.id_at(row), self.rows.is_folded(row), row == self.cursor_row)
        strip = self._strips.get(key)
        if strip is None:
            strip = self._strips[key] = self._draw(row)
        return strip

    def _blank(self, row: int) -> Strip:
        hint = self.empty_hint if row == 0 else ""
        return self._painter.strip([("  " + hint, "hint")], self.size.width)

    def _draw(self, row: int) -> Strip:
        ident = self.rows.id_at(row)
        facts = facts_of(self.forest, self.rows.shape, ident)
        pieces = line_of(facts, self._place(row, ident), self.drawing())
        return self._painter.strip(pieces, self.size.width, self._ground(row))

    def _ground(self, row: int) -> str:
        if row != self.cursor_row:
            return ""
        return "cursor" if self.has_focus else "cursor-blurred"

    def _place(self, row: int, ident: int) -> Place:
        return Place(
            depth=self.rows.depth_at(row),
            is_parent=self.rows.is_parent(row),
            is_folded=self.rows.is_folded(row),
            has_cursor=row == self.cursor_row,
            is_fresh=ident in self.fresh,
            is_next=ident == self.next_id,
            is_marked=ident in self.marked,
            is_found=ident in self.found,
        )

    def line_text(self, y: int) -> str:
        """Return what a line of the pane says, without colours."""
        return self.render_line(y).text.rstrip()

    def action_choose(self) -> None:
        """Choose the cursor's milestone; a group is folded or unfolded."""
        if self.cursor_id is not None:
            self.post_message(MilestoneChosen(self.cursor_id))
        elif self.row_count:
            self.toggle_row(self.cursor_row)

    def on_click(self, event: events.Click) -> None:
        """Fold on the arrow, else move the cursor; a double click chooses."""
        offset = event.get_content_offset(self)
        row = -1 if offset is None else offset.y + self.scroll_offset.y
        if offset is None or not 0 <= row < self.row_count:
            return
        arrow = arrow_cells(self.drawing(), self.rows.depth_at(row))
        if offset.x in arrow and self.rows.is_parent(row):
            self.toggle_row(row)
            return
        self.cursor_row = row
        if event.chain == DOUBLE:
            self.action_choose()
