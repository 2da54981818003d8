"""One row of the tree as pieces: gutter, arrow, glyph, title, columns."""

from __future__ import annotations

import re
from dataclasses import dataclass

from mlv_tui.tui.widgets.cells import clip, shown, width_of
from mlv_tui.tui.widgets.glyphs import Glyphs
from mlv_tui.tui.widgets.pieces import Piece, measure
from mlv_tui.tui.widgets.tree_columns import GAP, Columns
from mlv_tui.tui.widgets.tree_facts import RowFacts

GUTTER = 2
ARROW = 2
STEP = 2
"""Cells that a level is indented by."""

MARGIN = 1
"""Blank cells at the right edge."""

LEAST_TITLE = 12
BADGE_TITLE = 20
"""Cells that a title keeps beside a badge."""

WIDEST_NAME = 12
LEAST_WITHIN = 12
"""Cells that are worth while for the title of a parent elsewhere."""

URGENT = ("P0", "P1")
APART = ("detached", "archived")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a row stands and what is on it at the moment.

    Attributes:
        depth: How many ancestors it has.
        is_parent: Whether anything is below it.
        is_folded: Whether that is hidden.
        has_cursor: Whether the cursor is on it.
        is_fresh: Whether it changed just now.
        changed_by: Who did that; "" for oneself, or a save.
        is_next: Whether it is the next action.
        is_marked: Whether a person marked it.
        is_found: Whether a search found it.
    """

    depth: int = 0
    is_parent: bool = False
    is_folded: bool = False
    has_cursor: bool = False
    is_fresh: bool = False
    changed_by: str = ""
    is_next: bool = False
    is_marked: bool = False
    is_found: bool = False


@dataclass(frozen=True, slots=True)
class Drawing:
    """How rows are drawn: the same for all of them.

    Attributes:
        width: Cells of a line.
        columns: As wide as in the whole forest, less those that gave way.
        glyphs: The set of signs.
        needle: What is looked for, or None.
    """

    width: int
    columns: Columns
    glyphs: Glyphs
    needle: re.Pattern[str] | None = None

    def indent(self, depth: int) -> int:
        """Return the cells that a row is indented by: less than it should where there's no room."""
        room = self.width - self.columns.total - MARGIN - LEAST_TITLE
        return max(0, min(depth * STEP, room - GUTTER - ARROW - self.glyphs.state_width - 1))


def fitted(width: int, columns: Columns, glyphs: Glyphs) -> Columns:
    """Let columns give way to a pane's width."""
    left = GUTTER + 2 * STEP + ARROW + glyphs.state_width + 1
    return columns.fitting(width - left - MARGIN)


def arrow_cells(drawing: Drawing, depth: int) -> range:
    """Return the cells in which a click folds or unfolds."""
    start = GUTTER + drawing.indent(depth)
    return range(start, start + ARROW)


def title_start(drawing: Drawing, depth: int) -> int:
    """Return the cell in which a title begins."""
    return GUTTER + drawing.indent(depth) + ARROW + drawing.glyphs.state_width + 1


def line_of(facts: RowFacts, place: Place, drawing: Drawing) -> list[Piece]:
    """Draw a row; its title and badge may spread over the empty cells of columns."""
    left = [*_gutter(place, drawing.glyphs), *_stem(facts, place, drawing)]
    right = _columns(facts, drawing)
    while right and not right[0][0].strip():
        right.pop(0)
    room = drawing.width - MARGIN - measure(left)
    right = _with_badge(facts, right, drawing, room)
    right = _with_name(place, facts, right, drawing, room)
    title = clip(facts.title, room - _space(right), drawing.glyphs.more)
    room -= width_of(title) + measure(right)
    free = room - (GAP if right else 0)
    within = _within(facts, free, drawing.glyphs)
    beside = [*within, *_links(facts, free - measure(within))]
    gap = (" " * (room - measure(beside)), "")
    pieces = [*left, *_title(title, facts, place, drawing), *beside, gap, *right]
    return [*pieces[:2], *map(_dimmed, pieces[2:])] if facts.is_context else pieces


def _dimmed(piece: Piece) -> Piece:
    """Take the colours of a row that is there only for others; what a search found keeps its."""
    text, style = piece
    return piece if "match" in style or "found" in style else (text, "context")


def _within(facts: RowFacts, room: int, glyphs: Glyphs) -> list[Piece]:
    """Draw the parent that isn't above the row, as far as there is room."""
    text = f"  {glyphs.within} {facts.within}"
    if not facts.within or room < LEAST_WITHIN:
        return []
    return [(clip(text, room, glyphs.more), "within")]


def _links(facts: RowFacts, room: int) -> list[Piece]:
    """Draw what it is linked to, if there is room for all of it."""
    text = f"  {facts.links}"
    return [(text, "within")] if facts.links and width_of(text) <= room else []


def _space(right: list[Piece]) -> int:
    return measure(right) + GAP if right else 0


