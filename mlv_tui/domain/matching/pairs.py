"""Who is who: the headings that were recognised so far."""

from __future__ import annotations

from dataclasses import dataclass

from mlv_tui.domain.matching.known import HeadingKey


@dataclass(frozen=True, slots=True)
class Match:
    """A heading recognised as a milestone, by which sign, and how sure (0 to 1)."""

    milestone_id: int
    reason: str
    score: float


class Pairs:
    """Headings and milestones that belong together; no one is in two pairs."""

    def __init__(self) -> None:
        """Begin with none."""
        self.matches: dict[HeadingKey, Match] = {}
        self.heading_of: dict[int, HeadingKey] = {}

    def keep(self, milestone_id: int, heading: HeadingKey, reason: str, score: float) -> None:
        """Take a pair for certain."""
        self.matches[heading] = Match(milestone_id, reason, score)
        self.heading_of[milestone_id] = heading
