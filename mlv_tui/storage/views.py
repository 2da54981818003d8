"""Saved views in the database."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from mlv_tui.domain.grouping import GroupBy
from mlv_tui.domain.sorting import parse_sort, sort_text
from mlv_tui.domain.view import View
from mlv_tui.storage.engine import Engine
from mlv_tui.storage.tables import ViewRow


class ViewRows:
    """The views in one database. They aren't milestones: no change set, nothing to undo."""

    def __init__(self, engine: Engine) -> None:
        """Read and write them in this open database."""
        self._database = engine.database
        self._engine = engine

    def of(self, project_id: int) -> tuple[View, ...]:
        """Return a project's views: by slot, then those without one by name."""
        with self._engine.translated():
            return self._of(project_id)

    def keep(self, project_id: int, view: View) -> None:
        """Store a view in place of the one of its name; another one in its slot loses that."""

        def write(_transaction: object) -> None:
            others = [one for one in self._of(project_id) if one.key != view.key]
            freed = [one for one in others if one.slot == view.slot and view.slot is not None]
            for one in freed:
                clear = ViewRow.update({ViewRow.slot: None})
                self._database.execute(clear.where(_is(project_id, one)))
            self._delete(project_id, view)
            self._database.execute(ViewRow.insert(_values(project_id, view)))

        with self._engine.translated():
            self._engine.commit(write)

    def remove(self, project_id: int, view: View) -> None:
        """Delete the view of that name."""
        with self._engine.translated():
            self._engine.commit(lambda _: self._delete(project_id, view))

    def _delete(self, project_id: int, view: View) -> None:
        self._database.execute(ViewRow.delete().where(_is(project_id, view)))

    def _of(self, project_id: int) -> tuple[View, ...]:
        rows = self._database.execute(ViewRow.select().where(ViewRow.project == project_id))
        views = [_view(row) for row in rows.fetchall()]
        return tuple(sorted(views, key=lambda one: (one.slot is None, one.slot or 0, one.key)))


def _is(project_id: int, view: View) -> Any:
    return (ViewRow.project == project_id) & (ViewRow.key == view.key)


def _values(project_id: int, view: View) -> dict[Any, Any]:
    return {
        ViewRow.project: project_id,
        ViewRow.key: view.key,
        ViewRow.name: view.name,
        ViewRow.slot: view.slot,
        ViewRow.query: view.filter,
        ViewRow.grouping: str(view.group),
        ViewRow.sorting: sort_text(view.sort),
        ViewRow.fold: view.fold,
    }


def _view(row: Sequence[Any]) -> View:
    _, _, _, name, slot, query, grouping, sorting, fold = row
    return View(name, slot, query, GroupBy(grouping), parse_sort(sorting), fold)
