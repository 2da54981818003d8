"""Places in a project's trees that people name, and what a move to them comes to."""

from __future__ import annotations

from dataclasses import replace

from mlv_tui.domain.forest import Forest
from mlv_tui.domain.moves import Moved
from mlv_tui.domain.placing import Before, Behind
from mlv_tui.domain.project import Snapshot
from mlv_tui.errors import NotFound
from mlv_tui.services.gesture import Intent


def moved_intent(snapshot: Snapshot, moved: Moved) -> Intent:
    """Tell what a move comes to."""
    ones = snapshot.milestones
    placed = {
        ident: replace(ones[ident], placed=at)
        for ident, at in moved.placed.items()
        if ones[ident].placed != at
    }
    refused = {one.id for one in moved.refused}
    stays = [one for one in moved.asked if one not in placed and one not in refused]
    # What stands below another one that goes, goes along without being touched itself.
    along = [one for one in stays if not placed.keys().isdisjoint(moved.above.get(one, ()))]
    return Intent(
        edited=[placed[ident] for ident in moved.asked if ident in placed],
        unchanged=[one for one in stays if one not in along],
        along=along,
        refused=moved.refused,
        settled=[one for ident, one in placed.items() if ident not in moved.asked],
    )


def check_place(forest: Forest, parent: int | None, beside: Behind) -> None:
    """See that a place stands in a tree.

    Raises:
        NotFound: If it doesn't.
    """
    beside = beside.sibling if isinstance(beside, Before) else beside
    ident = beside if isinstance(beside, int) else parent
    if ident is None or ident in forest.parent:
        return
    if ident not in forest:
        raise NotFound(f"There is no milestone {ident} in this project.", "`mlv list` shows them.")
    state = "was removed" if forest[ident].is_removed else "is detached"
    raise NotFound(
        f"Milestone {ident} {state}, so nothing can be put there.", "Name one that is in the tree."
    )
