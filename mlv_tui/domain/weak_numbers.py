"""Numbered titles that are no sign by themselves, because numbers of the plan may have moved."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from mlv_tui.domain.keyed import KeyedOutline
from mlv_tui.domain.matching.order_marks import stem
from mlv_tui.domain.milestone import Milestone

_SEVERAL: Final = 2


def without_weak_numbers(
    alone: Mapping[int, int],
    keyed: KeyedOutline,
    stored: Sequence[Milestone],
    parents: Mapping[int, int | None],
) -> Mapping[int, int]:
    """Leave out `2.1 Design` where other designs are, and any number may have moved.

    Args:
        alone: By index the milestones of headings that have the title and the text they had.
        keyed: What the plan says now.
        stored: Its attached milestones.
        parents: The id above each of them.
    """
    if not _may_have_moved(alone, keyed, stored, parents):
        return alone
    before = Counter(stem(one.says.title) for one in stored)
    after = Counter(stem(heading.title) for heading in keyed.headings)
    weak = {one for one in before | after if one and max(before[one], after[one]) >= _SEVERAL}
    return {
        index: ident
        for index, ident in alone.items()
        if stem(keyed.headings[index].title) not in weak
    }


def _may_have_moved(
    alone: Mapping[int, int],
    keyed: KeyedOutline,
    stored: Sequence[Milestone],
    parents: Mapping[int, int | None],
) -> bool:
    """Tell whether what changed has other numbers, or a number stands below another parent."""
    known = set(alone.values())
    after = _numbered(one.title for index, one in enumerate(keyed.headings) if index not in alone)
    before = _numbered(one.says.title for one in stored if after and one.id not in known)
    stems = set(before.values()) & set(after.values())
    titles = Counter((before | after).values())
    return any(titles[one] >= _SEVERAL for one in stems) or _is_elsewhere(alone, keyed, parents)


def _numbered(titles: Iterable[str]) -> dict[str, str]:
    """Give what these say besides their numbers, of those that have one."""
    return {title: said for title in titles if (said := stem(title))}


def _is_elsewhere(
    alone: Mapping[int, int], keyed: KeyedOutline, parents: Mapping[int, int | None]
) -> bool:
    above, headings = keyed.above, keyed.headings
    for index, ident in alone.items():
        place = above[index]
        if place is None or place not in alone or alone[place] == parents[ident]:
            continue
        if parents[ident] is not None and stem(headings[index].title):
            return True
    return False
