"""Attaching: a detached milestone takes a heading over, and follows its plan again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from mlv_tui.domain.forest import Layout
from mlv_tui.domain.milestone import Milestone
from mlv_tui.domain.three_way import unsettled


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


def in_place_of(layout: Layout, heirs: Mapping[int, int]) -> Layout:
    """Put milestones where others stand; `heirs` gives each by the other's id."""
    return replace(layout, ids=tuple(heirs.get(ident, ident) for ident in layout.ids))
