"""An input that lies on a row of the tree, over its title."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.message import Message

from mlv_tui.tui.widgets.milestone_tree import SCROLLBAR, MilestoneTree
from mlv_tui.tui.widgets.plain_input import PlainInput
from mlv_tui.tui.widgets.tree_line import title_start


class RowInput(PlainInput):
    """Enter stores, Escape leaves; it stays where its row is."""

    DEFAULT_CSS = """
    RowInput {
        layer: above;
        display: none;
        background: $primary 22%;
        &.-open { display: block; }
        &:focus { background: $primary 22%; background-tint: transparent; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "submit", "Store", id="edit.store", tooltip="Store what is typed"),
        Binding("escape", "leave", "Cancel", id="edit.cancel", tooltip="Store nothing"),
    ]

    class Left(Message):
        """Nothing is to be stored."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's word
        """Make one that is shut."""
        super().__init__(id=id, placeholder="its title", select_on_focus=False)

    @property
    def is_open(self) -> bool:
        """Whether something is being typed."""
        return self.has_class("-open")

    def open(self, value: str) -> None:
        """Begin with a value, the cursor behind it."""
        self.value = value
        self.action_end()
        self.add_class("-open")
        # At once: what is typed right after the key belongs here.
        self.screen.set_focus(self)

    def shut(self) -> None:
        """Hide it."""
        self.remove_class("-open")

    def follow(self, tree: MilestoneTree, ident: int) -> None:
        """Lie on a row's title; where that is out of sight, at the edge nearest to it."""
        row, last = tree.rows.row_of(ident), tree.size.height - 1
        if row is None or last < 0:
            return
        start = title_start(tree.drawing(), tree.rows.depth_at(row))
        self.styles.offset = (start, max(0, min(row - tree.scroll_offset.y, last)))
        self.styles.width = max(tree.size.width - SCROLLBAR - start, 1)

    def action_leave(self) -> None:
        """Ask to store nothing."""
        self.post_message(self.Left())
