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
        keeper: The slug of the project that remembers them; "" for folds that go by.
    """

    folded: frozenset[int]
    keeper: str = ""


@dataclass
class RowsChanged(Message):
    """Other rows can be seen: milestones came or went, were folded or filtered."""


@dataclass
class HiddenWanted(Message):
    """A milestone is to be gone to that a filter hides, or that stands elsewhere.

    Attributes:
        id: The milestone's.
        center: Whether it is to stand in the middle of the pane.
    """

    id: int
    center: bool


@dataclass
class Leapt(Message):
    """The cursor went farther than by a row or a page.

    Attributes:
        id: Of the milestone it came from.
    """

    id: int


class LinkWanted(Message):
    """A person wants to link the shown milestone to an entity, or to take a link back."""
