"""Markdown tables with their columns lined up."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby
from typing import Final

from mlv_tui.tui.widgets.cells import width_of
from mlv_tui.tui.widgets.glyphs import Glyphs
from mlv_tui.tui.widgets.markdown_blocks import Block

MOST_ROWS: Final = 500
MOST_COLUMNS: Final = 30
WIDEST: Final = 60
"""Past these a table stays as it was written."""

_DELIMITER: Final = re.compile(r"[|:\- ]+")


def aligned(found: list[Block], glyphs: Glyphs) -> Iterator[Block]:
    """Yield blocks, the rows of each table aligned."""
    for is_table, run in groupby(found, key=lambda block: block.kind == "table"):
        if is_table:
            yield from _aligned_rows(list(run), glyphs)
        else:
            yield from run


def _aligned_rows(rows: list[Block], glyphs: Glyphs) -> list[Block]:
    cells = [_cells(row.text) for row in rows]
    most = max(map(len, cells))
    if len(rows) > MOST_ROWS or most > MOST_COLUMNS:
        return rows
    filled = [row + [""] * (most - len(row)) for row in cells]
    rules = [bool(_DELIMITER.fullmatch(row.text)) for row in rows]
    texts = [row for row, is_rule in zip(filled, rules, strict=True) if not is_rule]
    widths = [max(map(width_of, column)) for column in zip(*texts, strict=True)]
    if not widths or max(widths) > WIDEST:
        return rows
    return [
        replace(row, text=_rule(widths, glyphs) if is_rule else _row(texts_of_row, widths, glyphs))
        for row, texts_of_row, is_rule in zip(rows, filled, rules, strict=True)
    ]


def _cells(row: str) -> list[str]:
    return [cell.strip() for cell in row.strip().strip("|").split("|")]


def _rule(widths: list[int], glyphs: Glyphs) -> str:
    crossing = f"{glyphs.rule}{glyphs.crossing}{glyphs.rule}"
    return crossing.join(glyphs.rule * width for width in widths)


def _row(cells: list[str], widths: list[int], glyphs: Glyphs) -> str:
    padded = (
        cell + " " * (width - width_of(cell)) for cell, width in zip(cells, widths, strict=True)
    )
    return f" {glyphs.wall} ".join(padded).rstrip()
