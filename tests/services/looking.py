"""What tests of the services look at: titles in tree order, ids by title, every row there is."""

from __future__ import annotations

from pathlib import Path

from databases import rows

from mlv_tui.services.workspace import ReadWanted

__all__ = ["by_title", "forest", "gone", "read", "rows", "statuses", "tree"]


def read(workspace, *paths, **wanted):
    """Read plans into a project; without paths, the last project's own."""
    return workspace.read(ReadWanted(tuple(Path(path) for path in paths), **wanted))


def forest(workspace, slug="plans"):
    """Return a project's milestones."""
    return workspace.forest(workspace.project(slug).id)


def tree(workspace, slug="plans"):
    """Return the attached milestones in tree order, each as its title after two blanks a level."""
    seen = forest(workspace, slug)
    return ["  " * seen.depth[ident] + seen[ident].title for ident in seen.order]


def gone(workspace, slug="plans"):
    """Return the titles of the detached milestones, sorted."""
    seen = forest(workspace, slug)
    return sorted(seen[ident].title for ident in seen.detached)


def by_title(workspace, slug="plans"):
    """Return the ids by title; the titles must differ."""
    return {one.title: one.id for one in forest(workspace, slug).by_id.values()}


def statuses(workspace, slug="plans"):
    """Return the statuses by title."""
    return {one.title: str(one.status) for one in forest(workspace, slug).by_id.values()}
