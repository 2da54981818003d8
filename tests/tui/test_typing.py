"""Where one types, every key types: none of them acts."""

from __future__ import annotations

from dataclasses import dataclass

from textual import events
from textual.widgets import Input, TextArea

from mlv_tui.tui.actions import all_nodes
from mlv_tui.tui.chords import is_typed_into
from mlv_tui.tui.key_names import read_keys
from mlv_tui.tui.widgets.ask_line import AskInput, FindInput
from mlv_tui.tui.widgets.form_notes import NotesArea
from mlv_tui.tui.widgets.live_line import FilterInput, LiveInput
from mlv_tui.tui.widgets.plain_input import PlainInput
from mlv_tui.tui.widgets.row_input import RowInput
from mlv_tui.tui.widgets.search_line import SearchLine
from mlv_tui.tui.widgets.text_area import PlainTextArea
from mlv_tui.tui.widgets.value_line import ValueInput

PRINTABLE = "".join(map(chr, range(0x20, 0x7F))) + "éßøЖλ你한"
TYPED = f"{PRINTABLE}ggccddxxzaq!"
"""All there is, and what would be chords."""


@dataclass(frozen=True)
class Way:
    """How to come to an input from the tree."""

    keys: tuple[str, ...]
    kind: type


WAYS = (
    Way(("slash",), SearchLine),
    Way(("f",), FilterInput),
    Way(("O",), LiveInput),
    Way(("i",), RowInput),
    Way(("a",), RowInput),
    Way(("t",), ValueInput),
    Way(("e",), PlainInput),
    Way(("e", "shift+tab"), NotesArea),
    Way(("L", "f"), LiveInput),
    Way(("N",), PlainTextArea),
    Way(("m",), Input),
    Way(("P", "slash"), FindInput),
    Way(("P", "a"), AskInput),
    Way(("F", "s"), PlainInput),
    Way(("ctrl+p",), Input),
)


def test_there_is_a_way_to_every_kind_of_input():
    """A new input is typed into here, too: add the keys that lead to it."""
    kinds = {one for one in all_nodes() if issubclass(one, Input | TextArea)}
    kinds -= {base for one in kinds for base in one.__mro__[1:]}

    assert kinds <= {way.kind for way in WAYS}


def _text(typed) -> str:
    return typed.text if isinstance(typed, TextArea) else typed.value


def _put(typed, text: str) -> None:
    if isinstance(typed, TextArea):
        typed.text = text
    else:
        typed.value = text


async def test_every_printable_key_arrives_in_every_input(open_screen) -> None:
    """Whatever it does elsewhere; then Esc leaves, and nothing was done."""
    async with open_screen() as session:
        await session.go_to("Say what to do next")
        version = session.screen.forest.number
        for way in WAYS:
            await _type_into(session, way)

        assert session.screen.forest.number == version


async def _type_into(session, way: Way) -> None:
    app = session.pilot.app
    await session.press(*way.keys)
    await session.until(lambda: is_typed_into(app.focused) and isinstance(app.focused, way.kind))
    typed, before = app.focused, _text(app.focused)
    _put(typed, "")
    # As a terminal sends them, not each after the one before was drawn.
    for char in TYPED:
        app.post_message(events.Key(read_keys(char) if char != " " else "space", char))
    await session.until(lambda: len(_text(typed)) >= len(TYPED))
    assert _text(typed) == TYPED, way
    assert app.focused is typed, way
    _put(typed, before)
    while not (app.screen is session.screen and session.tree.has_focus):
        await session.press("escape")
