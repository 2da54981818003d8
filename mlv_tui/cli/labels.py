"""What is known of a milestone besides its title, in few words and signs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from mlv_tui.domain.forest import Forest
from mlv_tui.domain.milestone import Milestone

UNICODE: Final = {
    "open": "○",
    "active": "◐",
    "blocked": "■",
    "done": "✓",
    "detached": "◌",
    "archived": "▫",
}
ASCII: Final = {
    "open": "[ ]",
    "active": "[~]",
    "blocked": "[!]",
    "done": "[x]",
    "detached": "[?]",
    "archived": "[-]",
}


def state_of(one: Milestone) -> str:
    """Tell what people see a milestone to be: put away, cut loose, or its status."""
    if one.is_archived:
        return "archived"
    return "detached" if one.is_detached else str(one.status)


class Labels:
    """Words for the milestones of one forest."""

    def __init__(self, forest: Forest) -> None:
        """Say them about these."""
        self._forest = forest

    def progress(self, one: Milestone) -> str:
        """Say how much of what is below it is done."""
        progress = self._forest.progress.get(one.id)
        return f"{progress.done}/{progress.all}" if progress and progress.all else ""

    def priority(self, one: Milestone) -> str:
        """Say `P1`."""
        priority = self._forest.priority_of(one.id)
        return "" if priority is None else f"P{priority}"

    def module(self, one: Milestone) -> str:
        """Say its area; an inherited one too."""
        return self._forest.module_of(one.id).text

    def anchor(self, one: Milestone) -> str:
        """Say `→ Trip (G2)`."""
        derived = self._forest.anchor_of(one.id)
        return f"→ {derived.anchor or derived.text}" if derived.text else ""

    @staticmethod
    def trouble(one: Milestone) -> str:
        """Say what isn't as it should be."""
        said = ["removed"] if one.is_removed else []
        said += ["detached"] if one.is_detached else []
        said += ["archived"] if one.is_archived else []
        said += [f"conflict: {', '.join(one.conflicts)}"] if one.conflicts else []
        return ", ".join(said)

    def all(self, one: Milestone) -> Iterator[str]:
        """Yield every label that isn't empty."""
        owner, due = one.shown("owner"), one.shown("due")
        yield from filter(
            None,
            (
                self.progress(one),
                self.priority(one),
                self.module(one),
                self.anchor(one),
                f"owner {owner}" if owner else "",
                f"due {due}" if due else "",
                self.trouble(one),
            ),
        )
