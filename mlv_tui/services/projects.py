"""Choosing the project that some plans belong to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from mlv_tui.domain.project import Project, Root, project_slug
from mlv_tui.errors import NotFound
from mlv_tui.services.discovery import covers


def project_with(projects: Sequence[Project], roots: Sequence[Root]) -> Project | None:
    """Find the one project that has all these roots.

    Raises:
        NotFound: If several have them.
    """
    having = [
        project
        for project in projects
        if all(any(covers(own, root) for own in project.roots) for root in roots)
    ]
    if len(having) > 1:
        names = ", ".join(project.slug for project in having)
        raise NotFound(f"These plans are in several projects: {names}.", "Name one with --project.")
    return having[0] if having else None


def new_roots(project: Project, roots: Sequence[Root]) -> tuple[Root, ...]:
    """Leave out the roots that the project has already, itself or a folder above."""
    return tuple(root for root in roots if not any(covers(own, root) for own in project.roots))


def new_project(projects: Sequence[Project], roots: Sequence[Root]) -> Project:
    """Name a project, not stored yet, after the first root."""
    taken = {project.slug for project in projects}
    name = next(name for name in _names(roots[0]) if project_slug(name) not in taken)
    return Project(0, project_slug(name), name)


def named_project(projects: Sequence[Project], name: str) -> Project:
    """Return the project of that slug, or one that isn't stored yet."""
    slug = project_slug(name)
    known = (project for project in projects if project.slug == slug)
    return next(known, Project(0, slug, name))


def _names(root: Root) -> Iterator[str]:
    """Offer the folder's (or file's) name, with its parent's in front, then numbered."""
    name = Path(root.only).stem if root.only else Path(root.folder).name or "plans"
    parent = Path(root.folder) if root.only else Path(root.folder).parent
    yield name
    if parent.name:
        yield f"{parent.name}-{name}"
    number = 2
    while True:
        yield f"{name}-{number}"
        number += 1
