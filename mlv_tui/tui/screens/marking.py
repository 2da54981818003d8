"""Marking milestones on a screen with a tree, and what a gesture is for: the marked ones."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType

from mlv_tui.domain.moves import in_tree_order
from mlv_tui.tui.marks import Marks
from mlv_tui.tui.messages import RowsChanged
from mlv_tui.tui.screens.layers import Layer, Layered, Rank
from mlv_tui.tui.screens.queued import Queued
from mlv_tui.tui.widgets.milestone_tree import MilestoneTree
from mlv_tui.tui.widgets.status_line import StatusLine


class Marking(Queued, Layered):
    """Marks are ids: they outlive refreshes, folds and filters."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "mark", "mark", id="mark.toggle", tooltip="Mark, and go down"),
        Binding(
            "v",
            "mark_range",
            "range",
            id="mark.range",
            tooltip="Begin or end a range of marks",
            show=False,
        ),
        Binding("V", "mark_shown", "mark all", id="mark.all", tooltip="Mark all shown", show=False),
        Binding(
            "asterisk",
            "invert_marks",
            "invert",
            id="mark.invert",
            tooltip="Invert the marks among those shown",
            show=False,
        ),
        Binding(
            "S",
            "mark_subtree",
            "mark subtree",
            id="mark.subtree",
            tooltip="Mark with all below, or unmark",
            show=False,
        ),
    ]

    _marking = Marks()

    def on_mount(self) -> None:
        """Have a range follow the cursor, and folds hide marks."""
        self.watch(self.the_tree, "cursor_row", self._extend_range, init=False)
        self.watch(self.the_tree, "folded", self.show_marks, init=False)

    @property
    def marked(self) -> frozenset[int]:
        """What is marked and still there, in sight or not."""
        return self._marking.there(self.forest)

    @property
    def targets(self) -> tuple[int, ...]:
        """What a gesture is for: the marked ones, else the one under the cursor."""
        if marked := self.marked:
            return tuple(in_tree_order(self.forest, marked))
        return () if self.cursor_id is None else (self.cursor_id,)

    @property
    def _shown_ids(self) -> list[int]:
        """The milestones in rows that aren't folded away, and not there for context only."""
        rows = self.the_tree.rows
        shown = map(rows.id_at, range(len(rows)))
        return [ident for ident in shown if ident > 0 and not rows.shape.is_context(ident)]

    def _mark(self, marks: Marks) -> None:
        was, self._marking = self._marking, marks
        self.show_marks()
        if bool(was.ids) != bool(marks.ids) or was.is_ranging != marks.is_ranging:
            self.refresh_bindings()

    @on(RowsChanged)
    def show_marks(self) -> None:
        """Show what is marked, and tell how many of those are out of sight."""
        if self._marking.ids:
            self._marking = self._marking.kept(self.forest)
        found = self.query(MilestoneTree)
        if not found:  # The screen closed meanwhile.
            return
        tree, marked = found.first(), self.marked
        tree.marked = marked
        hidden = sum(1 for ident in marked if tree.rows.row_of(ident) is None)
        said = f"{len(marked)} marked" + (f" ({hidden} hidden)" if hidden else "")
        self.query_one(StatusLine).marked = said if marked else ""

    def action_mark(self) -> None:
        """Mark the cursor's milestone, or take its mark away, and go down."""
        tree = self.the_tree
        if tree.cursor_id is not None:
            self._mark(self._marking.toggled(tree.cursor_id))
        tree.action_cursor_by(1)

    def action_mark_range(self) -> None:
        """Begin a range at the cursor, or end the one that was begun."""
        row_id = self.the_tree.row_id()
        if self._marking.is_ranging:
            self._mark(self._marking.ended())
        elif row_id is not None:
            self._mark(self._marking.begun(row_id))
            self._extend_range()

    def _extend_range(self) -> None:
        """Have the range reach from its anchor to the cursor."""
        tree = self.the_tree
        if self._marking.anchor is None or not tree.row_count:
            return
        anchor = tree.rows.row_of(self._marking.anchor)
        if anchor is None:  # Folded away, filtered away or gone: begin anew.
            self._marking = self._marking.begun(tree.rows.id_at(tree.cursor_row))
            anchor = tree.cursor_row
        first, last = sorted((anchor, tree.cursor_row))
        covered = (tree.rows.id_at(row) for row in range(first, last + 1))
        self._mark(self._marking.reaching(ident for ident in covered if ident > 0))

    def action_mark_shown(self) -> None:
        """Mark all that is shown."""
        self._mark(self._marking.joined(self._shown_ids))

    def action_invert_marks(self) -> None:
        """Turn the marks round among all that is shown."""
        self._mark(self._marking.inverted(self._shown_ids))

    def action_mark_subtree(self) -> None:
        """Mark the cursor's row and all below it, folded away or not."""
        tree = self.the_tree
        if tree.row_count:
            below = tree.rows.shape.below(tree.rows.id_at(tree.cursor_row))
            wanted = (one for one in below.ids if one > 0 and not below.is_context(one))
            self._mark(self._marking.toggled_all(wanted))

    def layers_on(self) -> list[Layer]:
        """Add the range, and the marks."""
        is_ranging, is_marked = self._marking.is_ranging, bool(self._marking.ids)
        return [
            *super().layers_on(),
            Layer(Rank.RANGE, is_ranging, lambda: self._mark(self._marking.ended())),
            Layer(Rank.MARKS, is_marked, lambda: self._mark(Marks())),
        ]
