"""What headings may be recognised as."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

from mlv_tui.domain.matching.known import Known
from mlv_tui.domain.text import TextsOf


@dataclass(frozen=True, slots=True)
class Stored:
    """What is stored before plans are read.

    Attributes:
        attached: The milestones of every plan that changed, in file order.
        detached: All that were detached before, the last gone first.
        existed: The plans that were files before, with headings or without.
        elsewhere: Lists the slugs of what stands in the plans that didn't change.
        texts_of: Looks texts up.
        common: See `renamed_plans`.
        still: The plans that are files still, though none of their headings is asked about.
        of_copies: Whether the headings were there before those of the milestones were gone.
    """

    attached: Sequence[Known[int]]
    detached: Sequence[Known[int]]
    existed: Collection[str]
    elsewhere: Callable[[], Collection[str]]
    texts_of: TextsOf
    common: Collection[str] | None = None
    still: Collection[str] = ()
    of_copies: bool = False

    def is_common(self, slug: str) -> bool:
        """Tell whether a title is a weak sign: others have it, or a copy must have it."""
        return self.of_copies or slug in self.elsewhere()
