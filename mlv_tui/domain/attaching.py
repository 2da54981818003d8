"""Attaching: a detached milestone takes a heading over, and follows its plan again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Final

from mlv_tui.domain.forest import Layout
from mlv_tui.domain.milestone import Milestone
from mlv_tui.domain.three_way import unsettled

_LIKEST: Final = 3
_LEAST_LIKE: Final = 75
"""Of 100; below that nothing helps."""


def attached_for(one: Milestone, other: Milestone) -> Milestone:
    """Put a detached milestone on the heading of an attached one.

    Everything that the plan owns comes from that heading, everything of people's stays; an own
    value that the plan says as well is dropped, one that it contradicts is in conflict.

    Args:
        one: The detached one.
        other: The one whose heading it takes over; to be detached itself.
    """
    return replace(
        one,
        plan=other.plan,
        level=other.level,
        slug=other.slug,
        occurrence=other.occurrence,
        says=other.says,
        body_digest=other.body_digest,
        mine=unsettled(one.mine, other.says),
        prompt_starters=other.prompt_starters,
        explicit_id=other.explicit_id,
        detached_at=None,
    )


def keys_like(key: str, keys: Iterable[str]) -> tuple[str, ...]:
    """Return the few source keys that are most like what somebody typed, the likest first.

    Args:
        key: A key, or the part of one that names the heading.
        keys: Those that there are.
    """
    from rapidfuzz import fuzz, process  # noqa: PLC0415 - seldom needed, and 10 ms at every start

    words = {one: _words(one, key) for one in keys}
    found = process.extract(
        key.casefold(), words, scorer=fuzz.WRatio, limit=_LIKEST, score_cutoff=_LEAST_LIKE
    )
    return tuple(one for _, _, one in found)


def _words(one: str, key: str) -> str:
    """Return what of a source key is compared: as much of it as was typed."""
    plan, _, rest = one.casefold().rpartition("#")
    slug, _, _ = rest.rpartition("~")
    if "#" in key:
        return one.casefold()
    return rest if "~" in key else slug or plan


def in_place_of(layout: Layout, heirs: Mapping[int, int]) -> Layout:
    """Put milestones where others stand; `heirs` gives each by the other's id."""
    return replace(layout, ids=tuple(heirs.get(ident, ident) for ident in layout.ids))
