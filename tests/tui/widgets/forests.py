"""Forests for the widgets' tests, made from short outlines."""

from __future__ import annotations

from dataclasses import replace

from mlv_tui.domain.forest import Forest, Layout
from mlv_tui.domain.milestone import Milestone, PlanValues

Row = tuple[int, int]
"""An id and a level."""


def milestone(ident: int, level: int = 1, title: str = "", **fields) -> Milestone:
    """Make a milestone; `fields` are the plan's values or the milestone's own."""
    own = {name: fields.pop(name) for name in tuple(fields) if name in Milestone.__slots__}
    says = PlanValues(title=title or f"Milestone {ident}", **fields)
    return Milestone(ident, "core.md", level, f"m-{ident}", 1, says, **own)


def forest_of(*milestones: Milestone) -> Forest:
    """Make a forest of milestones in file order; the detached stand in no plan."""
    placed = tuple(one.id for one in milestones if not one.is_detached)
    lines = tuple(range(1, len(placed) + 1))
    return Forest(milestones, [Layout("core.md", placed, lines)])


def outline(*rows: Row) -> Forest:
    """Make a forest of ids and levels."""
    return forest_of(*(milestone(ident, level) for ident, level in rows))


def sample() -> Forest:
    """Two trees, something detached and something archived."""
    rows = [
        milestone(1, 1, "Milestones module"),
        milestone(2, 2, "Next steps"),
        milestone(3, 3, "Link milestone → entityId", priority=1, module="Trips", anchor="Trip(G2)"),
        milestone(4, 3, "部署检查 deployment check"),
        milestone(5, 2, "Core complete"),
        milestone(6, 1, "Release"),
        milestone(7, 2, "Checks"),
        replace(milestone(8, 2, "Old idea"), archived_at=5),
        milestone(9, 3, "Below the old idea"),
        replace(milestone(10, 2, "Gone heading"), detached_at=5, notes="Ask Mia."),
    ]
    return forest_of(*rows)


def many(count: int = 200):
    """Make a forest of one root and many below."""
    return outline((1, 1), *((ident, 2) for ident in range(2, count)))
