"""The next line: the one thing to do next, and why."""

from __future__ import annotations

from collections.abc import Sequence

from textual.reactive import reactive

from mlv_tui.domain.forest import Forest
from mlv_tui.domain.next_action import NextAction, agenda, why_nothing
from mlv_tui.domain.source_key import without_marks
from mlv_tui.tui.keys_now import key_for
from mlv_tui.tui.widgets.cells import clip, shown, width_of
from mlv_tui.tui.widgets.one_line import OneLine
from mlv_tui.tui.widgets.pieces import Piece, measure

TITLE_SHARE = 0.6

ROOMY = 60
"""Cells from which both keys are drawn."""


KEYS = 13
"""Cells that are left for the keys."""


class NextLine(OneLine):
    """Draws the next action; always there, never scrolls."""

    forest: reactive[Forest] = reactive(Forest)
    """The project's milestones."""

    gone_to: reactive[int | None] = reactive(None)
    """The action that a person went to and is at; None for the first."""

    def watch_forest(self, forest: Forest) -> None:
        """Decide anew."""
        self._actions = agenda(forest).actions

    _actions: tuple[NextAction, ...] = ()

    @property
    def shown_action(self) -> NextAction | None:
        """The one that is shown: the one that a person went to, else the first."""
        there = (one for one in self._actions if one.id == self.gone_to)
        return next(there, self._actions[0] if self._actions else None)

    @property
    def actions(self) -> tuple[NextAction, ...]:
        """Everything that can be done now, the next one first."""
        return self._actions

    def left(self, room: int) -> list[Piece]:
        """Draw title, labels and reason, as many as there is room for."""
        lead: list[Piece] = [(f" next {self.signs.folded} ", "key")]
        action = self.shown_action
        if action is None:
            return [*lead, (shown(why_nothing(self.forest)), "quiet")]
        title = shown(without_marks(self.forest[action.id].title))
        lead.append((clip(title, max(int(room * TITLE_SHARE), 10), self.signs.more), "strong"))
        left = room - measure(lead) - KEYS
        labels = self._labels(action.id)
        while labels and width_of(_beside(labels)) > left:
            labels.pop()
        words = _beside(labels)
        reason = _beside([action.why])
        is_room = width_of(words) + width_of(reason) <= left
        return [*lead, (words, ""), (reason if is_room else "", "quiet")]

    def right(self, room: int) -> list[Piece]:
        """Draw the keys that go there and tell why, as far as there is room for them."""
        go: list[Piece] = (
            [(f"  {key_for('go.next', 'w')}", "key"), (" go ", "quiet")] if self._actions else []
        )
        why: list[Piece] = [(f"  {key_for('go.why', 'W')}", "key"), (" why ", "quiet")]
        pieces = [*go, *why] if room >= ROOMY else go
        return pieces if measure(pieces) <= room else []

    def _labels(self, ident: int) -> list[str]:
        """Return what it is about, the most telling first."""
        one = self.forest[ident]
        priority = self.forest.priority_of(ident)
        anchor = self.forest.anchor_of(ident).anchor
        words = [
            "" if priority is None else f"P{priority}",
            self.forest.module_of(ident).text,
            f"{self.signs.arrow} {anchor}" if anchor else "",
            f"{one.plan}:{self.forest.line.get(ident, '')}" if one.plan else "",
        ]
        return [word for word in words if word]


def _beside(words: Sequence[str]) -> str:
    return f"   {shown(' · '.join(words))}" if words else ""
