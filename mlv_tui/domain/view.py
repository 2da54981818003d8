"""A saved view: what is shown of a project, how it is grouped and sorted, how far unfolded."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from mlv_tui.domain.folding import folded
from mlv_tui.domain.grouping import GroupBy
from mlv_tui.domain.sorting import Sort
from mlv_tui.errors import MlvError

SLOTS: Final = range(1, 10)
"""The numbers that a view may be called by."""
FOLDS: Final = range(1, 10)
"""How many levels may be unfolded."""
LONGEST_NAME: Final = 60


@dataclass(frozen=True, slots=True)
class View:
    """What a person looks at again and again.

    Attributes:
        name: Unique in its project, whatever the case.
        slot: 1 to 9, unique in its project; None for none.
        filter: A query, as typed; "" for everything.
        group: What milestones are put together by.
        sort: Their order; nothing for that of the tree.
        fold: How many levels are unfolded, 1 to 9; None to leave folds as they are.
    """

    name: str
    slot: int | None = None
    filter: str = ""
    group: GroupBy = GroupBy.TREE
    sort: Sort = ()
    fold: int | None = None

    @property
    def key(self) -> str:
        """The name without what doesn't count in it."""
        return folded(self.name)

    def check(self) -> None:
        """Look whether it can be saved; its filter aside.

        Raises:
            MlvError: If its name, slot or fold level can't be.
        """
        if not self.name or self.name != " ".join(self.name.split()):
            raise MlvError("A view has a name of one line.", "Name it in a word or two.")
        if len(self.name) > LONGEST_NAME:
            said = f"That name is too long: {len(self.name)} characters."
            raise MlvError(said, f"A view’s name has {LONGEST_NAME} at most.")
        if self.name.isdecimal():
            raise MlvError(f"A view can't be called {self.name}.", "Numbers are for slots.")
        if self.slot is not None and self.slot not in SLOTS:
            raise MlvError(f"There is no slot {self.slot}.", "A slot is a number from 1 to 9.")
        if self.fold is not None and self.fold not in FOLDS:
            raise MlvError(f"{self.fold} levels can't be unfolded.", "Unfold 1 to 9 levels.")
