"""The tree of a project's milestones."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.cache import LRUCache
from textual.reactive import reactive
from textual.strip import Strip

from mlv_tui.domain.forest import Forest
from mlv_tui.domain.visible import visible
from mlv_tui.tui.keys_now import key_for
from mlv_tui.tui.messages import HiddenWanted, MilestoneChosen, MilestoneHighlighted, RowsChanged
from mlv_tui.tui.widgets.draft_row import DRAFT_FACTS, DRAFT_ROW, Draft, with_draft
from mlv_tui.tui.widgets.foldable_rows import FoldableRows
from mlv_tui.tui.widgets.glyphs import glyphs
from mlv_tui.tui.widgets.pieces import Painter
from mlv_tui.tui.widgets.steady_rows import SteadyRows
from mlv_tui.tui.widgets.tree_columns import Columns, columns_of
from mlv_tui.tui.widgets.tree_facts import facts_of
from mlv_tui.tui.widgets.tree_layout import TREE, Arrangement, shape_of
from mlv_tui.tui.widgets.tree_line import Drawing, Place, arrow_cells, fitted, line_of
from mlv_tui.tui.widgets.tree_rows import TreeRows

NO_IDS: frozenset[int] = frozenset()
NO_NAMES: Mapping[int, str] = MappingProxyType({})
STRIPS_KEPT = 1000
SCROLLBAR = 1
"""Cells kept for it, so that columns stand still when it comes and goes."""

DOUBLE = 2


class MilestoneTree(SteadyRows):
    """Milestones with what is below them; draws only the rows in sight."""

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    MilestoneTree {
        overflow-x: hidden;
        overflow-y: auto;
        scrollbar-size-vertical: 1;
        scrollbar-background: $background;
        scrollbar-background-hover: $background;
        scrollbar-background-active: $background;
        background: $background;
        color: $foreground;
    }
    """
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
    fresh_names: reactive[Mapping[int, str]] = reactive(NO_NAMES)
    """Who changed it, as far as that was a person's doing."""
    marked: reactive[frozenset[int]] = reactive(NO_IDS)
    """What the person marked."""
    draft: reactive[Draft | None] = reactive(None, repaint=False)
    """Where a milestone is being added."""
    ascii_only: reactive[bool] = reactive(default=False)
    """Whether to draw with ASCII signs."""
    empty_hint: reactive[str] = reactive("No milestones yet.")
    """What is said where there are none."""

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002 - Textual's word
        """Make an empty tree."""
        self._painter = Painter(self)
        self._strips: LRUCache[tuple[int, bool, bool], Strip] = LRUCache(STRIPS_KEPT)
        self._widths = Columns()
        self._drawing: Drawing | None = None
        self._announced: int | None = None
        self._arrangement = TREE
        super().__init__(id=id, classes=classes)

    def on_mount(self) -> None:
        """Tell where the cursor is in a forest that was there before."""
        self.cursor_moved()

    @property
    def arrangement(self) -> Arrangement:
        """What of the forest is shown, and in which order."""
        return self._arrangement

    def show_as(self, arrangement: Arrangement, folded: frozenset[int]) -> None:
        """Show something else of the forest, or in another order, under some folds.

        What the person looks at stays where it is, or what stands nearest to it.
        """
        self._arrangement = arrangement
        self.set_reactive(FoldableRows.folded, folded)
        self.watch_forest()

    def watch_forest(self) -> None:
        """Take over a new forest; what the person looks at stays where it is."""
        before = self.rows
        shape = with_draft(shape_of(self.forest, self._arrangement), self.draft)
        self.rows = TreeRows(shape, self.folded)
        self._widths = columns_of(self.forest, self.rows.shape)
        self.settle(before)
        self._forget_strips()
        self.refresh()
        if self.is_running:
            self.post_message(RowsChanged())

    def watch_draft(self) -> None:
        """Show an empty row, or none any more."""
        self.watch_forest()

    def select(self, ident: int, *, center: bool = False) -> None:
        """Put the cursor on a milestone, what hides it unfolded; ask for it if it isn't shown."""
        if ident in self.forest and ident not in self.rows.shape.places:
            self.post_message(HiddenWanted(ident, center))
            return
        with self.leaping():
            super().select(ident, center=center)

    def cursor_moved(self) -> None:
        """Tell which milestone the cursor came to; an empty row is none yet."""
        if self.row_id() == DRAFT_ROW:
            return
        if self.is_running and self.cursor_id != self._announced:
            self._announced = self.cursor_id
            self.post_message(MilestoneHighlighted(self.cursor_id))

    def watch_found(self) -> None:
        """Draw anew."""
        self._forget_strips()

    watch_search_text = watch_next_id = watch_fresh = watch_marked = watch_ascii_only = watch_found
    watch_fresh_names = watch_found

    def watch_has_focus(self, _has_focus: bool) -> None:  # noqa: FBT001 - Textual's signature
        """Draw the cursor anew."""
        super().watch_has_focus(_has_focus)
        self._forget_strips()

    def notify_style_update(self) -> None:
        """Draw anew in other colours."""
        super().notify_style_update()
        self._painter.forget()
        self._forget_strips()
        self.refresh()

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
        hint = self.empty_hint if self._arrangement == TREE else _nothing_shown()
        hint = hint if row == 0 else ""
        return self._painter.strip([("  " + hint, "hint")], self.size.width)

    def _draw(self, row: int) -> Strip:
        ident = self.rows.id_at(row)
        is_draft = ident == DRAFT_ROW
        facts = DRAFT_FACTS if is_draft else facts_of(self.forest, self.rows.shape, ident)
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
            changed_by=self.fresh_names.get(ident, ""),
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


def _nothing_shown() -> str:
    return f"Nothing here matches. {key_for('app.back', 'Esc')} shows more again."
