"""Text measured in terminal cells: cut or wrapped, with no wide character halved."""

from __future__ import annotations

import re
from typing import Final

from rich.cells import cell_len, split_graphemes

from mlv_tui.domain.visible import visible

_SINGLE: Final = re.compile("[ -~¡-¬®-˿Ͱ-҂‐-‧←-↓─-◼]*")
"""Texts of which every character surely takes one cell."""

_IDEOGRAPH: Final = "\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60"
_WORD: Final = re.compile(rf"[{_IDEOGRAPH}]|[^\s{_IDEOGRAPH}]+")
_HIDING_JOINER: Final = re.compile("\u200d(?=[ -\u02ff])")

Range = tuple[int, int]
"""Where a line begins and ends in its text."""


def shown(text: str) -> str:
    """Make text safe to show, and as wide as it is measured.

    A joiner before a plain letter joins nothing, yet would hide that letter from the measure.
    """
    text = visible(text)
    return text if text.isascii() else _HIDING_JOINER.sub("", text)


def shown_lines(text: str) -> list[str]:
    """Return the lines of a longer text, each as `shown` makes it, tabs as four blanks."""
    return [shown(line.expandtabs(4)) for line in text.split("\n")]


def width_of(text: str) -> int:
    """Count the cells that a text takes."""
    return len(text) if _SINGLE.fullmatch(text) else cell_len(text)


def clip(text: str, width: int, more: str = "…") -> str:
    """Cut a text to a width, the cut marked by `more`."""
    if len(text) <= width and width_of(text) <= width:
        return text
    if _SINGLE.fullmatch(text):
        return (text[: max(width - len(more), 0)].rstrip() + more)[: max(width, 0)]
    return _clip_wide(text, width, more)


def _clip_wide(text: str, width: int, more: str) -> str:
    spans, total = split_graphemes(text[: width * 8 + 8])
    if total <= width and len(text) <= width * 8 + 8:
        return text
    end, used = 0, 0
    for _, stop, cells in spans:
        if used + cells > width - len(more):
            break
        end, used = stop, used + cells
    return text[:end].rstrip() + more[: max(width, 0)]


def wrap(text: str, width: int) -> list[Range]:
    """Break a text at blanks (or between ideographs) into lines of at most `width` cells.

    Args:
        text: One paragraph, white space folded.
        width: At least 1.

    Returns:
        The range of each line, the blanks between lines left out; one empty range for no text.
    """
    if _SINGLE.fullmatch(text):
        return _wrap_single(text, max(width, 1))
    return _wrap_wide(text, max(width, 2))


def _wrap_single(text: str, width: int) -> list[Range]:
    lines: list[Range] = []
    start, size = 0, len(text)
    while size - start > width:
        blank = text.rfind(" ", start + 1, start + width + 1)
        end = blank if blank > 0 else start + width
        lines.append((start, end))
        start = end + 1 if blank > 0 else end
    lines.append((start, size))
    return lines


def _wrap_wide(text: str, width: int) -> list[Range]:
    lines: list[Range] = []
    start, end, used = 0, 0, 0
    for found in _WORD.finditer(text):
        cells = cell_len(found[0])
        if used and used + found.start() - end + cells > width:
            lines.append((start, end))
            start, end, used = found.start(), found.start(), 0
        if cells > width:
            *whole, (start, end) = _chop(text, found.span(), width)
            lines.extend(whole)
            used = cell_len(text[start:end])
        else:
            used += found.start() - end + cells
            end = found.end()
    lines.append((start, end))
    return lines


def _chop(text: str, span: Range, width: int) -> list[Range]:
    """Break a word that is longer than a line."""
    first, last = span
    start, used = first, 0
    found: list[Range] = []
    for at, _, cells in split_graphemes(text[first:last])[0]:
        if used + cells > width:
            found.append((start, first + at))
            start, used = first + at, 0
        used += cells
    return [*found, (start, last)]
