"""Milestones with the titles above them."""

from __future__ import annotations

from collections.abc import Iterator

from mlv_tui.domain.forest import Forest
from mlv_tui.tui.widgets.tree_facts import title_of


def paths_of(forest: Forest) -> Iterator[tuple[int, str, str]]:
    """Yield id, title and the titles above it, `A › B`, of all that stands in a tree.

    What is put away is left out.
    """
    paths: dict[int | None, str] = {None: ""}
    for ident in forest.order:
        path, title = paths[forest.parent[ident]], title_of(forest[ident])
        paths[ident] = f"{path} › {title}" if path else title
        if ident not in forest.put_away:
            yield ident, title, path
