"""The link picker: entities that are linked, and those that a source finds while one types."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import Final

from textual import on, work
from textual.widgets import Input

from mlv_tui.domain.entities import Entity, EntityRef, parse_ref
from mlv_tui.tui.screens.picker import Offer, Picker

Find = Callable[[str], Awaitable[Sequence[Entity]]]
"""Finds entities by what is typed; may take its time."""

REST_SECONDS: Final = 0.12
"""How long nothing more is typed before a source is asked."""


class LinkPicker(Picker):
    """Gives an entity; what is linked already is offered first, to be taken back."""

    PLACEHOLDER = "an id such as trip:TR-42, or what it is called"

    def __init__(self, question: str, linked: Sequence[Offer], hint: str, find: Find) -> None:
        """Offer what is linked, and what is found.

        Args:
            question: One line.
            linked: What the milestones are linked to; their keys are entities.
            hint: What Enter does.
            find: Asks the sources.
        """
        super().__init__(question, linked, hint)
        self._linked = tuple(linked)
        self._find = find
        self._found: Sequence[Offer] = ()

    def on_mount(self) -> None:
        """Offer what there is without a word, too."""
        super().on_mount()
        self._look("")

    @on(Input.Changed)
    def _look_again(self, event: Input.Changed) -> None:
        self.offer(self._with_typed(event.value, self._found_before(event.value)))
        self._look(event.value)

    @work(exclusive=True, group="find")
    async def _look(self, typed: str) -> None:
        if typed:
            await asyncio.sleep(REST_SECONDS)
        self._found = [offer_of(one) for one in await self._find(typed.strip())]
        self.offer(self._with_typed(typed, self._found))

    def _found_before(self, typed: str) -> list[Offer]:
        """Go on with what was found, as far as it fits what is typed by now."""
        words = typed.casefold().split()
        return [one for one in self._found if all(word in one.text.casefold() for word in words)]

    def _with_typed(self, typed: str, found: Sequence[Offer]) -> list[Offer]:
        """Put what is linked in front, and what is typed behind, if it is an entity's name."""
        ref = parse_ref(typed)
        offers = {offer.key: offer for offer in self._linked}
        offers |= {offer.key: offer for offer in found if offer.key not in offers}
        if ref is not None and ref not in offers:
            offers[ref] = Offer(ref, str(ref), "as it is typed; no source told of it")
        return list(offers.values())


def offer_of(entity: Entity) -> Offer:
    """Offer an entity by its name and what it is called."""
    return Offer(entity.ref, str(entity.ref), about_entity(entity.label, entity.state))


def about_entity(*words: str) -> str:
    """Say what is known of an entity, as far as it is."""
    return " · ".join(word for word in words if word)


def ref_of(offer: Offer) -> EntityRef:
    """Return the entity that an offer of this picker stands for."""
    if not isinstance(offer.key, EntityRef):
        raise TypeError(offer.key)
    return offer.key
