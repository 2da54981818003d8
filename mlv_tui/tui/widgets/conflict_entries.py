"""Conflicts as listed entries: a line each, or three ways side by side."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from mlv_tui.domain.forest import Forest
from mlv_tui.domain.three_way import ThreeWay, conflicts_of
from mlv_tui.tui.keys_now import key_for
from mlv_tui.tui.widgets.cells import clip, width_of
from mlv_tui.tui.widgets.detail_head import Line, Page
from mlv_tui.tui.widgets.detail_sections import value_text
from mlv_tui.tui.widgets.entry_rows import NOTHING
from mlv_tui.tui.widgets.three_sides import KeyTold, Side, drawn, in_quotes
from mlv_tui.tui.widgets.tree_facts import title_of

FIELD: Final = 10
SIDE: Final = 6


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
        sides = [Side(side, side, SAID[side], value) for side, value in _sides(self.field)]
        return drawn(self.field.name, sides, self._keys(page), page)

    def _keys(self, page: Page) -> list[KeyTold]:
        mine, plan = (in_quotes(value, page) for value in (self.field.mine, self.field.plan))
        return [
            KeyTold(
                key_for("conflict.mine", "m"),
                "take mine",
                mine,
                f"it stays {mine}; what the plan says now is passed over",
            ),
            KeyTold(
                key_for("conflict.plan", "p"),
                "take the plan’s",
                plan,
                f"it becomes {plan} and follows the plan; {mine} goes",
            ),
            KeyTold(
                key_for("conflict.edit", "e"),
                "edit",
                "",
                f"type another value; {key_for('edit.store', 'Enter')} stores it",
            ),
        ]


def conflict_entries(forest: Forest, ids: tuple[int, ...]) -> tuple[ConflictEntry, ...]:
    """List every field in conflict of some milestones."""
    return tuple(
        ConflictEntry(ident, title_of(forest[ident]), field)
        for ident in ids
        for field in conflicts_of(forest[ident])
    )


def _sides(field: ThreeWay) -> tuple[tuple[str, object], ...]:
    return ("base", field.base), ("mine", field.mine), ("plan", field.plan)


SAID: Final = {
    "base": "base: the plan then",
    "mine": "mine",
    "plan": "plan: what it says now",
}
"""What stands above the columns."""
