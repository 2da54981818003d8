"""Somebody who edits at random, but twice the same."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from mlv_tui.domain.milestone import Status
from mlv_tui.services.workspace import Workspace

SLUG = "plans"


class Editor:
    """Somebody who does a bit of everything."""

    def __init__(self, session: Workspace, name: str) -> None:
        self._session = session
        self._name = name
        self._draw = Random(name)
        self._project = session.project(SLUG).id
        self._known = sorted(session.forest(self._project).by_id)
        self._number = 0
        self._ways: tuple[tuple[Callable[[], int | None], int], ...] = (
            (self._status, 6),
            (self._notes, 4),
            (self._title, 2),
            (self._add, 3),
            (self._move, 2),
            (self._archive, 1),
            (self._undo, 2),
        )

    def edit(self) -> int | None:
        """Do one thing; return its change set."""
        self._number += 1
        ways, weights = zip(*self._ways, strict=True)
        return self._draw.choices(ways, weights)[0]()

    @property
    def _text(self) -> str:
        return f"{self._name} {self._number}"

    def _one(self) -> int:
        return self._draw.choice(self._known)

    def _status(self) -> int | None:
        status = self._draw.choice(list(Status))
        return self._session.edits.set_status([self._one()], status).change_set

    def _notes(self) -> int | None:
        return self._session.edits.set_notes(self._one(), self._text).change_set

    def _title(self) -> int | None:
        return self._session.edits.set_shared([self._one()], "title", self._text).change_set

    def _add(self) -> int | None:
        report = self._session.edits.add(self._project, self._text, parent=self._one())
        self._known += report.added
        return report.change_set

    def _move(self) -> int | None:
        return self._session.edits.move([self._one()], parent=self._one()).change_set

    def _archive(self) -> int | None:
        edits = self._session.edits
        return self._draw.choice((edits.archive, edits.restore))([self._one()]).change_set

    def _undo(self) -> int | None:
        return self._session.history.undo(project_id=self._project).change_set
