"""What a person marked: ids, and the range that is being drawn."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from mlv_tui.domain.forest import Forest

NO_IDS: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Marks:
    """Marks at one moment; each step makes others.

    Attributes:
        settled: What is marked whatever becomes of the range.
        anchor: The row's id where a range began; None outside of one.
        reach: What the range covers.
    """

    settled: frozenset[int] = NO_IDS
    anchor: int | None = None
    reach: frozenset[int] = NO_IDS

    @property
    def ids(self) -> frozenset[int]:
        """All that is marked."""
        return self.settled | self.reach

    @property
    def is_ranging(self) -> bool:
        """Whether a range is being drawn."""
        return self.anchor is not None

    def begun(self, anchor: int) -> Marks:
        """Begin a range at a row; what an earlier one covered stays marked."""
        return Marks(self.ids, anchor)

    def reaching(self, covered: Iterable[int]) -> Marks:
        """Have the range cover these, and no others."""
        return replace(self, reach=frozenset(covered))

    def ended(self) -> Marks:
        """End the range; what it covers stays marked."""
        return Marks(self.ids)

    def toggled(self, ident: int) -> Marks:
        """Mark one, or take its mark away."""
        return Marks(self.ids ^ {ident})

    def inverted(self, shown: Iterable[int]) -> Marks:
        """Turn the marks round among these; others stay as they are."""
        return Marks(self.ids ^ frozenset(shown))

    def joined(self, ids: Iterable[int]) -> Marks:
        """Mark all of these too."""
        return Marks(self.ids | frozenset(ids))

    def toggled_all(self, ids: Iterable[int]) -> Marks:
        """Mark all of these; if they all are marked, take their marks away."""
        wanted = frozenset(ids)
        return Marks(self.ids - wanted) if wanted <= self.ids else self.joined(wanted)

    def kept(self, forest: Forest) -> Marks:
        """Drop what a person removed, or what is forgotten; a lost heading may come back."""
        lost = {ident for ident in self.ids if _is_gone(forest, ident)}
        return replace(self, settled=self.settled - lost, reach=self.reach - lost)

    def there(self, forest: Forest) -> frozenset[int]:
        """Return what is marked and can be found on the screen, be it folded or filtered away."""
        return frozenset(ident for ident in self.ids if _is_there(forest, ident))


def _is_gone(forest: Forest, ident: int) -> bool:
    return ident not in forest or forest[ident].is_removed


def _is_there(forest: Forest, ident: int) -> bool:
    if _is_gone(forest, ident):
        return False
    one = forest[ident]
    return not one.is_detached or one.is_touched
