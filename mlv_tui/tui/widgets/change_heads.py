"""The head of a listed change set: its number, when, who, what, and how many it changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from mlv_tui.domain.ages import age
from mlv_tui.domain.change_set import Recorded
from mlv_tui.tui.widgets.cells import clip, shown, width_of
from mlv_tui.tui.widgets.detail_head import Line, Page
from mlv_tui.tui.widgets.pieces import Piece, measure

ROOMY: Final = 60
"""Cells from which there is room for who."""

NUMBER: Final = 5
AGE: Final = 10
WHEN: Final = NUMBER + 1 + AGE
ACTOR: Final = 10
SHORT_NUMBER: Final = 4
SHORT_AGE: Final = 6
GAP: Final = "  "
LEAST_TITLE: Final = 8
LEAST_LABEL: Final = 24
"""Cells that a longer label has at least: with less, the counts go below it."""
LABEL_LIMIT: Final = 2_000
"""Characters that are looked at."""


@dataclass(frozen=True, slots=True)
class Head:
    """What stands in the first line of an entry.

    Attributes:
        recorded: The change set.
        arrow: Tells whether it is folded; nothing where it can't be.
        subject: The title of the only milestone that it changed; "" for several.
        counts: What it did, at the right edge, or below where they are too long for that.
        style: Of the counts.
    """

    recorded: Recorded
    arrow: tuple[Piece, ...] = ()
    subject: str = ""
    counts: tuple[str, ...] = ()
    style: str = "quiet"

    def lines(self, page: Page) -> list[Line]:
        """Draw it: one line, and more where the counts don't fit beside the label."""
        left, undone = self._left(page), self._undone()
        label = shown(self.recorded.label[:LABEL_LIMIT])
        beside = [(GAP + ", ".join(self.counts), self.style)] if self.counts else []
        room = page.width - measure(left) - measure(undone)
        if not beside or min(width_of(label), LEAST_LABEL) + measure(beside) <= room:
            return [self._line(left, [*undone, *beside], label, page)]
        return [self._line(left, undone, label, page), *self._below(page)]

    def _left(self, page: Page) -> list[Piece]:
        one = self.recorded
        number, when = f"#{one.id}", age(one.at, page.now) if page.now else ""
        if page.width < ROOMY:
            short = when.removesuffix(" ago").removeprefix("just ")
            said = f"{number:>{SHORT_NUMBER}} {short:>{SHORT_AGE}}{GAP}"
            return [*self.arrow, (said, "quiet")]
        who = clip(shown(one.actor), ACTOR, page.glyphs.more)
        who += " " * (ACTOR - width_of(who))
        return [*self.arrow, (f"{number:>{NUMBER}} {when:>{AGE}}{GAP}", "quiet"), (who + GAP, "")]

    def _undone(self) -> list[Piece]:
        return [(f"{GAP}undone", "conflict")] if self.recorded.undone_by is not None else []

    def _line(self, left: list[Piece], right: Sequence[Piece], label: str, page: Page) -> Line:
        room = page.width - measure(left) - measure(right)
        said = clip(label, room, page.glyphs.more)
        style = "undone" if self.recorded.undone_by is not None else "strong"
        line: Line = [*left, (said, style)]
        room -= width_of(said) + len(GAP)
        if self.subject and room > LEAST_TITLE:
            line.append((GAP + clip(shown(self.subject), room, page.glyphs.more), ""))
        return [*line, (" " * (page.width - measure([*line, *right])), ""), *right]

    def _below(self, page: Page) -> list[Line]:
        """Draw the counts below the label, none of them cut or parted."""
        is_roomy = page.width >= ROOMY
        beyond = WHEN + ACTOR + 2 * len(GAP) if is_roomy else SHORT_NUMBER + 1
        indent = measure(self.arrow) + beyond
        lines: list[str] = []
        for at, count in enumerate(self.counts, 1):
            said = count if at == len(self.counts) else f"{count},"
            if lines and width_of(lines[-1]) + 1 + width_of(said) <= page.width - indent:
                lines[-1] += f" {said}"
            else:
                lines.append(said)
        return [[(" " * indent, ""), (line, self.style)] for line in lines]
