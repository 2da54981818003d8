"""Links: the entities that a milestone points at, by its plan and by hand."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from mlv_tui.domain.entities import EntityRef
from mlv_tui.domain.milestone import Milestone
from mlv_tui.domain.refusals import Refused


def has_links(ones: Iterable[Milestone]) -> bool:
    """Tell whether one of some milestones may be linked to an entity."""
    return any(one.says.links or one.links_by_hand for one in ones)


def with_links(one: Milestone, refs: Iterable[EntityRef]) -> Milestone:
    """Link a milestone to entities; to each once, whoever linked it.

    Args:
        one: The milestone.
        refs: What it is to point at as well.
    """
    new = (ref for ref in dict.fromkeys(refs) if ref not in one.links)
    return replace(one, links_by_hand=(*one.links_by_hand, *map(str, new)))


def without_links(one: Milestone, refs: Iterable[EntityRef]) -> Milestone:
    """Take links by hand from a milestone; what it isn't linked to doesn't matter.

    Args:
        one: The milestone.
        refs: What it is to point at no more.

    Raises:
        Refused: If the plan links it: only the plan can take that back.
    """
    gone = set(map(str, refs))
    kept = tuple(link for link in one.links_by_hand if link not in gone)
    left = replace(one, links_by_hand=kept)
    planned = next((str(ref) for ref in left.links if str(ref) in gone), None)
    if planned is not None:
        raise Refused(f"its plan links it to {planned}; take the `Link:` out there")
    return left
