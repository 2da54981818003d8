"""The saves that a session saw, until somebody has read them."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from mlv_tui.domain.lease import Waiting
from mlv_tui.services.report import IngestReport
from mlv_tui.services.workspace import Workspace


class Saves:
    """The saved plans of a project that one session saw, until they are known to be read.

    It reads them itself when it is its turn. Otherwise it waits until another session did, and
    when that takes too long - it was killed, it is stopped, it sees nothing - takes its place.
    """

    def __init__(self, slug: str) -> None:
        """Know of none in the project of that slug."""
        self._slug = slug
        self._files: frozenset[Path] = frozenset()
        self._waiting: Waiting | None = None
        self._number = -1

    @property
    def are_unread(self) -> bool:
        """Whether there are any."""
        return bool(self._files)

    def note(self, files: Collection[Path]) -> None:
        """Note files that were saved, or that are gone."""
        self._files |= frozenset(files)

    def settle(self, workspace: Workspace) -> IngestReport | None:
        """Read them, or find that they are read; None as long as another session is waited for.

        Raises:
            NotFound: If the project is gone.
            DatabaseUnusable: If the database can't be read or written; they stay unread then.
        """
        project, turns = workspace.project(self._slug), workspace.turns
        held_by = turns.holder(project.id)
        if turns.is_own(held_by):
            return self._done(workspace.read_changed(self._slug, self._files))
        self._waiting = turns.wait(self._waiting, held_by)
        is_over = turns.is_over(self._waiting)
        if is_over or project.number != self._number:
            self._number = project.number
            report = workspace.if_read(self._slug, self._files)
            if report is not None:
                return self._done(report)
        if is_over and turns.take(project.id, held_by):
            # All of them: who knows what the other one saw and didn't read.
            return self._done(workspace.read_changed(self._slug))
        return None

    def _done(self, report: IngestReport) -> IngestReport:
        self._files, self._waiting = frozenset(), None
        self._number = report.project.number
        return report
