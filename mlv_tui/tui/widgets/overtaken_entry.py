"""A field that somebody else changed while a person typed: what it was, mine, and theirs."""

from __future__ import annotations

from dataclasses import dataclass

from mlv_tui.domain.three_way import ThreeWay
from mlv_tui.tui.keys_now import key_for
from mlv_tui.tui.widgets.cells import shown
from mlv_tui.tui.widgets.detail_head import Line, Page
from mlv_tui.tui.widgets.three_sides import KeyTold, Side, drawn, in_quotes

NOTES = "notes"


@dataclass(frozen=True, slots=True)
class OvertakenEntry:
    """One field, whole, with what each key will do.

    Attributes:
        field: Three ways: `plan` is what the other made of it.
        who: The other.
    """

    field: ThreeWay
    who: str

    @property
    def key(self) -> str:
        """The field's name."""
        return self.field.name

    def lines(self, page: Page) -> list[Line]:
        """Draw the sides, then the keys."""
        field, theirs = self.field, f"{shown(self.who)}’s"
        sides = (
            Side("base", "was", "was", field.base),
            Side("mine", "mine", "mine", field.mine),
            Side("plan", theirs, theirs, field.plan),
        )
        return drawn(field.name.replace("_", " "), sides, self._keys(theirs, page), page)

    def _keys(self, theirs: str, page: Page) -> list[KeyTold]:
        mine, other = (in_quotes(value, page) for value in (self.field.mine, self.field.plan))
        keys = [
            KeyTold(
                key_for("conflict.mine", "m"),
                "take mine",
                mine,
                f"it becomes {mine}; {other} goes, and undo brings it back",
            ),
            KeyTold(
                key_for("conflict.theirs", "t"),
                f"take {theirs}",
                other,
                f"it stays {other}; yours is kept as a draft",
            ),
        ]
        if self.field.name == NOTES:
            does = f"{theirs} text, and yours below it"
            keys.append(KeyTold(key_for("conflict.both", "b"), "keep both", "", does))
        return [
            *keys,
            KeyTold(key_for("conflict.edit", "e"), "edit", "", f"go on typing at {mine}"),
            KeyTold(
                key_for("app.back", "Esc"),
                "leave",
                "",
                "the same, for all that isn't decided",
            ),
        ]
