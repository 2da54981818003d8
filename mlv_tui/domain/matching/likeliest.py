"""Headings recognised by likeness: the likeliest pairs first, each only with a lead."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final, NamedTuple

from mlv_tui.domain.matching.candidates import Candidate, candidates
from mlv_tui.domain.matching.evidence import Evidence
from mlv_tui.domain.matching.known import HeadingKey
from mlv_tui.domain.matching.pairs import Pairs
from mlv_tui.domain.matching.rivals import Rivals
from mlv_tui.domain.matching.sides import Side
from mlv_tui.domain.text import TextsOf

LEAST: Final = 0.40
"""The score from which a pair is taken."""
WORTH_NAMING: Final = 0.30
"""The score from which a pair that isn't taken is named to people."""
_ROUNDS: Final = 6
"""What one round settles is evidence for the next."""


class Doubt(NamedTuple):
    """A heading that a milestone may be, though not for certain."""

    heading: HeadingKey
    score: float
    reason: str


class Likeliest:
    """Recognises what exact signs didn't."""

    def __init__(
        self,
        stored: Side[int],
        read: Side[HeadingKey],
        pairs: Pairs,
        texts_of: TextsOf,
        is_common: Callable[[str], bool],
    ) -> None:
        """Prepare.

        Args:
            stored: Every attached milestone of the plans.
            read: Every heading of the plans.
            pairs: What is settled; more is added.
            texts_of: Looks the stored texts up.
            is_common: Tells of a slug whether others have it as well.
        """
        self._stored = stored
        self._read = read
        self._pairs = pairs
        texts = texts_of(self._told())
        bodies = {key: text.body for key, text in texts.items()}
        self._evidence = Evidence(
            self._stored, self._read, pairs, lambda key: bodies.get(key, ""), is_common
        )

    def _told(self) -> list[int]:
        """List the milestones whose texts are needed: what isn't settled, and what is below."""
        known = self._pairs.heading_of
        wanted = [key for key in self._stored.keys if key not in known]
        for key in wanted:
            wanted.extend(key for key in self._stored.children.get(key, ()) if key in known)
        return wanted

    def settle(self) -> dict[int, tuple[Doubt, ...]]:
        """Take what is likely enough.

        Returns:
            For the milestones that stay behind what they may be, the likeliest first.
        """
        wanted = self._candidates()
        for _ in range(_ROUNDS):
            rivals, wanted = self._weigh(wanted)
            if not self._take(rivals):
                return self._doubts(rivals)
            wanted = [one for one in wanted if self._is_free(*one)]
            if not wanted:
                return {}
            self._evidence.look_around()
        rivals, _ = self._weigh(wanted)
        return self._doubts(rivals)

    def _is_free(self, stored: int, read: HeadingKey) -> bool:
        return stored not in self._pairs.heading_of and read not in self._pairs.milestone_of

    def _candidates(self) -> Iterable[Candidate]:
        around_stored, around_read = self._evidence.around_stored, self._evidence.around_read
        stored, read = self._stored.known, self._read.known
        return candidates(
            list(around_stored),
            list(around_read),
            (self._evidence.left.parts, self._evidence.right.parts),
            (
                lambda key: (stored(key).plan, *around_stored[key]),
                lambda key: (read(key).plan, *around_read[key]),
            ),
        )

    def _weigh(self, wanted: Iterable[Candidate]) -> tuple[Rivals, list[Candidate]]:
        """Weigh these; return what is worth naming, and which are worth being weighed again."""
        rivals = Rivals(self._stored, self._read, self._pairs)
        again: list[Candidate] = []
        for one in wanted:
            weighed = self._evidence.weigh(*one)
            if weighed is None:
                continue
            again.append(one)
            if weighed.score >= WORTH_NAMING:
                rivals.add(*one, weighed)
        return rivals, again

    def _take(self, rivals: Rivals) -> int:
        """Take the pairs that have a lead; say how many did."""
        taken = 0
        for (stored, read), weighed in rivals.ranked():
            if weighed.score < LEAST:
                break
            if self._is_free(stored, read) and rivals.leads(stored, read):
                self._pairs.keep(stored, read, weighed.reason, round(weighed.score, 2))
                taken += 1
        return taken

    def _doubts(self, rivals: Rivals) -> dict[int, tuple[Doubt, ...]]:
        found: dict[int, tuple[Doubt, ...]] = {}
        for (stored, read), weighed in rivals.ranked():
            if self._is_free(stored, read):
                doubt = Doubt(read, round(weighed.score, 2), weighed.reason)
                found[stored] = (*found.get(stored, ()), doubt)
        return found
