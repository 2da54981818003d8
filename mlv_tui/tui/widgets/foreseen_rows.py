"""The rows of a preview: title, place, what would happen, how sure that is."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import islice, zip_longest
from typing import Final

from mlv_tui.tui.widgets.cells import clip, width_of, wrap
from mlv_tui.tui.widgets.detail_head import Line, Page
from mlv_tui.tui.widgets.pieces import measure

GAP: Final = 2
SIGN: Final = 4
"""Cells before a title: the bar of what is held back, a blank, the sign, a blank."""

WIDEST_WHERE: Final = 26
WIDEST_WHY: Final = 44
LEAST_TITLE: Final = 28
"""Cells; with less the columns go below the title."""

MOST_LINES: Final = 4
"""Of one cell."""


@dataclass(frozen=True, slots=True)
class Widths:
    """Cells of the columns right of the title; 0 for one without anything in it."""

    where: int = 0
    why: int = 0
    score: int = 0

    @property
    def total(self) -> int:
        """Cells of all columns with their gaps."""
        return sum(cells + GAP for cells in (self.where, self.why, self.score) if cells)


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a group, with how many there are."""

    key: Hashable
    name: str
    count: int
    is_held: bool = False
    is_first: bool = False

    def lines(self, page: Page) -> list[Line]:
        """Draw it, below a blank line if anything is above it."""
        bar = _bar(page, is_held=self.is_held)
        above = [] if self.is_first else [bar]
        return [*above, [*bar, (" ", ""), (self.name, "strong"), (f"  {self.count}", "quiet")]]


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence that is safe to show."""

    key: Hashable
    text: str
    style: str
    is_first: bool = False

    def lines(self, page: Page) -> list[Line]:
        """Draw it, one that is strong below a blank line if anything is above it."""
        room = max(page.width - GAP, 1)
        lines: list[Line] = [
            [("  ", ""), (self.text[start:end], self.style)] for start, end in wrap(self.text, room)
        ]
        return [[], *lines] if self.style == "strong" and not self.is_first else lines


@dataclass(frozen=True, slots=True)
class Row:
    """One milestone; all texts are safe to show.

    Attributes:
        key: Stays the same.
        kind: What would happen, the style of the sign as well.
        group: Of those in which a preview shows its rows.
        sign: One cell.
        titles: One, or the old and the new.
        where: Plan and line.
        why: What changes, or how it was recognised.
        score: Two decimals, "" where it is sure.
        is_held: Whether the brake holds it back.
        conflicts: What somebody would have to decide, a sentence a field.
        widths: Of the columns, the same for all rows.
    """

    key: Hashable
    kind: str
    group: str
    sign: str
    titles: tuple[str, ...]
    where: str
    why: str
    score: str
    is_held: bool
    conflicts: tuple[str, ...] = ()
    widths: Widths = Widths()

    def within(self, widths: Widths) -> Row:
        """Return it in columns."""
        return replace(self, widths=widths)

    def lines(self, page: Page) -> list[Line]:
        """Draw it: in columns, or below the title where there is no room for them."""
        room = page.width - SIGN - 1
        if room - self.widths.total >= LEAST_TITLE:
            body = self._in_columns(page, room - self.widths.total)
        else:
            body = self._stacked(page, max(room, 1))
        body += self._conflict_lines(page, max(room, 1))
        return [[*self._lead(page, at), *line] for at, line in enumerate(body)]

    def _lead(self, page: Page, at: int) -> Line:
        bar = _bar(page, is_held=self.is_held)
        return [*bar, (" ", ""), (self.sign if at == 0 else " ", self.kind), (" ", "")]

    def _in_columns(self, page: Page, room: int) -> list[Line]:
        widths = self.widths
        cells = zip_longest(
            self._title_lines(page, room),
            [clip(self.where, widths.where, page.glyphs.more)],
            _wrapped(self.why, max(widths.why, 1)),
            [self.score],
            fillvalue="",
        )
        return [
            [
                *_cell(title, "", room, 0),
                *_cell(where, "quiet", widths.where, GAP),
                *_cell(why, "quiet", widths.why, GAP),
                (f"{score:>{widths.score + GAP}}" if widths.score else "", ""),
            ]
            for title, where, why, score in cells
        ]

    def _title_lines(self, page: Page, room: int) -> list[str]:
        old, *new = self.titles
        lead = page.glyphs.arrow + " "
        return [*_wrapped(old, room), *(line for one in new for line in _wrapped(lead + one, room))]

    def _stacked(self, page: Page, room: int) -> list[Line]:
        titles: list[Line] = [[(title, "")] for title in self._title_lines(page, room)]
        said = " · ".join(word for word in (self.where, self.why, self.score) if word)
        return [*titles, *([(line, "quiet")] for line in _wrapped(said, room))]

    def _conflict_lines(self, page: Page, room: int) -> list[Line]:
        lead = page.glyphs.conflict + " "
        return [
            [(lead if at == 0 else " " * len(lead), "conflict"), (line, "conflict")]
            for said in self.conflicts
            for at, line in enumerate(_wrapped(said, max(room - len(lead), 1)))
        ]


def widths_of(rows: Iterable[Row]) -> Widths:
    """Measure the columns of all rows, so that they line up wherever it is scrolled to."""
    where = why = score = 0
    for row in rows:
        where = max(where, width_of(row.where))
        why = max(why, width_of(row.why))
        score = max(score, len(row.score))
    return Widths(min(where, WIDEST_WHERE), min(why, WIDEST_WHY), score)


def _bar(page: Page, *, is_held: bool) -> Line:
    return [(page.glyphs.bar if is_held else " ", "conflict")]


def _cell(text: str, style: str, width: int, gap: int) -> Line:
    if not width:
        return []
    cell: Line = [(" " * gap, ""), (text, style)]
    return [*cell, (" " * (gap + width - measure(cell)), "")]


def _wrapped(text: str, width: int) -> Iterator[str]:
    for start, end in islice(wrap(text, width), MOST_LINES):
        yield text[start:end]
