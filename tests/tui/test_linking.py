"""Links on the screen: what they point at, how they are made, and the way to an entity's others."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from textual.app import App
from textual.widgets import OptionList

from mlv_tui.domain.entities import Entity, EntityRef
from mlv_tui.tui.screens.entities import EntityList
from mlv_tui.tui.screens.link_picker import LinkPicker

TRIP = EntityRef("trip", "TR-1043")


def detail_lines(session):
    """What the detail pane says."""
    return [session.detail.line_text(y) for y in range(session.detail.size.height)]


def picker_offers(session):
    """What the picker offers, line by line."""
    picker = session.pilot.app.screen
    assert isinstance(picker, LinkPicker)
    options = picker.query_one(OptionList)
    return [str(options.get_option_at_index(at).prompt) for at in range(options.option_count)]


def listed(session):
    """What the list of entities says."""
    screen = session.pilot.app.screen
    assert isinstance(screen, EntityList)
    return [screen.rows.line_text(y) for y in range(screen.rows.size.height)]


def has(lines, *words):
    """Tell whether one line has all words."""
    return any(all(word in line for word in words) for line in lines)


async def test_a_milestone_is_linked_and_unlinked(open_screen):
    """A source finds the entity while one types; Enter on what is linked takes it back."""
    async with open_screen() as session:
        ident = await session.go_to("Say what to do next")
        await session.press("@", *"truffle")
        await session.until(lambda: has(picker_offers(session), "TR-1043", "Turin"))
        await session.press("enter")
        await session.until(lambda: session.screen.forest[ident].links == (TRIP,))
        await session.until(lambda: has(detail_lines(session), "trip:TR-1043", "fresh"))

        await session.press("@")
        await session.until(lambda: has(picker_offers(session)[:1], "TR-1043", "linked"))
        await session.press("enter")
        await session.until(lambda: session.screen.forest[ident].links == ())
        await session.press("u")
        await session.until(lambda: session.screen.forest[ident].links == (TRIP,))


async def test_what_no_source_has_is_linked_as_it_is_typed(open_screen):
    """The link says that its entity is missing; the work on it goes on."""
    async with open_screen() as session:
        ident = await session.go_to("Say what to do next")
        await session.press("ctrl+k", *"trip:nowhere")
        await session.until(lambda: has(picker_offers(session), "trip:nowhere", "as it is typed"))
        await session.press("enter")
        await session.until(lambda: session.screen.forest[ident].links)

        assert session.screen.forest[ident].links_by_hand == ("trip:nowhere",)
        await session.until(lambda: has(detail_lines(session), "trip:nowhere", "missing"))


async def test_a_plans_link_isnt_taken_back_by_hand(open_screen):
    """It says where that is done."""
    async with open_screen() as session:
        await session.go_to("Let a milestone point at a trip")
        await session.press("@")
        await session.until(lambda: has(picker_offers(session)[:1], "TR-1042", "linked"))
        await session.press("enter")
        await session.until(lambda: "its plan links it to trip:TR-1042" in session.line("status"))


async def test_the_entities_lead_to_their_milestones_and_back(open_screen):
    """`gl` shows the milestone's entity among all; Enter its milestones, `Ctrl+o` goes back."""
    async with open_screen() as session:
        ident = await session.go_to("Let a milestone point at a trip")
        await session.press("g", "l")
        await session.until(lambda: has(listed(session), "TR-1042", "Lisbon", "2/3", "fresh"))
        screen = session.pilot.app.screen
        assert screen.rows.cursor_key == EntityRef("trip", "TR-1042")
        await session.until(lambda: has(listed(session), "trip", "3 in the source"))

        await session.press("/", *"moreau")
        await session.until(lambda: has(listed(session), "OF-3107", "Moreau", "no milestones"))
        await session.press("escape", "enter")
        query = 'link:"trip:TR-1042"'
        await session.until(
            lambda: (
                session.screen.arrangement.query is not None
                and session.screen.arrangement.query.text == query
            )
        )
        await session.until(lambda: session.tree.cursor_id == ident)
        assert len(session.tree.rows.shape.matching) == 3
        await session.press("ctrl+o")
        await session.until(lambda: session.screen.arrangement.query is None)


async def test_an_entity_with_a_quote_in_its_id_leads_to_its_milestones(open_screen):
    """Whatever an id has in it; and a find that was left brings nothing into the list."""
    async with open_screen() as session:
        ident = await session.go_to("Say what to do next")
        odd = EntityRef("trip", 'T"1\\')
        await session.screen.workspace.ask(lambda one: one.edits.link([ident], [odd]))
        await session.until(lambda: odd in session.screen.forest[ident].links)
        await session.press("g", "l")
        screen = session.pilot.app.screen
        await session.until(lambda: screen.rows.cursor_key == odd)

        await session.press("/", *"moreau", "escape")
        await session.until(lambda: all(one.group != "find" for one in screen.workers))
        assert not has(listed(session), "OF-3107")

        await session.press("enter")
        await session.until(lambda: session.tree.rows.shape.matching == {ident})


class Picking(App):
    """A picker over sources that never answer."""

    def on_mount(self) -> None:
        """Pick."""
        self.push_screen(LinkPicker("Link it to", [], "Enter links it", self._find))

    async def _find(self, typed: str) -> Sequence[Entity]:
        if typed:
            await asyncio.Event().wait()
        return []


async def test_what_was_typed_before_is_offered_no_more():
    """A name of which a letter was taken back is no entity that anybody meant."""
    async with Picking().run_test() as pilot:
        await pilot.press(*"trip:TR", "backspace")
        await pilot.pause()

        assert [one.title for one in pilot.app.screen.offers] == ["trip:T"]


async def test_in_the_detail_pane_l_links_too(open_screen):
    """There nothing unfolds, so the first letter of the word is free."""
    async with open_screen() as session:
        await session.go_to("Say what to do next")
        await session.press("enter", "l")

        await session.until(lambda: isinstance(session.pilot.app.screen, LinkPicker))
