"""What of a plan is as it was: of most headings it is clear at once who they are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from mlv_tui.domain.keyed import KeyedOutline
from mlv_tui.domain.milestone import Milestone
from mlv_tui.domain.weak_numbers import without_weak_numbers

_TWO: Final = 2
_Sign = tuple[int | None, str, str]
"""The id above, slug and digest."""


@dataclass(frozen=True, slots=True)
class Unchanged:
    """Headings that have the title and the text they had; what has an id isn't among them.

    Each of these is what the passes of matching would take it for, by the very first ones.

    Attributes:
        alone: By index the milestones of those whose title stands once on both sides.
        twins: Of those whose title several have: known by what stands above, and by their text.
        all: Both.
    """

    alone: Mapping[int, int]
    twins: Mapping[int, int]
    all: Mapping[int, int]


def unchanged(
    keyed: KeyedOutline, stored: Sequence[Milestone], parents: Mapping[int, int | None]
) -> Unchanged:
    """Find what is as it was.

    Args:
        keyed: What the plan says now.
        stored: Its attached milestones.
        parents: The id above each of them.
    """
    alone = without_weak_numbers(_alone(keyed, stored), keyed, stored, parents)
    if len(alone) == len(keyed.headings) or len(alone) == len(stored):
        return Unchanged(alone, {}, alone)
    known = set(alone.values())
    left = [one for one in stored if one.id not in known]
    twins = _Twins(keyed, left, parents, alone).found()
    return Unchanged(alone, twins, {**alone, **twins})


def _alone(keyed: KeyedOutline, stored: Sequence[Milestone]) -> dict[int, int]:
    titled: dict[str, Milestone | None] = {}
    for one in stored:
        titled[one.slug] = None if one.slug in titled else one
    for slug, occurrence in zip(keyed.slugs, keyed.occurrences, strict=True):
        if occurrence > 1:
            titled[slug] = None
    return {
        index: one.id
        for index, one in enumerate(map(titled.get, keyed.slugs))
        if one is not None and _is_the_same(one, keyed, index)
    }


def _is_the_same(one: Milestone, keyed: KeyedOutline, index: int) -> bool:
    has_id = one.explicit_id or keyed.headings[index].explicit_id
    return one.body_digest == keyed.digests[index] and not has_id


class _Twins:
    """What isn't alone with its title."""

    def __init__(
        self,
        keyed: KeyedOutline,
        stored: Iterable[Milestone],
        parents: Mapping[int, int | None],
        alone: Mapping[int, int],
    ) -> None:
        self._keyed = keyed
        self._alone = alone
        self._families: dict[_Sign, Milestone | None] = {}
        self._said: set[tuple[str, str]] = set()
        for one in stored:
            sign = parents.get(one.id), one.slug, one.body_digest
            self._families[sign] = None if sign in self._families else one
            if not one.explicit_id:
                self._said.add((one.slug, one.body_digest))

    def found(self) -> dict[int, int]:
        """Go down from what is known, as long as what is looked for is the only one below it."""
        keyed = self._keyed
        left = [index for index in range(len(keyed.headings)) if index not in self._alone]
        signs = [(keyed.above[index], keyed.slugs[index], keyed.digests[index]) for index in left]
        counts, titles = Counter(signs), self._sure_titles(left)
        known: dict[int | None, int | None] = {None: None, **self._alone}
        found: dict[int, int] = {}
        for index, (above, slug, digest) in zip(left, signs, strict=True):
            if above not in known or counts[above, slug, digest] > 1:
                continue
            one = self._families.get((known[above], slug, digest))
            if one is None or titles[one.says.title] < _TWO:
                continue
            if one.says.title == keyed.headings[index].title and _is_the_same(one, keyed, index):
                found[index] = known[index] = one.id
        return found

    def _sure_titles(self, left: Iterable[int]) -> Counter[str]:
        """Count the titles that no sign but that of the heading above can tell apart."""
        keyed = self._keyed
        return Counter(
            keyed.headings[index].title
            for index in left
            if not keyed.headings[index].explicit_id
            and (keyed.slugs[index], keyed.digests[index]) in self._said
        )
