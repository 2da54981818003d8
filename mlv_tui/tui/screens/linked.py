"""What is known of the entities that the shown milestone is linked to."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Final, TypeVar

from textual import on, work
from textual.message import Message
from textual.reactive import var

from mlv_tui.domain.entities import Entity, EntityRef
from mlv_tui.domain.forest import Forest
from mlv_tui.domain.freshness import Known
from mlv_tui.domain.project import Project
from mlv_tui.errors import MlvError
from mlv_tui.tui.screens.queued import Queued
from mlv_tui.tui.widgets.milestone_detail import MilestoneDetail

if TYPE_CHECKING:
    from mlv_tui.services.entity_finding import Answers
    from mlv_tui.services.workspace import Workspace

ASK_SECONDS: Final = 60.0
"""After which what is shown is asked for again."""

FOUND: Final = 50
"""Entities of a kind that are found at most; who wants others types more."""

PATIENCE: Final = 3.0
"""Seconds that sources are waited for; the screen goes on without them."""

LATE_SECONDS: Final = 6.0
"""After which what wasn't answered is looked at again."""

Told = TypeVar("Told")


class EntitiesTold(Message):
    """A source answered: more is known of some project's entities."""

    def __init__(self, project_id: int) -> None:
        """Tell whose."""
        super().__init__()
        self.project_id = project_id


class Linked(Queued):
    """Shows at once what is known of links, and has their sources asked meanwhile."""

    answers: var[int] = var(0)
    """Counts what sources of entities answered since the screen began."""

    _is_told_of_entities = False

    def on_mount(self) -> None:
        """Ask again from time to time."""
        self.set_interval(ASK_SECONDS, self.look_at_links)

    async def known_of(
        self, refs: Sequence[EntityRef], *, at_once: bool = False
    ) -> Mapping[EntityRef, Known]:
        """Return what is known of entities, and have their sources asked for more.

        Args:
            refs: The entities.
            at_once: Whether to ask for what was answered a moment ago, too.
        """
        project = self.project
        if not refs or project is None:
            return {}

        def asking(asked: Workspace) -> tuple[bool, Mapping[EntityRef, Known]]:
            if not self._is_told_of_entities:
                asked.entities.listen(self._on_told)
                self._is_told_of_entities = True
            answers = asked.entities.refresh(project, refs, at_once=at_once)
            return answers.done(), asked.entities.known(project, refs)

        try:
            are_answered, known = await self.workspace.ask(asking)
        except MlvError:  # The database is away: the top line tells it.
            return {}
        if not are_answered:
            # A source that hangs says nothing; it is away once it had its time.
            self.set_timer(LATE_SECONDS, partial(self._on_told, project.id))
        return known

    async def find_entities(self, text: str) -> tuple[Entity, ...]:
        """Find entities of any kind by a text in their id or label, in the sources that answer."""
        found = await self._sources_tell(
            lambda asked, project: asked.entities.find_any(project, text, FOUND)
        )
        return tuple(one for each in found.values() for one in each)

    async def count_entities(self) -> Mapping[str, int]:
        """Count the entities of every kind, in the sources that answer."""
        return await self._sources_tell(lambda asked, project: asked.entities.count_kinds(project))

    async def _sources_tell(
        self, ask: Callable[[Workspace, Project], Answers[Told]]
    ) -> Mapping[str, Told]:
        from mlv_tui.services.entity_finding import gathered  # noqa: PLC0415 - after the first frame

        project = self.project
        if project is None:
            return {}
        try:
            answers = await self.workspace.ask(lambda asked: ask(asked, project))
        except MlvError:  # The database is away: the top line tells it.
            return {}
        return await gathered(answers, PATIENCE)

    def _on_told(self, project_id: int) -> None:
        """Pass on that a source answered; runs on any thread."""
        self.post_message(EntitiesTold(project_id))

    @on(EntitiesTold)
    def _take_answers(self, event: EntitiesTold) -> None:
        if self.project is not None and event.project_id == self.project.id:
            self.answers += 1
            self.look_at_links()

    @work(exclusive=True, group="links")
    async def look_at_links(self) -> None:
        """Show what is known of the shown milestone's links."""
        for detail in self.query(MilestoneDetail):  # There is none once the screen closed.
            ident = detail.shown_id
            refs = linked_to(self.forest, ident)
            known = await self.known_of(refs)
            if detail.shown_id == ident and known:
                detail.known = known


def linked_to(forest: Forest, ident: int | None) -> Sequence[EntityRef]:
    """Return what a milestone is linked to; nothing for none."""
    return forest[ident].links if ident is not None and ident in forest else ()
