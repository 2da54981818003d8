"""Milestones as lines: in columns on a terminal, whole and unpadded anywhere else."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from mlv_tui.cli.cells import clip, padded, width_of
from mlv_tui.cli.labels import ASCII, UNICODE, Labels, state_of
from mlv_tui.cli.output import Piece
from mlv_tui.cli.terminal import Terminal
from mlv_tui.domain.forest import Forest
from mlv_tui.domain.milestone import UNTITLED, Milestone
from mlv_tui.domain.visible import visible

WANTED_TITLE: Final = 44
"""Cells below which columns give way to the titles."""
WIDEST_COLUMN: Final = 24
GAP: Final = "  "


@dataclass(frozen=True, slots=True)
class _Column:
    """One column of labels, as wide as its widest."""

    texts: dict[int, str]
    width: int


class Listing:
    """Writes the milestones of one forest."""

    def __init__(
        self,
        forest: Forest,
        terminal: Terminal,
        *,
        ascii_only: bool,
        depths: Mapping[int, int] | None = None,
    ) -> None:
        """Choose the signs that the terminal can print.

        Args:
            forest: Theirs.
            terminal: Where they are written.
            ascii_only: Whether to use no other signs.
            depths: How far each is indented; None for where it stands in the tree.
        """
        self._forest = forest
        self._depths = forest.depth if depths is None else depths
        self._terminal = terminal
        self._labels = Labels(forest)
        is_poor = ascii_only or not terminal.can_print("".join(UNICODE.values()))
        self._signs = ASCII if is_poor else UNICODE
        self._more = "..." if is_poor else "…"

    def lines(self, ids: Sequence[int]) -> Iterator[list[Piece]]:
        """Yield one line a milestone."""
        if self._terminal.width is None:
            return (self.line(ident) for ident in ids)
        return self._table(ids, self._terminal.width)

    def line(self, ident: int) -> list[Piece]:
        """Write one in its whole: id, sign, title, then what else is known."""
        one = self._forest[ident]
        return [*self._head(ident), self._title(one), *self._end(one)]

    def bare(self, ident: int) -> list[Piece]:
        """Write one without its place in the tree."""
        one = self._forest[ident]
        return [*self._number(ident), self._sign(one), self._title(one), *self._end(one)]

    def _head(self, ident: int) -> list[Piece]:
        indent = "  " * self._depths.get(ident, 0)
        return [*self._number(ident), (indent, ""), self._sign(self._forest[ident])]

    def _number(self, ident: int) -> list[Piece]:
        return [(f"{ident:5} ", "dim")]

    def _sign(self, one: Milestone) -> Piece:
        state = state_of(one)
        return f"{self._signs[state]} ", state

    @staticmethod
    def _title(one: Milestone) -> Piece:
        return one.title or UNTITLED, "dim" if state_of(one) in (
            "done",
            "archived",
            "detached",
        ) else ""

    def _end(self, one: Milestone) -> list[Piece]:
        said = " · ".join(self._labels.all(one))
        return [(f"{GAP}({said})", "dim")] if said else []

    def _table(self, ids: Sequence[int], width: int) -> Iterator[list[Piece]]:
        heads = {ident: self._head(ident) for ident in ids}
        titles = {ident: visible(self._forest[ident].title) or UNTITLED for ident in ids}
        begins = {ident: width_of("".join(text for text, _ in heads[ident])) for ident in ids}
        widest = max((begins[ident] + width_of(titles[ident]) for ident in ids), default=0)
        columns = self._columns(ids, width - min(widest, WANTED_TITLE))
        taken = sum(len(GAP) + column.width for column in columns)
        end = min(widest, width - taken)
        for ident in ids:
            title = clip(titles[ident], end - begins[ident], self._more)
            style = self._title(self._forest[ident])[1]
            gap = " " * (end - begins[ident] - width_of(title))
            yield [*heads[ident], (title, style), (gap, ""), *self._cells(columns, ident)]

    def _cells(self, columns: Sequence[_Column], ident: int) -> Iterator[Piece]:
        for column in columns:
            text = clip(column.texts[ident], column.width, self._more)
            yield GAP + padded(text, column.width), "dim"

    def _columns(self, ids: Sequence[int], room: int) -> list[_Column]:
        """Make the columns that fit, the most telling first to get room."""
        kept: list[_Column] = []
        for label in self._by_worth():
            texts = {ident: visible(label(self._forest[ident])) for ident in ids}
            width = min(max(map(width_of, texts.values()), default=0), WIDEST_COLUMN)
            if width and len(GAP) + width <= room:
                kept.append(_Column(texts, width))
                room -= len(GAP) + width
        return kept

    def _by_worth(self) -> Sequence[Callable[[Milestone], str]]:
        return (
            self._labels.trouble,
            self._labels.progress,
            self._labels.priority,
            lambda one: one.shown("due") or "",
            self._labels.anchor,
            self._labels.module,
            lambda one: one.shown("owner") or "",
        )
