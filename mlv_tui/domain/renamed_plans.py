"""Which plan files were renamed, told by the sections that they share."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from typing import Final, NamedTuple

from mlv_tui.domain.known import HeadingKey, Key, Known

RENAME_SHARE: Final = 0.5
"""A missing plan and a new one are the same file from this share of equal sections on."""

_Sections = dict[str, Counter[tuple[str, str]]]
"""How often each title and text stands in each plan."""


class _Rename(NamedTuple):
    """A gone plan that may be a new one; the more likely, the greater its rank."""

    rank: tuple[int, bool]
    old: str
    new: str


def renamed_plans(
    stored: Sequence[Known[int]], read: Sequence[Known[HeadingKey]]
) -> Mapping[str, str]:
    """Find plans that were renamed: gone ones and new ones that share most sections.

    Returns:
        The new path by the old one. Where two renames are as likely, neither is taken.
    """
    before = {one.plan for one in stored if not one.detached}
    after = {one.plan for one in read}
    gone = _sections(one for one in stored if not one.detached and one.plan not in after)
    new = _sections(one for one in read if one.plan not in before)
    return _elected(_candidates(gone, new)) if gone and new else {}


def _sections(ones: Iterable[Known[Key]]) -> _Sections:
    found: _Sections = {}
    for one in ones:
        found.setdefault(one.plan, Counter())[one.slug, one.text] += 1
    return found


def _candidates(gone: _Sections, new: _Sections) -> list[_Rename]:
    """List the pairs of plans that share enough sections."""
    holders: dict[tuple[str, str], list[str]] = {}
    for plan, sections in new.items():
        for section in sections:
            holders.setdefault(section, []).append(plan)
    votes: Counter[tuple[str, str]] = Counter()
    for old, sections in gone.items():
        for section, count in sections.items():
            for plan in holders.get(section, ()):
                votes[old, plan] += min(count, new[plan][section])
    return [
        _Rename((count, _name(old) == _name(plan)), old, plan)
        for (old, plan), count in votes.items()
        if count >= RENAME_SHARE * min(gone[old].total(), new[plan].total())
    ]


def _name(plan: str) -> str:
    return plan.rpartition("/")[2]


def _elected(candidates: Iterable[_Rename]) -> dict[str, str]:
    """Take the likeliest first; plans that have two equally likely partners get none."""
    found: dict[str, str] = {}
    settled: set[str] = set()
    ranked = sorted(candidates, reverse=True)
    for _, equals in groupby(ranked, key=lambda one: one.rank):
        free = [one for one in equals if settled.isdisjoint((one.old, one.new))]
        uses = Counter(plan for one in free for plan in (one.old, one.new))
        found |= {one.old: one.new for one in free if uses[one.old] == uses[one.new] == 1}
        settled |= uses.keys()
    return found
