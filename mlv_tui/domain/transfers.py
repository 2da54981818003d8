"""Milestones that went from one project to another, as history tells it."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from mlv_tui.domain.change_set import Change

PROJECT: Final = "project"
"""The name of the value that a change tells the project's slug by."""


def is_transfer(change: Change) -> bool:
    """Tell whether a milestone went to another project."""
    return PROJECT in change.after


def comes_back_to(change: Change, project: str) -> bool:
    """Tell whether undoing a change brings a milestone from another project into this one.

    Args:
        change: Any.
        project: A slug.
    """
    return is_transfer(change) and change.before[PROJECT] == project


def opposite(change: Change) -> Change:
    """Tell a change the other way round."""
    return replace(change, before=change.after, after=change.before)
