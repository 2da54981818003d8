"""What headings may be recognised as."""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass

from mlv_tui.domain.matching.known import HeadingKey, Known
from mlv_tui.domain.matching.sides import Side
from mlv_tui.domain.matching.signs import Sign
from mlv_tui.domain.text import TextsOf

Everything = tuple[Side[int], Side[HeadingKey]]
"""Milestones, and headings."""


@dataclass(frozen=True, slots=True)
class Settled:
    """Headings whose milestones are known from the start.

    Attributes:
        milestones: The id of each one's milestone.
        twins: Plan, slug and digest of those whose title other headings have as well.
        repeated: The signs that are signs of none of the others, since these have them.
        titles: Lists the slugs of these.
        said: Lists the digests of what stands below them.
        everything: All milestones and headings of the plans, these among them. Asked for only where
            likeness decides.
    """

    milestones: Mapping[HeadingKey, int]
    twins: Collection[tuple[str, str, str]]
    repeated: Mapping[Sign, Collection[Hashable]]
    titles: Callable[[], Collection[str]]
    said: Callable[[], Collection[str]]
    everything: Callable[[], Everything]


@dataclass(frozen=True, slots=True)
class Stored:
    """What is stored before plans are read.

    Attributes:
        attached: The milestones of every plan that changed, in file order; those aside that are
            settled.
        detached: All that were detached before, the last gone first.
        existed: The plans that were files before, with headings or without.
        elsewhere: Lists the slugs of what stands in the plans that didn't change.
        texts_of: Looks texts up.
        common: See `renamed_plans`.
        still: The plans that are files still, though none of their headings is asked about.
        of_copies: Whether the headings were there before those of the milestones were gone.
        settled: What is known from the start; None if nothing is.
        said: Lists the digests of what is said in the plans that didn't change.
    """

    attached: Sequence[Known[int]]
    detached: Sequence[Known[int]]
    existed: Collection[str]
    elsewhere: Callable[[], Collection[str]]
    texts_of: TextsOf
    common: Collection[str] | None = None
    still: Collection[str] = ()
    of_copies: bool = False
    settled: Settled | None = None
    said: Callable[[], Collection[str]] = tuple

    def is_common(self, slug: str) -> bool:
        """Tell whether a title is a weak sign: others have it, or a copy must have it."""
        return self.of_copies or slug in self.elsewhere()

    def is_titled(self, slug: str) -> bool:
        """Tell whether something has a title that surely isn't among what is looked for."""
        settled = self.settled
        return slug in self.elsewhere() or (settled is not None and slug in settled.titles())

    def is_said(self, text: str) -> bool:
        """Tell whether a text stands below something that surely isn't looked for."""
        return text in self.said() or (self.settled is not None and text in self.settled.said())
