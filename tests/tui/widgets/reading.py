"""What can be read on a tree."""

from __future__ import annotations

from mlv_tui.tui.widgets.milestone_tree import MilestoneTree


def shown_lines(tree: MilestoneTree) -> list[str]:
    """Return what can be read."""
    return [line for y in range(tree.size.height) if (line := tree.line_text(y))]


def row(tree: MilestoneTree, title: str) -> str:
    """Return the line with a title."""
    return next(line for line in shown_lines(tree) if title in line)
