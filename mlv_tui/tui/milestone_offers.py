"""The palette's milestones: any of any project, by a few letters of its title."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from textual.command import Hit, Hits
from textual.content import Content

from mlv_tui.domain.forest import Forest
from mlv_tui.domain.in_sight import shown_order
from mlv_tui.domain.project import Project
from mlv_tui.tui.far_offers import MOST, FarOffers, weight
from mlv_tui.tui.fuzzy import ranked
from mlv_tui.tui.widgets.cells import shown
from mlv_tui.tui.widgets.tree_facts import title_of

if TYPE_CHECKING:
    from mlv_tui.services.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Titled:
    """A milestone of some project, as far as it takes to go there.

    Attributes:
        id: The milestone's.
        title: As shown.
        place: `core.md:73`, or "".
        slug: The project's.
        project: Its name, as shown.
    """

    id: int
    title: str
    place: str
    slug: str
    project: str


class MilestoneOffers(FarOffers):
    """Finds milestones; the titles are taken in once, when the palette opens."""

    _titled: Sequence[Titled] = ()
    _titles: Sequence[str] = ()

    async def startup(self) -> None:
        """Take the titles in: this project's first."""
        self._titled = await self.ask(partial(all_titled, self.slug)) or ()
        self._titles = [one.title for one in self._titled]

    async def search(self, query: str) -> Hits:
        """Offer the milestones that what was typed fits best."""
        places = ranked(query, self._titles, MOST) if query.strip() else []
        for rank, one in enumerate(self._titled[at] for at in places):
            yield Hit(
                weight(query, one.title, rank),
                _line(one, is_elsewhere=one.slug != self.slug),
                partial(self._go, one),
                text=one.title,
            )

    def _go(self, one: Titled) -> None:
        self.go(lambda home: home.jump_to(one.slug, one.id))


def _line(one: Titled, *, is_elsewhere: bool) -> Content:
    where = " · ".join(filter(None, (one.project if is_elsewhere else "", one.place)))
    return Content.assemble(one.title, "\n", (where, "not bold $foreground-muted"))


def all_titled(first: str, workspace: Workspace) -> list[Titled]:
    """List everything that is shown in any project, those of one project first."""
    projects = sorted(workspace.projects(), key=lambda one: one.slug != first)
    return [one for each in projects for one in _titled_in(each, workspace.forest(each.id))]


def _titled_in(project: Project, forest: Forest) -> Iterator[Titled]:
    name = shown(project.name)
    for ident in shown_order(forest):
        title, place = title_of(forest[ident]), shown(_place(forest, ident))
        yield Titled(ident, title, place, project.slug, name)


def _place(forest: Forest, ident: int) -> str:
    plan, line = forest[ident].plan, forest.line.get(ident)
    return "" if plan is None else f"{plan}:{line}" if line else plan
