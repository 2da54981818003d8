"""Conflicts as listed entries: a line each, or three ways side by side."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import zip_longest
from typing import Final

from mlv_tui.domain.forest import Forest
from mlv_tui.domain.three_way import ThreeWay, conflicts_of
from mlv_tui.tui.keys_now import key_for
from mlv_tui.tui.widgets.cells import clip, width_of, wrap
from mlv_tui.tui.widgets.detail_head import Line, Page
from mlv_tui.tui.widgets.detail_sections import value_text
from mlv_tui.tui.widgets.entry_rows import NOTHING
from mlv_tui.tui.widgets.pieces import Piece
from mlv_tui.tui.widgets.tree_facts import title_of

ROOMY: Final = 60
"""Cells from which three values stand side by side."""

FIELD: Final = 10
GAP: Final = 2
SIDE: Final = 6
ACT: Final = 18
QUOTED: Final = 24
VALUE_LINES: Final = 8
"""Lines of one value that are shown."""


@dataclass(frozen=True, slots=True)
class ConflictEntry:
    """A field of a milestone that somebody has to decide, as one of many.

    Attributes:
        id: The milestone's.
        title: Safe to show.
        field: Three ways.
    """

    id: int
    title: str
    field: ThreeWay

    @property
    def key(self) -> tuple[int, str]:
        """The milestone's id and the field's name."""
        return self.id, self.field.name

    def lines(self, page: Page) -> list[Line]:
        """Draw title and field, then the three sides."""
        signs = page.glyphs
        name = f"{self.field.name:{FIELD}}"
        title = clip(self.title, page.width - len(name) - width_of(signs.conflict) - 3, signs.more)
        blank = " " * (page.width - width_of(signs.conflict + title) - len(name) - 2)
        head: Line = [
            (f"{signs.conflict} ", "conflict"),
            (title, "strong"),
            (blank, ""),
            (name, "quiet"),
        ]
        return [head, self._sides(page), NOTHING]

    def _sides(self, page: Page) -> Line:
        texts = [(side, value_text(value)) for side, value in _sides(self.field)]
        if sum(width_of(text) + SIDE + 1 for _, text in texts) > page.width:
            room = max(page.width // len(texts) - SIDE - 1, 1)
            texts = [(side, clip(text, room, page.glyphs.more)) for side, text in texts]
        line: Line = []
        for side, text in texts:
            line += [(f"  {side} ", f"side-{side}"), (text, "")]
        return line


@dataclass(frozen=True, slots=True)
class ThreeWayEntry:
    """A field in conflict, whole, with what each key will do.

    Attributes:
        field: Three ways.
    """

    field: ThreeWay

    @property
    def key(self) -> str:
        """The field's name."""
        return self.field.name

    def lines(self, page: Page) -> list[Line]:
        """Draw the sides, then the keys."""
        rule = page.glyphs.rule * max(page.width - len(self.field.name) - 1, 0)
        head: Line = [(self.field.name, "strong"), (" " + rule, "rule")]
        draw = _beside if page.width >= ROOMY else _stacked
        return [head, *draw(self.field, page), [], *self._keys(page), NOTHING]

    def _keys(self, page: Page) -> list[Line]:
        mine, plan = (_quoted(value, page) for value in (self.field.mine, self.field.plan))
        keys = (
            (
                key_for("conflict.mine", "m"),
                "take mine",
                mine,
                f"it stays {mine}; what the plan says now is passed over",
            ),
            (
                key_for("conflict.plan", "p"),
                "take the plan’s",
                plan,
                f"it becomes {plan} and follows the plan; {mine} goes",
            ),
            (
                key_for("conflict.edit", "e"),
                "edit",
                "",
                f"type another value; {key_for('edit.store', 'Enter')} stores it",
            ),
        )
        if page.width < ROOMY:
            return [_short_key(key, name, value, page) for key, name, value, _ in keys]
        return [line for key, name, _, does in keys for line in _key(key, name, does, page)]


def conflict_entries(forest: Forest, ids: tuple[int, ...]) -> tuple[ConflictEntry, ...]:
    """List every field in conflict of some milestones."""
    return tuple(
        ConflictEntry(ident, title_of(forest[ident]), field)
        for ident in ids
        for field in conflicts_of(forest[ident])
    )


def _sides(field: ThreeWay) -> tuple[tuple[str, object], ...]:
    return ("base", field.base), ("mine", field.mine), ("plan", field.plan)


def _quoted(value: object, page: Page) -> str:
    return "nothing" if value is None else f"“{clip(value_text(value), QUOTED, page.glyphs.more)}”"


def _beside(field: ThreeWay, page: Page) -> list[Line]:
    width = (page.width - 2 * GAP) // 3
    columns = [_column(side, value, width, page) for side, value in _sides(field)]
    blank: Piece = (" " * width, "")
    gap: Piece = (" " * GAP, "")
    return [
        [base, gap, mine, gap, plan] for base, mine, plan in zip_longest(*columns, fillvalue=blank)
    ]


def _column(side: str, value: object, width: int, page: Page) -> list[Piece]:
    cells = [_filled(part, width) for part in _value(value, width, page)]
    return [(_filled(SAID[side], width), f"side-{side}"), *((cell, "") for cell in cells)]


def _stacked(field: ThreeWay, page: Page) -> list[Line]:
    lines: list[Line] = []
    for side, value in _sides(field):
        for at, part in enumerate(_value(value, page.width - SIDE, page)):
            lines.append([((side if at == 0 else "").ljust(SIDE), f"side-{side}"), (part, "")])
    return lines


SAID: Final = {
    "base": "base: the plan then",
    "mine": "mine",
    "plan": "plan: what it says now",
}
"""What stands above the columns."""


def _value(value: object, width: int, page: Page) -> list[str]:
    text = value_text(value)
    ranges = wrap(text, max(width, 1))
    parts = [text[start:end] for start, end in ranges[:VALUE_LINES]]
    return [*parts, page.glyphs.more] if len(ranges) > VALUE_LINES else parts


def _filled(text: str, width: int) -> str:
    return text + " " * max(width - width_of(text), 0)


def _short_key(key: str, name: str, value: str, page: Page) -> Line:
    said = f"{name}: {value}" if value else name
    return [(key, "key"), ("  " + clip(said, page.width - 3, page.glyphs.more), "")]


def _key(key: str, name: str, does: str, page: Page) -> list[Line]:
    first, *rest = wrap(does, page.width - ACT - 3)
    head: Line = [(key, "key"), ("  " + name.ljust(ACT), ""), (does[slice(*first)], "quiet")]
    return [head, *([(" " * (ACT + 3) + does[start:end], "quiet")] for start, end in rest)]
