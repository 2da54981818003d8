"""Linking milestones to entities, and going from one to its entity's other milestones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType

from mlv_tui.services.asking import asked
from mlv_tui.tui.messages import Leapt, LinkWanted
from mlv_tui.tui.screens.changing import Changing
from mlv_tui.tui.screens.jumping import Jumping
from mlv_tui.tui.screens.linked import Linked, linked_to
from mlv_tui.tui.screens.picker import Offer
from mlv_tui.tui.sentences import named
from mlv_tui.tui.widgets.tree_layout import TREE


class Linking(Linked, Changing, Jumping):
    """`@` links and unlinks, `gl` goes to the entities."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "at,ctrl+k",
            "link",
            "link",
            id="milestone.link",
            tooltip="Link to an entity, or take a link back",
            show=False,
        ),
        Binding(
            "g l",
            "go_to_entities",
            "entities",
            id="go.link",
            tooltip="Go to the entities and their milestones; to that of this one's link",
            show=False,
        ),
    ]

    @on(LinkWanted)
    def action_link(self) -> None:
        """Choose an entity to link to, or one to take back."""
        if ids := self.wanted():
            self.do(partial(self._link, ids))

    async def _link(self, ids: Sequence[int]) -> None:
        from mlv_tui.tui.screens.link_picker import (  # noqa: PLC0415 - not before the first frame
            LinkPicker,
            ref_of,
        )

        here = self.still_there(ids)
        if not here:
            return
        linked = await self._linked_offers(here)
        question = f"Which entity is {named(self.forest, here)} about?"
        picker = LinkPicker(question, linked, "Enter links, or unlinks", self.find_entities)
        offer = await self.app.push_screen_wait(picker)
        if offer is None:
            return
        ref = ref_of(offer)
        if all(ref in self.forest[ident].links for ident in here):
            await self.change(
                here,
                lambda asked: asked.edits.unlink(here, [ref]),
                lambda what, are: f"{what} {are} unlinked from {ref}",
            )
        else:
            await self.change(
                here,
                lambda asked: asked.edits.link(here, [ref]),
                lambda what, are: f"{what} {are} linked to {ref}",
            )
        self.look_at_links()

    async def _linked_offers(self, ids: Sequence[int]) -> list[Offer]:
        """Offer what all of them are linked to, to be taken back."""
        from mlv_tui.tui.screens.link_picker import about_entity  # noqa: PLC0415 - the same

        refs = [
            ref
            for ref in self.forest[ids[0]].links
            if all(ref in self.forest[ident].links for ident in ids)
        ]
        known = await self.known_of(refs)
        return [
            Offer(ref, str(ref), about_entity(known[ref].label if ref in known else "", "linked"))
            for ref in refs
        ]

    def action_go_to_entities(self) -> None:
        """Show the entities, with the cursor on the one that this milestone is linked to."""
        from mlv_tui.tui.screens.entities import EntityList  # noqa: PLC0415 - not before the first frame

        ident = self.cursor_id
        refs = linked_to(self.forest, ident)
        self.app.push_screen(EntityList(self, refs[0] if refs else None, self._show_linked))

    def _show_linked(self, text: str, ident: int | None) -> None:
        """Show what fits a filter, with a way back to what was shown."""
        self.do(partial(self._filter_by, text, ident))

    async def _filter_by(self, text: str, ident: int | None) -> None:
        self.end_typing()
        self.note_spot(self.cursor_id)
        self.rearrange(replace(TREE, query=asked(text, self.me)))
        tree = self.the_tree
        if ident in tree.rows.shape.places:
            with tree.prevent(Leapt):
                tree.select(ident)
