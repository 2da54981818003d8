"""Change sets fetched page by page, each with the milestone that it is about."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from mlv_tui.domain.change_set import Recorded
from mlv_tui.domain.log_filter import LogFilter

if TYPE_CHECKING:
    from mlv_tui.services.workspace import Workspace


def page_of(
    workspace: Workspace, page: tuple[int, int, int | None, LogFilter], known: Collection[int]
) -> tuple[tuple[Recorded, ...], dict[int, int]]:
    """Return change sets, and the milestone of each that changed only one.

    Args:
        workspace: Where they are.
        page: Of which project, how many, below which id, and which.
        known: The ids of those whose milestone needs no looking up.
    """
    history = workspace.history
    found = history.activity(*page)
    single = [one.id for one in found if sum(one.counts.values()) == 1 and one.id not in known]
    return found, {ident: history.changes(ident)[0].milestone_id for ident in single}
