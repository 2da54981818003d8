"""What Esc takes away, one layer at a time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import IntEnum

from mlv_tui.tui.chords import ChordKeys


class Rank(IntEnum):
    """The order in which layers go, the first one first."""

    TYPING = -1
    DETAIL = 0
    RANGE = 1
    MARKS = 2
    SEARCH = 3
    FILTER = 4
    NARROW = 5


@dataclass(frozen=True, slots=True)
class Layer:
    """Something that a person put over the tree and can take away again.

    Attributes:
        rank: When its turn is.
        is_on: Whether it is there now.
        clear: Takes it away.
    """

    rank: Rank
    is_on: bool
    clear: Callable[[], object]


class Layered(ChordKeys):
    """A screen of which each part tells its layers; Esc clears the first that is there."""

    def layers_on(self) -> list[Layer]:
        """List the layers of this part and of those it builds on, in any order."""
        return []

    @property
    def has_layer(self) -> bool:
        """Whether there is anything to take away."""
        return any(layer.is_on for layer in self.layers_on())

    def clear_layer(self) -> None:
        """Take one layer away."""
        found = [layer for layer in self.layers_on() if layer.is_on]
        if found:
            min(found, key=lambda layer: layer.rank).clear()
