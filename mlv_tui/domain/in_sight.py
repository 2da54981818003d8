"""What people see of a project without asking for more."""

from __future__ import annotations

from mlv_tui.domain.forest import Forest
from mlv_tui.domain.milestone import Milestone


def is_put_away(forest: Forest, one: Milestone) -> bool:
    """Tell whether a milestone is archived, or below one that is."""
    return one.archived_at is not None or one.id in forest.put_away


def in_sight(forest: Forest) -> list[int]:
    """List the trees, then the detached ones that somebody put anything on; nothing archived."""
    return [ident for ident in shown_order(forest) if not is_put_away(forest, forest.by_id[ident])]


def shown_order(forest: Forest) -> tuple[int, ...]:
    """List what is in sight and what is archived, in the order in which it stands."""
    return (*forest.order, *forest.detached_shown)


def whole_order(forest: Forest) -> tuple[int, ...]:
    """List the detached ones that nobody put anything on, too; never what was removed."""
    apart = (ident for ident in forest.detached if not forest.by_id[ident].is_removed)
    return (*forest.order, *apart)
