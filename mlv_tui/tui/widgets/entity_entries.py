"""Entities in a list: how their milestones stand, and what is next for them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from mlv_tui.domain.ages import age
from mlv_tui.domain.entities import EntityRef
from mlv_tui.domain.entity_states import EntityState
from mlv_tui.domain.folding import counted
from mlv_tui.domain.freshness import Known, freshness
from mlv_tui.domain.milestone import Milestone
from mlv_tui.tui.widgets.cells import clip, shown, width_of
from mlv_tui.tui.widgets.detail_head import Line, Page
from mlv_tui.tui.widgets.entry_pieces import cut, status_pieces
from mlv_tui.tui.widgets.entry_rows import NOTHING
from mlv_tui.tui.widgets.link_lines import entity_words, fresh_style
from mlv_tui.tui.widgets.pieces import Piece, measure
from mlv_tui.tui.widgets.tree_facts import title_of

NAME: Final = 18
SHORT_NAME: Final = 14
ROOMY: Final = 100
"""Cells from which names and freshness have all the room they want."""

WIDE: Final = 140
"""Cells from which counts have their words beside them."""

FRESHNESS: Final = 18
SHORT_FRESHNESS: Final = 9

NARROW: Final = 60
"""Cells below which only what is done is counted."""

GAP: Final = 2


@dataclass(frozen=True, slots=True)
class KindEntry:
    """The line above the entities of a kind.

    Attributes:
        kind: As links write it.
        linked: How many of them have milestones.
        there: How many the source has; None where that isn't known.
    """

    kind: str
    linked: int
    there: int | None = None

    @property
    def key(self) -> str:
        """The kind."""
        return self.kind

    def lines(self, page: Page) -> list[Line]:
        """Draw it with a rule to the edge."""
        said = f"{self.linked} linked"
        if self.there is not None:
            said += f" · {self.there} in the source"
        name = clip(shown(self.kind), page.width // 2, page.glyphs.more)
        rule = page.width - width_of(name) - width_of(said) - GAP
        line: Line = [(name, "section"), (f" {page.glyphs.rule * max(rule, 0)} ", "rule")]
        return [cut([*line, (said, "quiet")], page)]


@dataclass(frozen=True, slots=True)
class EntityEntry:
    """An entity in two lines.

    Attributes:
        known: What is known of it.
        state: How its milestones stand; None where none that counts is linked to it.
        oldest: What was begun first of them and isn't done; None if all is.
    """

    known: Known
    state: EntityState | None = None
    oldest: Milestone | None = None

    @property
    def key(self) -> EntityRef:
        """What a link to it says."""
        return self.known.ref

    def lines(self, page: Page) -> list[Line]:
        """Draw it, and a line that parts it from the next."""
        if self.state is None:
            return [self._standing(page)]
        return [self._standing(page), self._work(self.state, page), NOTHING]

    def _standing(self, page: Page) -> Line:
        room = NAME if page.width >= ROOMY else SHORT_NAME
        name = clip(shown(self.key.id), room, page.glyphs.more)
        line: Line = [(name, "link"), (" " * (room - width_of(name) + GAP), "")]
        fresh = freshness(self.known, page.now)
        beside = FRESHNESS if page.width >= ROOMY else SHORT_FRESHNESS
        words = clip(shown(fresh.words), beside, page.glyphs.more)
        end = [*self._counts(page), (" " * (beside - width_of(words)), "")]
        end.append((words, fresh_style(fresh)))
        left = page.width - measure(line) - measure(end) - GAP
        label = clip(entity_words(self.known), max(left, 0), page.glyphs.more)
        return cut([*line, (label + " " * max(left - width_of(label) + GAP, 0), ""), *end], page)

    def _counts(self, page: Page) -> list[Piece]:
        if self.state is None:
            return [("no milestones", "quiet")]
        total = self.state.progress
        if page.width < NARROW:
            return [(f"{total.done}/{total.all}", "strong")]
        counts = status_pieces(total, page, words=page.width >= WIDE)
        return [(f"{f'{total.done}/{total.all}':>5}", "strong"), *counts]

    def _work(self, state: EntityState, page: Page) -> Line:
        """Tell what is next, and what is open for longest."""
        total, step = state.progress, state.next
        line: Line = [(" " * GAP, "")]
        if step is not None:
            line += [(f"{page.glyphs.next} ", "next"), (shown(step.title), "")]
        elif total.done == total.all:
            line.append((f"{counted(total.all, 'milestone')}, done", "quiet"))
        else:
            line.append(("nothing of it can be done now", "quiet"))
        is_other = self.oldest is not None and (step is None or step.id != self.oldest.id)
        if self.oldest is not None and is_other and page.now:
            made = age(self.oldest.created_at, page.now)
            line.append((f"   open for longest: {title_of(self.oldest)}, made {made}", "quiet"))
        return cut(line, page)
