"""Which stored milestone each heading is, decided from the surest sign to the weakest.

First by exact signs: each pass takes only a sign that stands once on each side, or as often on
both and then by order. Then by likeness of texts, titles and places: only with a lead over every
rival. Then by memory, what was gone and comes back. What no pass takes is detached on the one
side, new on the other: a milestone never gets another's state.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from mlv_tui.domain.matching.known import HeadingKey, Known
from mlv_tui.domain.matching.memory import by_memory, exactly_as_it_was
from mlv_tui.domain.matching.pairs import Match
from mlv_tui.domain.matching.passes import Passes
from mlv_tui.domain.matching.recognise import by_likeness, by_sign
from mlv_tui.domain.matching.renames import renamed_plans, under_new_names
from mlv_tui.domain.matching.sides import side_of
from mlv_tui.domain.matching.stored import Everything, Settled, Stored

if TYPE_CHECKING:
    from mlv_tui.domain.matching.likeliest import Doubt

__all__ = ["Match", "Matching", "Settled", "Stored", "match"]


@dataclass(frozen=True, slots=True)
class Matching:
    """The outcome.

    Attributes:
        matches: By heading, what is settled aside. No milestone is in two of them.
        doubts: For milestones that aren't in any, what they may be, the likeliest first.
    """

    matches: Mapping[HeadingKey, Match]
    doubts: Mapping[int, tuple[Doubt, ...]]


def match(stored: Stored, read: Sequence[Known[HeadingKey]], now: int) -> Matching:
    """Recognise headings as milestones; what is attached goes before what was detached.

    Args:
        stored: What they may be.
        read: The headings of every plan that changed, in file order; those aside that are settled.
        now: Epoch milliseconds.
    """
    files = {one.plan for one in read} | set(stored.still)
    new = [one for one in read if one.plan not in stored.existed]
    gone = [one for one in stored.attached if one.plan not in files]
    renamed = renamed_plans(gone, new, stored.texts_of, stored.common)
    attached = under_new_names(stored.attached, renamed)
    passes = Passes(read, stored.settled)
    by_sign(passes, attached, stored)
    exactly_as_it_was(passes, stored.detached)

    @cache
    def everything() -> Everything:
        if stored.settled is None:
            return side_of(attached), side_of(read)
        ones, headings = stored.settled.everything()
        ones.learn(attached)
        headings.learn(read)
        return ones, headings

    doubts = by_likeness(passes, attached, everything, stored)
    new = [one for one in new if one.plan not in renamed.values()]
    by_memory(passes, stored, everything, new, now)
    matches = passes.pairs.matches
    free = {
        ident: tuple(doubt for doubt in ones if doubt.heading not in matches)
        for ident, ones in doubts.items()
    }
    return Matching(matches, {ident: ones for ident, ones in free.items() if ones})
