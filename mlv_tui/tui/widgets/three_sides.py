"""One value three ways: the sides beside each other, and what each key will do."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Final

from mlv_tui.tui.widgets.cells import clip, width_of, wrap
from mlv_tui.tui.widgets.detail_head import Line, Page
from mlv_tui.tui.widgets.detail_sections import value_text
from mlv_tui.tui.widgets.entry_rows import NOTHING
from mlv_tui.tui.widgets.pieces import Piece

ROOMY: Final = 60
"""Cells from which three values stand side by side."""

GAP: Final = 2
SIDE: Final = 6
KEY: Final = 3
ACT: Final = 18
QUOTED: Final = 24
VALUE_LINES: Final = 8
"""Lines of one value that are shown."""


@dataclass(frozen=True, slots=True)
class Side:
    """One of the three values.

    Attributes:
        name: `base`, `mine` or `plan`: the end of its style.
        short: What stands before it where the sides are below each other.
        heading: What stands above it where they are beside each other.
        value: None for nothing.
    """

    name: str
    short: str
    heading: str
    value: object


@dataclass(frozen=True, slots=True)
class KeyTold:
    """A key, and what it will do.

    Attributes:
        key: As people call it.
        name: What it is called in two or three words.
        value: What stands then, in quotes; "" if that is still to be typed.
        does: What it does to the values.
    """

    key: str
    name: str
    value: str
    does: str


def drawn(name: str, sides: Sequence[Side], keys: Iterable[KeyTold], page: Page) -> list[Line]:
    """Draw a field: its name, its sides, then the keys."""
    rule = page.glyphs.rule * max(page.width - width_of(name) - 1, 0)
    head: Line = [(name, "strong"), (" " + rule, "rule")]
    if page.width < ROOMY:
        return [head, *_stacked(sides, page), [], *(_short_key(one, page) for one in keys), NOTHING]
    told = [line for one in keys for line in _key(one, page)]
    return [head, *_beside(sides, page), [], *told, NOTHING]


def in_quotes(value: object, page: Page) -> str:
    """Put a value into a sentence."""
    return "nothing" if value is None else f"“{clip(value_text(value), QUOTED, page.glyphs.more)}”"


def _beside(sides: Sequence[Side], page: Page) -> list[Line]:
    width = (page.width - 2 * GAP) // 3
    columns = [_column(side, width, page) for side in sides]
    blank: Piece = (" " * width, "")
    gap: Piece = (" " * GAP, "")
    return [
        [base, gap, mine, gap, plan] for base, mine, plan in zip_longest(*columns, fillvalue=blank)
    ]


def _column(side: Side, width: int, page: Page) -> list[Piece]:
    cells = [_filled(part, width) for part in _value(side.value, width, page)]
    heading = clip(side.heading, width, page.glyphs.more)
    return [(_filled(heading, width), f"side-{side.name}"), *((cell, "") for cell in cells)]


def _stacked(sides: Sequence[Side], page: Page) -> list[Line]:
    lines: list[Line] = []
    wide = max(SIDE, *(width_of(side.short) + 1 for side in sides))
    for side in sides:
        for at, part in enumerate(_value(side.value, page.width - wide, page)):
            head = _filled(side.short if at == 0 else "", wide)
            lines.append([(head, f"side-{side.name}"), (part, "")])
    return lines


def _value(value: object, width: int, page: Page) -> list[str]:
    """Wrap a value, each of its lines for itself."""
    texts = [value_text(line) for line in str(value).splitlines() or [""]] if value else []
    texts = texts or [value_text(value)]
    parts = [text[start:end] for text in texts for start, end in wrap(text, max(width, 1))]
    return [*parts[:VALUE_LINES], page.glyphs.more] if len(parts) > VALUE_LINES else parts


def _filled(text: str, width: int) -> str:
    return text + " " * max(width - width_of(text), 0)


def _short_key(one: KeyTold, page: Page) -> Line:
    said = f"{one.name}: {one.value}" if one.value else one.name
    room = max(page.width - KEY - 2, 1)
    return [(_filled(one.key, KEY), "key"), ("  " + clip(said, room, page.glyphs.more), "")]


def _key(one: KeyTold, page: Page) -> list[Line]:
    room = max(page.width - ACT - KEY - 2, 1)
    first, *rest = wrap(one.does, room)
    name = clip(one.name, ACT - 1, page.glyphs.more)
    head: Line = [
        (_filled(one.key, KEY), "key"),
        ("  " + _filled(name, ACT), ""),
        (one.does[slice(*first)], "quiet"),
    ]
    blank = " " * (ACT + KEY + 2)
    return [head, *([(blank + one.does[start:end], "quiet")] for start, end in rest)]
