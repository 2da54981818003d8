"""A milestone's links in its detail: what they point at, and how fresh that is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from mlv_tui.domain.entities import Entity, EntityRef
from mlv_tui.domain.freshness import Freshness, Known, Standing, freshness
from mlv_tui.tui.keys_now import key_for
from mlv_tui.tui.widgets.cells import clip, shown, width_of
from mlv_tui.tui.widgets.detail_head import Line, Page
from mlv_tui.tui.widgets.detail_sections import section
from mlv_tui.tui.widgets.pieces import measure

GAP: Final = 2
LEAST_LABEL: Final = 12
"""Cells below which what an entity is called gets a line of its own."""

_STYLES: Final = {
    Standing.MISSING: "blocked",
    Standing.AMBIGUOUS: "conflict",
    Standing.AWAY: "conflict",
}


def link_lines(
    refs: Sequence[EntityRef], known: Mapping[EntityRef, Known], page: Page
) -> list[Line]:
    """Draw what a milestone is linked to.

    Args:
        refs: In the order in which they are shown.
        known: What is known of them; what isn't asked for yet may lack.
        page: What they are drawn on.
    """
    if not refs:
        return []
    right: Line = [(key_for("go.link", "gl"), "key"), (" opens", "quiet")]
    lines = section("Links" if len(refs) > 1 else "Link", page, right)
    widest = min(max(width_of(shown(str(ref))) for ref in refs), page.width // 2)
    for ref in refs:
        lines += _link(known.get(ref) or Known(ref), widest, page)
    return lines


def _link(known: Known, widest: int, page: Page) -> list[Line]:
    fresh = freshness(known, page.now)
    words = clip(shown(fresh.words), page.width // 2, page.glyphs.more)
    name = clip(shown(str(known.ref)), page.width - width_of(words) - GAP, page.glyphs.more)
    line: Line = [(name, "link")]
    label = clip(entity_words(known), page.width - GAP, page.glyphs.more)
    room = page.width - widest - width_of(words) - 2 * GAP
    more: list[Line] = []
    if label and room >= min(width_of(label), LEAST_LABEL) and width_of(name) <= widest:
        gap = " " * (widest - width_of(name) + GAP)
        line += [(gap, ""), (clip(label, room, page.glyphs.more), "")]
    elif label:
        more = [[(" " * GAP, ""), (label, "")]]
    gap = " " * max(page.width - measure(line) - width_of(words), 0)
    return [[*line, (gap, ""), (words, fresh_style(fresh))], *more]


def entity_words(known: Known) -> str:
    """Say what an entity is called and how it stands, as far as that is known; "" if it isn't."""
    entity = known.entity or Entity(known.ref.kind, known.ref.id, known.label)
    return " · ".join(shown(one) for one in (entity.label, entity.state) if one)


def fresh_style(fresh: Freshness) -> str:
    """Return the style for how fresh something is: calm, unless it asks for a look."""
    return _STYLES.get(fresh.standing, "quiet")
