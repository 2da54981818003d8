"""Saved views: what people look at again and again, by name or by number."""

from __future__ import annotations

from dataclasses import dataclass

from mlv_tui.domain.folding import folded, meant
from mlv_tui.domain.view import View
from mlv_tui.errors import NotFound
from mlv_tui.services.asking import asked
from mlv_tui.storage.store import Store


@dataclass(frozen=True, slots=True)
class ViewSaved:
    """The outcome of saving a view.

    Attributes:
        view: As it is stored now.
        was: The one of that name before; None if it is new.
        freed: The name of the view that had its slot before, or "".
    """

    view: View
    was: View | None
    freed: str


class Views:
    """The saved views of all projects. Everybody in a project sees the same ones."""

    def __init__(self, store: Store, me: str) -> None:
        """Keep them in this store; `me` is whom `owner:me` means."""
        self._stored = store.views
        self._me = me

    def list(self, project_id: int) -> tuple[View, ...]:
        """Return a project's views: by slot, then those without one by name."""
        return self._stored.of(project_id)

    def named(self, project_id: int, name: str) -> View:
        """Return the view of that name, whatever the case.

        Raises:
            NotFound: If there is none.
        """
        views = self.list(project_id)
        found = next((one for one in views if one.key == folded(name)), None)
        if found is None:
            raise _no_view(name, [one.name for one in views])
        return found

    def by_slot(self, project_id: int, slot: int) -> View | None:
        """Return the view of that number, if there is one."""
        return next((one for one in self.list(project_id) if one.slot == slot), None)

    def slot_of(self, project_id: int, name: str) -> int | None:
        """Return the slot of the view of that name; None too where there is no such view."""
        key = folded(name)
        return next((one.slot for one in self.list(project_id) if one.key == key), None)

    def save(self, project_id: int, view: View, *, dry_run: bool = False) -> ViewSaved:
        """Save a view in place of the one of its name, if there is one.

        It has the slot that it is saved with, or none; one that another has is taken from it.

        Args:
            project_id: The project's.
            view: What to save.
            dry_run: Whether to tell only what would change.

        Raises:
            QueryError: If its filter can't be understood.
            MlvError: If its name, slot or fold level can't be.
        """
        view.check()
        asked(view.filter, self._me)
        views = self.list(project_id)
        was = next((one for one in views if one.key == view.key), None)
        others = (one for one in views if one is not was and one.slot is not None)
        freed = next((one.name for one in others if one.slot == view.slot), "")
        if not dry_run:
            self._stored.keep(project_id, view)
        return ViewSaved(view, was, freed)

    def remove(self, project_id: int, name: str, *, dry_run: bool = False) -> View:
        """Remove the view of that name; return what it was.

        Args:
            project_id: The project's.
            name: In any case.
            dry_run: Whether to tell only what would change.

        Raises:
            NotFound: If there is none.
        """
        found = self.named(project_id, name)
        if not dry_run:
            self._stored.remove(project_id, found)
        return found


def _no_view(name: str, names: list[str]) -> NotFound:
    hint = meant(name, names) or "`mlv view list` shows them."
    return NotFound(f"There is no view “{name}”.", hint)
