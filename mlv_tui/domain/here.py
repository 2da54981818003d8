"""Which project a folder belongs to."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePath

from mlv_tui.domain.project import Project, Root


def project_at(projects: Sequence[Project], folder: str) -> Project | None:
    """Find the project whose plans are above or below a folder.

    Args:
        projects: The first one of several that are as near counts; those put away don't.
        folder: Absolute.

    Returns:
        The one with a plan root in the folder, or else with the deepest one that contains it;
        None if there is none.
    """
    here = PurePath(folder)
    depths = [
        (_depth(root, here), -at)
        for at, project in enumerate(projects)
        if not project.is_archived
        for root in project.roots
        if _is_near(root, here)
    ]
    return projects[-max(depths)[1]] if depths else None


def _depth(root: Root, here: PurePath) -> int:
    """Tell how deep a root's folder is; all that are in the folder are as near as that itself."""
    return min(len(PurePath(root.folder).parts), len(here.parts))


def _is_near(root: Root, here: PurePath) -> bool:
    """Tell whether one of the two is in the other; a single file contains no folder."""
    folder = PurePath(root.folder)
    return folder.is_relative_to(here) or (not root.only and here.is_relative_to(folder))
