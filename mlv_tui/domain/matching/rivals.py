"""Pairs against their rivals: one is taken only with a lead over every other that is like it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from mlv_tui.domain.matching.candidates import Candidate
from mlv_tui.domain.matching.known import HeadingKey, Key
from mlv_tui.domain.matching.pairs import Pairs
from mlv_tui.domain.matching.rules import Weighed
from mlv_tui.domain.matching.sides import Side

_LEAD: Final = 0.10
"""How far a pair must be ahead of a rival: half of it where its own score is 1, or where the
rival has a better partner."""
_SURE: Final = 0.7
"""The score from which less of a lead will do."""
_LEAD_OVER_KIN: Final = 0.03
"""The lead over a rival that the other stands below: their texts overlap."""


class Rivals:
    """The pairs that were weighed in one round."""

    def __init__(self, stored: Side[int], read: Side[HeadingKey], pairs: Pairs) -> None:
        """Begin with none; what `pairs` holds is no rival any more."""
        self._stored = stored
        self._read = read
        self._pairs = pairs
        self._weighed: dict[Candidate, Weighed] = {}
        self._headings: dict[int, list[HeadingKey]] = {}
        self._milestones: dict[HeadingKey, list[int]] = {}

    def add(self, stored: int, read: HeadingKey, weighed: Weighed) -> None:
        """Take a pair into account."""
        self._weighed[stored, read] = weighed
        self._headings.setdefault(stored, []).append(read)
        self._milestones.setdefault(read, []).append(stored)

    def ranked(self) -> list[tuple[Candidate, Weighed]]:
        """List the pairs, the likeliest first."""
        return sorted(self._weighed.items(), key=lambda one: -one[1].score)

    def leads(self, stored: int, read: HeadingKey) -> bool:
        """Tell whether no rival for either of the two comes near."""
        score = self._score(stored, read)
        needed = _LEAD - _LEAD / 2 * max(0.0, (score - _SURE) / (1 - _SURE))
        one, two = self._stored.known(stored), self._read.known(read)
        is_same_level = one.level == two.level
        for other, rival, has_better in self._other_headings(stored, read):
            lead = _half(needed) if has_better else needed
            if score - rival < _over(self._read, read, other, lead, is_same_level=is_same_level):
                return False
        for another, rival, has_better in self._other_milestones(stored, read):
            lead = _half(needed) if has_better else needed
            over = _over(self._stored, stored, another, lead, is_same_level=is_same_level)
            if score - rival < over:
                return False
        return True

    def _other_headings(
        self, stored: int, read: HeadingKey
    ) -> Iterator[tuple[HeadingKey, float, bool]]:
        """Yield what else the milestone may be, how likely, and whether that has a better one."""
        for other in self._headings[stored]:
            if other != read and other not in self._pairs.milestone_of:
                score = self._score(stored, other)
                yield (
                    other,
                    score,
                    any(
                        one != stored
                        and one not in self._pairs.heading_of
                        and self._score(one, other) > score
                        for one in self._milestones[other]
                    ),
                )

    def _other_milestones(self, stored: int, read: HeadingKey) -> Iterator[tuple[int, float, bool]]:
        """Yield what else the heading may be, how likely, and whether that has a better one."""
        for another in self._milestones[read]:
            if another != stored and another not in self._pairs.heading_of:
                score = self._score(another, read)
                yield (
                    another,
                    score,
                    any(
                        one != read
                        and one not in self._pairs.milestone_of
                        and self._score(another, one) > score
                        for one in self._headings[another]
                    ),
                )

    def _score(self, stored: int, read: HeadingKey) -> float:
        return self._weighed[stored, read].score


def _half(lead: float) -> float:
    return min(lead, _LEAD / 2)


def _over(side: Side[Key], key: Key, rival: Key, lead: float, *, is_same_level: bool) -> float:
    """Say how far to be ahead of a rival that may stand above or below.

    A section that was split goes on in the part that kept its level.
    """
    if is_same_level and side.is_below(rival, key):
        return 0.0
    return _LEAD_OVER_KIN if side.is_below(key, rival) else lead
