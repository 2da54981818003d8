"""Milestones as sentences call them."""

from __future__ import annotations

from collections.abc import Sequence

from mlv_tui.domain.folding import counted
from mlv_tui.domain.forest import Forest
from mlv_tui.tui.widgets.tree_facts import title_of

TITLE_LIMIT = 40
"""Characters of a title, or a label, within a sentence."""


def named(forest: Forest, ids: Sequence[int]) -> str:
    """Call one milestone by its title, several by their number."""
    if len(ids) != 1 or ids[0] not in forest:
        return counted(len(ids), "milestone")
    return quoted(title_of(forest[ids[0]]))


def quoted(text: str) -> str:
    """Put a text from a plan or a person into a sentence."""
    return f"“{shortened(text)}”"


def shortened(text: str) -> str:
    """Cut what would take a sentence over."""
    return text if len(text) <= TITLE_LIMIT else text[:TITLE_LIMIT] + "…"
