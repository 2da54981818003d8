"""Who is who: the headings that were recognised so far."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from mlv_tui.domain.matching.known import HeadingKey


class Match(NamedTuple):
    """A heading recognised as a milestone, by which sign, and how sure (0 to 1)."""

    milestone_id: int
    reason: str
    score: float


class Pairs:
    """Headings and milestones that belong together; no one is in two pairs."""

    def __init__(self, settled: Mapping[HeadingKey, int]) -> None:
        """Begin with what is known from the start; it is in no match."""
        self.uncertain: set[int] = set()
        """Milestones whose titles are no sign by themselves, since numbers moved."""
        self.numberless: set[int] = set()
        """Of these, those whose number is no sign even below the same heading."""
        self.matches: dict[HeadingKey, Match] = {}
        self.milestone_of: dict[HeadingKey, int] = dict(settled)
        self.heading_of = dict(zip(self.milestone_of.values(), self.milestone_of, strict=True))

    def keep(self, milestone_id: int, heading: HeadingKey, reason: str, score: float) -> None:
        """Take a pair for certain."""
        self.matches[heading] = Match(milestone_id, reason, score)
        self.milestone_of[heading] = milestone_id
        self.heading_of[milestone_id] = heading
