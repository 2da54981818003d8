"""A list of entries, its cursor and its scrolling."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from textual.app import App, ComposeResult
from textual.pilot import Pilot

from mlv_tui.tui.chords import ChordKeys
from mlv_tui.tui.widgets.detail_head import Line, Page
from mlv_tui.tui.widgets.entry_rows import EndReached, EntryRows


@dataclass(frozen=True)
class Lines:
    """An entry of some lines."""

    key: int
    count: int = 1

    def lines(self, page: Page) -> list[Line]:
        """Number the lines."""
        del page
        return [[(f"{self.key}.{at}", "")] for at in range(self.count)]


class Shown(ChordKeys):
    """A list and nothing else."""

    def __init__(self, rows: EntryRows) -> None:
        super().__init__()
        self.rows = rows
        self.ends = 0

    def compose(self) -> ComposeResult:
        """Show it."""
        yield self.rows

    def on_end_reached(self, event: EndReached) -> None:
        """Count."""
        event.stop()
        self.ends += 1


@asynccontextmanager
async def listed(
    entries: tuple[Lines, ...], *, height: int = 6, moves_by_entry: bool = False
) -> AsyncIterator[tuple[Pilot[object], EntryRows]]:
    """Show a list in a pane of that height."""
    rows = EntryRows(moves_by_entry=moves_by_entry)

    class Host(App[None]):
        """Shows it."""

        def get_default_screen(self) -> Shown:
            """Begin with it."""
            return Shown(rows)

    async with Host().run_test(size=(30, height)) as pilot:
        rows.entries = entries
        rows.focus()
        await pilot.pause()
        yield pilot, rows


def said(rows: EntryRows) -> list[str]:
    """What is in sight, without the cursor's edge."""
    return [rows.line_text(y)[1:] for y in range(rows.size.height)]


async def test_new_entries_show_at_the_top_while_the_cursor_keeps_its_own() -> None:
    """Seen from the top, what comes in is seen; the cursor is on what it was on."""
    entries = tuple(Lines(key) for key in range(3))
    async with listed(entries) as (_, rows):
        rows.cursor_row = 1

        rows.entries = (Lines(9), *entries)

        assert rows.cursor_key == 1
        assert said(rows)[0] == "9.0"


async def test_further_down_nothing_moves() -> None:
    """Every line stays where it is when entries come in above."""
    entries = tuple(Lines(key, 2) for key in range(20))
    async with listed(entries) as (pilot, rows):
        rows.cursor_row = 21
        await pilot.pause()
        before = said(rows)

        rows.entries = (Lines(99, 3), *entries)
        await pilot.pause()

        assert said(rows) == before
        assert rows.cursor_key == 10


async def test_the_cursor_stays_within_an_entry_that_becomes_shorter() -> None:
    """Folding what is below the cursor leaves it on the entry."""
    async with listed((Lines(0), Lines(1, 5), Lines(2))) as (_, rows):
        rows.cursor_row = 4

        rows.entries = (Lines(0), Lines(1), Lines(2))

        assert rows.cursor_key == 1
        assert rows.cursor_row == 1


async def test_where_an_entry_went_the_cursor_is_on_what_stands_there_now() -> None:
    """And an emptied list has no cursor."""
    async with listed((Lines(0), Lines(1), Lines(2))) as (_, rows):
        rows.cursor_row = 1

        rows.entries = (Lines(0), Lines(2))
        assert rows.cursor_key == 2
        rows.entries = ()
        assert rows.cursor_key is None
        rows.entries = (Lines(5),)
        assert rows.cursor_key == 5


async def test_by_entry_the_rest_of_a_long_one_comes_before_the_next() -> None:
    """`j` scrolls through what has no room, then goes on; `k` goes back to its head."""
    async with listed((Lines(0, 9), Lines(1)), moves_by_entry=True) as (pilot, rows):
        for _ in range(3):
            await pilot.press("j")
            assert rows.cursor_key == 0
        assert said(rows)[-1] == "0.8"

        await pilot.press("j")
        assert rows.cursor_key == 1
        assert "1.0" in said(rows)
        await pilot.press("k")

        assert rows.cursor_key == 0
        assert said(rows)[0] == "0.0"


async def test_the_end_is_told_when_it_comes_into_sight() -> None:
    """Not before."""
    async with listed(tuple(Lines(key) for key in range(20))) as (pilot, rows):
        assert rows.screen.ends == 0

        await pilot.press("G")
        await pilot.pause()

        assert rows.screen.ends > 0