def _gutter(place: Place, glyphs: Glyphs) -> list[Piece]:
    sign: Piece = (glyphs.next, "next") if place.is_next else (" ", "")
    if place.is_marked:
        sign = (glyphs.marked, "marked")
    if place.is_fresh:
        return [(glyphs.edge, "fresh"), sign]
    return [(glyphs.cursor if place.has_cursor else " ", "edge"), sign]


def _stem(facts: RowFacts, place: Place, drawing: Drawing) -> list[Piece]:
    glyphs = drawing.glyphs
    indent = drawing.indent(place.depth)
    guide = (glyphs.guide + " ") * (indent // STEP) + " " * (indent % STEP)
    arrow = (glyphs.folded if place.is_folded else glyphs.unfolded) if place.is_parent else " "
    stem: list[Piece] = [(guide, "guide"), (arrow + " ", "arrow")]
    if facts.state is None:
        return stem
    return [*stem, (glyphs.state(facts.state) + " ", facts.state)]


def _title(title: str, facts: RowFacts, place: Place, drawing: Drawing) -> list[Piece]:
    style = _title_style(facts, place)
    matches = drawing.needle.finditer(title) if drawing.needle else ()
    pieces: list[Piece] = []
    end = 0
    for match in matches:
        pieces += [(title[end : match.start()], style), (match[0], f"{style} match")]
        end = match.end()
    if place.is_found and not pieces:
        style += " found"
    return [*pieces, (title[end:], style)]


def _title_style(facts: RowFacts, place: Place) -> str:
    style = (facts.state or "group") if facts.is_group else "title"
    if facts.is_quiet:
        style += " quiet"
    stands_out = place.depth == 0 and not (facts.is_group and facts.state in APART)
    return f"{style} strong" if stands_out or place.has_cursor else style


def _columns(facts: RowFacts, drawing: Drawing) -> list[Piece]:
    """Return the columns' cells, each with its gap and as wide as its column."""
    columns = drawing.columns
    pieces: list[Piece] = []
    if columns.module:
        module = clip(facts.module, columns.module, drawing.glyphs.more)
        blank = columns.module - width_of(module)
        pieces += [
            (" " * GAP, ""),
            (module, _calm("module", is_calm=facts.is_module_calm)),
            (" " * blank, ""),
        ]
    if columns.facts:
        pieces += _flush_right(_anchor_and_roll_up(facts, drawing), columns.facts)
    if columns.priority:
        style = "urgent" if facts.priority in URGENT else "priority"
        pieces += _flush_right([(facts.priority, style)], columns.priority)
    return pieces


def _calm(style: str, *, is_calm: bool) -> str:
    """Draw what neither a person nor the plan says of the milestone itself more quietly."""
    return "derived" if is_calm else style


def _flush_right(pieces: list[Piece], width: int) -> list[Piece]:
    return [(" " * (GAP + width - measure(pieces)), ""), *pieces]


def _with_badge(facts: RowFacts, right: list[Piece], drawing: Drawing, room: int) -> list[Piece]:
    """Put the badge before the cells, a word if title and word have room, else only a sign."""
    if not facts.badge:
        return right
    priority = drawing.columns.priority
    blank = GAP if right or not priority else GAP + priority
    rest = [(" " * blank, ""), *right] if right or priority else []
    room -= measure(rest) + GAP
    sign = drawing.glyphs.conflict if facts.badge == "conflict" else ""
    word = f"{sign} {facts.badge}".strip()
    has_room = room - len(word) >= min(width_of(facts.title), BADGE_TITLE)
    badge = word if has_room else sign
    return [(badge, facts.badge), *rest] if room - len(badge) >= LEAST_TITLE else right


def _with_name(
    place: Place, facts: RowFacts, right: list[Piece], drawing: Drawing, room: int
) -> list[Piece]:
    """Put who changed it before all that, where the title has room beside it."""
    name = clip(shown(place.changed_by), WIDEST_NAME, drawing.glyphs.more)
    rest: list[Piece] = [(" " * GAP, ""), *right] if right else []
    left = room - width_of(name) - measure(rest) - GAP
    has_room = left >= min(width_of(facts.title), BADGE_TITLE)
    return [(name, "fresh"), *rest] if name and has_room else right


def _anchor_and_roll_up(facts: RowFacts, drawing: Drawing) -> list[Piece]:
    columns = drawing.columns
    roll_up: list[Piece] = [(facts.roll_up, "roll-up")] if columns.roll_up else []
    if not columns.anchor or not facts.anchor:
        return roll_up
    beside = width_of(facts.roll_up) + GAP if roll_up and facts.roll_up else 0
    anchor = clip(facts.anchor, columns.facts - beside, drawing.glyphs.more)
    return [
        (anchor, _calm("anchor", is_calm=facts.is_anchor_calm)),
        (" " * GAP if beside else "", ""),
        *roll_up,
    ]
