"""What widgets and feeds tell their screen."""

from __future__ import annotations

from dataclasses import dataclass

from textual.message import Message


@dataclass
class MilestoneHighlighted(Message):
    """The cursor came to a milestone.

    Attributes:
        id: The milestone's; None on a group head and in an empty tree.
    """

    id: int | None


@dataclass
class MilestoneChosen(Message):
    """A person wants to see or work on this milestone (Enter, double click)."""

    id: int


@dataclass
class FoldsChanged(Message):
    """A person folded or unfolded rows.

    Attributes:
        folded: The ids of all folded rows, fit to be given back to the tree later.
    """

    folded: frozenset[int]
