"""Projects in a list: how far they are, and what happened in them last."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from mlv_tui.domain.ages import age
from mlv_tui.domain.change_set import Recorded
from mlv_tui.domain.folding import counted
from mlv_tui.domain.forest import Progress
from mlv_tui.domain.project import Project
from mlv_tui.tui.widgets.cells import clip, shown, width_of
from mlv_tui.tui.widgets.detail_head import Line, Page
from mlv_tui.tui.widgets.entry_pieces import cut, status_pieces
from mlv_tui.tui.widgets.entry_rows import NOTHING
from mlv_tui.tui.widgets.pieces import Piece, measure

NAME: Final = 26
SHORT_NAME: Final = 18
BAR: Final = 20
SHORT_BAR: Final = 8
ROOMY: Final = 100
"""Cells from which counts have their words beside them."""

NARROW: Final = 60
"""Cells below which there is neither a bar nor where the plans are."""

INDENT: Final = 2
LEAST_WHERE: Final = 12


@dataclass(frozen=True, slots=True)
class ProjectEntry:
    """A project in two lines.

    Attributes:
        project: The project.
        total: Its milestones by status.
        plans: How many plan files it has.
        last: What was done last; None if nothing was.
        is_open: Whether it is the one that the screen below shows.
    """

    project: Project
    total: Progress
    plans: int
    last: Recorded | None
    is_open: bool = False

    @property
    def key(self) -> str:
        """Its slug."""
        return self.project.slug

    def lines(self, page: Page) -> list[Line]:
        """Draw it, and a line that parts it from the next."""
        return [self._standing(page), self._last(page), NOTHING]

    def _standing(self, page: Page) -> Line:
        room = NAME if page.width >= ROOMY else SHORT_NAME
        name = clip(shown(self.project.name), room, page.glyphs.more)
        line: Line = [self._sign(page), (name, "strong"), (" " * (room - width_of(name) + 2), "")]
        if self.total.all and page.width >= NARROW:
            line += [*_bar(self.total, page), ("  ", "")]
        share = f"{round(100 * self.total.share)} %" if self.total.all else "-"
        line.append((f"{share:>5}", "strong" if self.total.all else "quiet"))
        line += self._counts(page, page.width - measure(line))
        plans = counted(self.plans, "plan")
        gap = page.width - measure(line) - width_of(plans)
        return [*line, (" " * gap + plans, "quiet")] if gap > 1 else cut(line, page)

    def _sign(self, page: Page) -> Piece:
        sign = page.glyphs.next if self.is_open else " "
        return f"{sign:{INDENT}}", "key"

    def _counts(self, page: Page, room: int) -> list[Piece]:
        """Count by status, with words where there is room for them."""
        if not self.total.all:
            return [("  nothing to do yet", "quiet")]
        for words in (True, False):
            pieces: list[Piece] = [("  ", ""), *status_pieces(self.total, page, words=words)]
            if measure(pieces) <= room and (page.width >= ROOMY or not words):
                return pieces
        return []

    def _last(self, page: Page) -> Line:
        """Tell what was done last and by whom, and where the plans are."""
        indent: Piece = (" " * INDENT, "")
        away: list[Piece] = [("archived  ", "conflict")] if self.project.is_archived else []
        line: Line = [indent, *away, *self._done(page)]
        where = self._where()
        room = page.width - measure(line) - 2
        if where and page.width >= NARROW and room >= LEAST_WHERE:
            where = _clip_front(where, room, page.glyphs.more)
            line.append((" " * (room + 2 - width_of(where)) + where, "quiet"))
        return cut(line, page)

    def _done(self, page: Page) -> list[Piece]:
        if self.last is None:
            return [("nothing was done yet", "quiet")]
        when = f"{age(self.last.at, page.now)}  " if page.now else ""
        who = clip(shown(self.last.actor), SHORT_NAME, page.glyphs.more)
        label = clip(shown(self.last.label), page.width // 2, page.glyphs.more)
        return [(when, "quiet"), (f"{who}: ", ""), (label, "")]

    def _where(self) -> str:
        first, *more = [shown(root.path) for root in self.project.roots] or [""]
        return f"{first} and {len(more)} more" if more else first


def _bar(total: Progress, page: Page) -> list[Piece]:
    width = BAR if page.width >= ROOMY else SHORT_BAR
    done = total.done * width // total.all
    active = total.active * width // total.all
    full, rest = page.glyphs.full, page.glyphs.rule * (width - done - active)
    return [(full * done, "done"), (full * active, "active"), (rest, "rule")]


def _clip_front(text: str, width: int, more: str) -> str:
    """Cut the beginning of a path off: its end tells it from others."""
    cut = text
    while width_of(cut) + len(more) > width and cut:
        cut = cut[1:]
    return text if width_of(text) <= width else more + cut
