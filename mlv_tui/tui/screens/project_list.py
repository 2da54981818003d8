"""The list of projects: how far each is, and what happened in it last."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.binding import Binding, BindingType

from mlv_tui.domain.folding import counted
from mlv_tui.domain.forest import Forest
from mlv_tui.tui.feed import Start
from mlv_tui.tui.keys_now import key_for
from mlv_tui.tui.messages import Leapt
from mlv_tui.tui.screens.closing import close
from mlv_tui.tui.screens.findable import Findable
from mlv_tui.tui.screens.queued import Queued
from mlv_tui.tui.widgets.entry_rows import EntryChosen
from mlv_tui.tui.widgets.project_entries import ProjectEntry
from mlv_tui.tui.widgets.title_line import TitleLine

if TYPE_CHECKING:
    from mlv_tui.services.keeping import Overview


class ProjectList(Findable):
    """Lists projects, those that are put away only if asked for; Enter opens one."""

    HEADING = "Projects"
    FOUND_BY = "some letters of its name"
    MOVES_BY_ENTRY = True
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "choose", "open", id="list.choose", tooltip="Open this project"),
        Binding("slash", "find", "find", id="project.find", tooltip="Narrow the projects down"),
        Binding(
            "g a",
            "show_archived",
            "archived",
            id="project.archived",
            tooltip="Show archived projects too, or hide them",
            show=False,
        ),
    ]

    def __init__(self, home: Queued) -> None:
        """List all projects, the one of a screen marked."""
        super().__init__(home)
        self.overviews: tuple[Overview, ...] | None = None
        self._has_archived = False

    def on_mount(self) -> None:
        """Look again whenever something is written to any project."""
        self.query_one(TitleLine).about = ""
        self.watch(self.home, "commits", self._look_anew, init=False)

    def forest_changed(self, forest: Forest) -> None:
        """Show how the projects stand now."""
        del forest
        self._fetch()

    def _look_anew(self, _commits: int) -> None:
        self._fetch()

    @work(group="projects")
    async def _fetch(self) -> None:
        await self.take_overviews()

    async def take_overviews(self) -> None:
        """Show how the projects stand now; at first with the cursor on the open one."""
        is_first = self.overviews is None
        found = await self.try_to_ask(lambda asked: asked.overview())
        if found is None or not self.is_mounted:
            return
        self.overviews = found
        self.list_found()
        if is_first and self.home.project is not None:
            self.rows.select(self.home.project.slug)

    def list_found(self) -> None:
        """List those that are wanted."""
        self.look_again()
        archived = sum(1 for one in self.overviews or () if one.project.is_archived)
        rows = self.rows
        rows.empty_hint = "No project is like that." if self.typed else self._why_empty(archived)
        rows.entries = tuple(self._found())
        count = len(self.overviews or ()) - archived
        remark = counted(count, "project")
        does = "hides" if self._has_archived else "shows"
        remark += (
            f" · {archived} archived, {_archived()} {does} {'it' if archived == 1 else 'them'}"
        )
        self.query_one(TitleLine).remark = remark if archived else remark.partition(" · ")[0]

    def _why_empty(self, archived: int) -> str:
        if archived:
            return f"All projects are archived: {_archived()} shows them."
        return f"There is no project yet: {key_for('project.add', 'a')} makes one."

    def _found(self) -> Iterator[ProjectEntry]:
        words = self.typed.casefold().split()
        here = self.home.project.id if self.home.project else 0
        for one in self.overviews or ():
            name = f"{one.project.slug} {one.project.name}".casefold()
            is_there = self._has_archived or not one.project.is_archived
            if is_there and all(word in name for word in words):
                yield ProjectEntry(
                    one.project, one.total, one.plans, one.last, is_open=one.project.id == here
                )

    @property
    def chosen(self) -> Overview | None:
        """The project under the cursor; None if there is none."""
        key = self.rows.cursor_key
        return next((one for one in self.overviews or () if one.project.slug == key), None)

    def action_show_archived(self) -> None:
        """Show those that are put away as well, or hide them."""
        self._has_archived = not self._has_archived
        self.list_found()
        if not any(one.project.is_archived for one in self.overviews or ()):
            self.say("No project is archived.")

    @on(EntryChosen)
    def _open(self, event: EntryChosen) -> None:
        slug, home = event.key, self.home
        if isinstance(slug, str) and self.is_current:
            close(self)
            if home.project is None or home.project.slug != slug:
                home.do(partial(_open_in, home, slug))


def _archived() -> str:
    return key_for("project.archived", "ga")


async def _open_in(home: Queued, slug: str) -> None:
    """Open a project in place of the one that is shown, with a way back there."""
    here = home.the_tree.cursor_id
    if here is not None:
        home.post_message(Leapt(here))
    home.open(Start(project=slug))
