"""Why a gesture leaves one of its milestones alone, while it does the others."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from mlv_tui.domain.milestone import Milestone

REMOVED: Final = "it was removed; undo brings it back"
DETACHED: Final = "it is detached, so it stands in no tree"


@dataclass(frozen=True, slots=True)
class Refusal:
    """What didn't go.

    Attributes:
        id: The milestone's.
        reason: Why, as the end of a sentence.
    """

    id: int
    reason: str


class Refused(Exception):
    """One milestone can't be changed as it was asked to.

    Attributes:
        reason: As in `Refusal`.
    """

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def check_not_removed(one: Milestone) -> None:
    """See that a milestone is there.

    Raises:
        Refused: If it was removed.
    """
    if one.is_removed:
        raise Refused(REMOVED)


def check_in_a_tree(one: Milestone) -> None:
    """See that a milestone stands in a tree.

    Raises:
        Refused: If it was removed, or is detached.
    """
    check_not_removed(one)
    if one.is_detached:
        raise Refused(DETACHED)
