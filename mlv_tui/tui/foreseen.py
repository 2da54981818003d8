"""Looking at what reading the plans would change, and applying just that."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from mlv_tui.domain.forest import Forest

if TYPE_CHECKING:
    from mlv_tui.services.report import IngestReport
    from mlv_tui.services.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Look:
    """What a look at the plans found.

    Attributes:
        slug: The project's.
        free: The preview of what Enter applies.
        held: That of what the brake holds back, and `!` applies; None if it holds nothing.
        forest: What is stored.
    """

    slug: str
    free: IngestReport
    held: IngestReport | None
    forest: Forest

    @property
    def shown(self) -> IngestReport:
        """Both as one: what is free, then what is held back."""
        free = [one for one in self.free.foreseen if not one.is_held]
        held = self.held.foreseen if self.held else ()
        return replace(self.free, foreseen=(*free, *(replace(one, is_held=True) for one in held)))

    @property
    def has_something_free(self) -> bool:
        """Whether Enter has anything to apply."""
        return any(not one.is_held for one in self.free.foreseen)

    @property
    def can_go_ahead(self) -> bool:
        """Whether `!` has anything to apply."""
        return self.held is not None and bool(self.held.token)

    def apply_free(self, workspace: Workspace) -> IngestReport:
        """Apply what is free, just as it was shown.

        Raises:
            Conflict: If it would be anything else by now; nothing is applied then.
        """
        from mlv_tui.services.workspace import ReadWanted  # noqa: PLC0415 - after the first frame

        return workspace.read(ReadWanted(project=self.slug, again=True, expected=self.free.token))

    def apply_held(self, workspace: Workspace) -> IngestReport:
        """Apply what is held back, just as it was shown, and nothing else.

        Raises:
            Conflict: If it would be anything else by now; nothing is applied then.
        """
        token = self.held.token if self.held else ""
        return read_held(workspace, self.slug, _paths(self.free), expected=token)


def look(workspace: Workspace, slug: str) -> Look:
    """Look at a project's plans; what is held back is looked at by itself, as `!` reads it."""
    from mlv_tui.services.workspace import ReadWanted  # noqa: PLC0415 - after the first frame

    free = workspace.read(ReadWanted(project=slug, preview=True, again=True))
    held = None
    if free.held:
        held = workspace.read(ReadWanted(project=slug, preview=True, ahead=_paths(free)))
    return Look(slug, free, held, workspace.forest(free.project.id))


def read_held(
    workspace: Workspace, slug: str, plans: Iterable[str], *, expected: str = ""
) -> IngestReport:
    """Read plans that are held back whatever they lose, and no other.

    What is empty or in the middle of a merge by now keeps its milestones.

    Args:
        workspace: Where they are stored.
        slug: The project's.
        plans: Their paths in the project.
        expected: The token of the preview that is to be applied; "" for whatever there is.

    Raises:
        Conflict: If it isn't what was expected; nothing is applied then.
    """
    from mlv_tui.services.workspace import ReadWanted  # noqa: PLC0415 - after the first frame

    return workspace.read(ReadWanted(project=slug, ahead=frozenset(plans), expected=expected))


def _paths(report: IngestReport) -> frozenset[str]:
    return frozenset(one.plan for one in report.held)
