"""The entities: how the milestones of each stand, and what is next for it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import ClassVar, Final

from textual import on, work
from textual.binding import Binding, BindingType

from mlv_tui.domain.entities import Entity, EntityRef
from mlv_tui.domain.entity_states import EntityState, entity_states, linked
from mlv_tui.domain.forest import Forest
from mlv_tui.domain.freshness import Known
from mlv_tui.domain.milestone import Milestone
from mlv_tui.domain.query.lexer import quoted
from mlv_tui.tui.entity_listing import EntityListing
from mlv_tui.tui.keys_now import key_for
from mlv_tui.tui.screens.closing import close
from mlv_tui.tui.screens.findable import Findable
from mlv_tui.tui.screens.linked import Linked
from mlv_tui.tui.widgets.entry_rows import Entry, EntryChosen
from mlv_tui.tui.widgets.title_line import TitleLine

REST_SECONDS: Final = 0.12
"""How long nothing more is typed before sources are asked."""

Show = Callable[[str, int | None], None]
"""Shows what fits a filter, with the cursor on a milestone."""


class EntityList(Findable):
    """Lists what milestones are linked to, by kind; Enter goes to the milestones."""

    HEADING = "Entities"
    FOUND_BY = "an id, or some letters of its name"
    MOVES_BY_ENTRY = True
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "choose", "milestones", id="list.choose", tooltip="Go to its milestones"),
        Binding(
            "slash",
            "find",
            "find",
            id="entities.find",
            tooltip="Find an entity, also among those without milestones",
        ),
        Binding("r", "ask_again", "ask again", id="entities.ask", tooltip="Ask the sources again"),
    ]

    def __init__(self, home: Linked, at: EntityRef | None, show: Show) -> None:
        """List the entities of a screen's project.

        Args:
            home: The screen below.
            at: Where the cursor is to be; None for the first.
            show: Shows milestones on the screen below.
        """
        super().__init__(home)
        self._linked_home = home
        self._at = at
        self._show_there = show
        self._came_from: EntityRef | None = None
        self._is_placed = False
        self._states: Mapping[EntityRef, EntityState] = {}
        self._ones: Mapping[EntityRef, Sequence[Milestone]] = {}
        self._known: Mapping[EntityRef, Known] = {}
        self._counts: Mapping[str, int] = {}
        self._found: tuple[Entity, ...] = ()

    def on_mount(self) -> None:
        """Look again whenever a source answers; count what the sources have."""
        self.watch(self.home, "answers", self._hear, init=False)
        self._count_kinds()

    def forest_changed(self, forest: Forest) -> None:
        """Show how the milestones stand now."""
        self._states, self._ones = entity_states(forest), linked(forest)
        self._ask_what_is_known()

    def _hear(self, _answers: int) -> None:
        self._ask_what_is_known()

    def action_ask_again(self) -> None:
        """Ask the sources for everything again."""
        self._ask_what_is_known(at_once=True)
        self._count_kinds()
        self.say("asked again")

    @work(exclusive=True, group="known")
    async def _ask_what_is_known(self, *, at_once: bool = False) -> None:
        refs = [*self._states, *(one.ref for one in self._found)]
        self._known = await self._linked_home.known_of(refs, at_once=at_once)
        self._list()

    @work(exclusive=True, group="count")
    async def _count_kinds(self) -> None:
        self._counts = await self._linked_home.count_entities()
        self._list()

    @work(exclusive=True, group="find")
    async def _find(self, typed: str) -> None:
        await asyncio.sleep(REST_SECONDS if typed else 0)
        found = await self._linked_home.find_entities(typed) if typed else ()
        if typed == self.typed.strip():
            self._found = found
            self._list()

    def _list(self) -> None:
        if not self.is_mounted:
            return
        rows = self.rows
        self.look_again()
        rows.empty_hint = self._why_empty()
        rows.entries = tuple(self._listed())
        first = next((one.key for one in rows.entries if isinstance(one.key, EntityRef)), None)
        if self._at is not None or (first is not None and not self._is_placed):
            rows.select(first if self._at is None else self._at)
            self._at, self._is_placed = None, True
        self.query_one(TitleLine).remark = f"{len(self._states)} linked"

    def _why_empty(self) -> str:
        if self.typed:
            return "No entity is like that."
        links = key_for("milestone.link", "@")
        return f"No milestone is linked to an entity yet: {links} on a milestone links it."

    def _listed(self) -> Iterator[Entry]:
        listing = EntityListing(self._states, self._ones, self._known, self._found)
        return listing.entries(self.typed, self._counts)

    def action_find(self) -> None:
        """Type what the entity is called."""
        key = self.rows.cursor_key
        self._came_from = key if isinstance(key, EntityRef) else None
        super().action_find()

    def list_found(self) -> None:
        """List what fits, and have the sources asked for more."""
        self._list()
        self._find(self.typed.strip())

    def leave_finding(self) -> None:
        """Show all again, the cursor where it was."""
        self._found, self._at = (), self._came_from
        super().leave_finding()

    @on(EntryChosen)
    def _go_to_milestones(self, event: EntryChosen) -> None:
        key = event.key
        step = None
        if isinstance(key, EntityRef):
            state = self._states.get(key)
            if state is None:
                links = key_for("milestone.link", "@")
                self.say(f"No milestone is linked to {key} yet: {links} on one links it.")
                return
            step = state.next.id if state.next else self._ones[key][0].id
        if self.is_current:
            close(self)
            self._show_there(f"link:{quoted(str(key))}", step)
