"""The palette's saved views: those of this project, by name those of the others too."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from textual.command import DiscoveryHit, Hit, Hits
from textual.content import Content

from mlv_tui.domain.project import Project
from mlv_tui.domain.view import View
from mlv_tui.tui.far_offers import MOST, FarOffers, weight
from mlv_tui.tui.fuzzy import ranked
from mlv_tui.tui.sentences import quoted
from mlv_tui.tui.view_words import slot_key
from mlv_tui.tui.widgets.cells import shown

if TYPE_CHECKING:
    from mlv_tui.services.workspace import Workspace

SavedView = tuple[Project, View]


class ViewOffers(FarOffers):
    """Finds views; they are taken in once, when the palette opens."""

    _views: Sequence[SavedView] = ()

    async def startup(self) -> None:
        """Take all views in."""
        self._views = await self.ask(all_views) or ()

    async def discover(self) -> Hits:
        """Offer those of this project."""
        for project, view in self._views:
            if project.slug == self.slug:
                yield DiscoveryHit(
                    self._line(project, view), partial(self._go, project, view), text=view.name
                )

    async def search(self, query: str) -> Hits:
        """Offer those that what was typed fits."""
        texts = [f"view {view.name} {project.name}" for project, view in self._views]
        for rank, at in enumerate(ranked(query, texts, MOST) if query.strip() else ()):
            project, view = self._views[at]
            yield Hit(
                weight(query, texts[at], rank),
                self._line(project, view),
                partial(self._go, project, view),
                text=view.name,
            )

    def _line(self, project: Project, view: View) -> Content:
        slot = f"  ({slot_key(view.slot)})" if view.slot and project.slug == self.slug else ""
        where = "" if project.slug == self.slug else f" of {project.name}"
        about = ("View", "not bold $foreground-muted")
        return Content.assemble(
            shown(f"Open the view {quoted(view.name)}{where}{slot}"), "\n", about
        )

    def _go(self, project: Project, view: View) -> None:
        self.go(lambda home: home.jump_to_view(project.slug, view))


def all_views(workspace: Workspace) -> list[SavedView]:
    """List the saved views of all projects."""
    projects = workspace.projects()
    return [(project, view) for project in projects for view in workspace.views.list(project.id)]
