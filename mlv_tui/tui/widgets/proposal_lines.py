"""Which milestones a detached one may be: in its detail, and as answers to a question."""

from __future__ import annotations

from collections.abc import Sequence

from mlv_tui.domain.forest import Forest
from mlv_tui.domain.milestone import Milestone
from mlv_tui.domain.proposals import Proposal
from mlv_tui.tui.keys_now import key_for
from mlv_tui.tui.widgets.cells import clip, shown, wrap
from mlv_tui.tui.widgets.detail_head import Line, Page, paragraph
from mlv_tui.tui.widgets.detail_sections import section
from mlv_tui.tui.widgets.tree_facts import title_of

SCORE = 6
"""Cells of a score with its gap."""

TITLE_LIMIT = 60


def proposal_lines(
    forest: Forest, one: Milestone, proposals: Sequence[Proposal] | None, page: Page
) -> list[Line]:
    """Draw what a detached milestone may be, the best first.

    Args:
        forest: Knows the proposed ones.
        one: The shown milestone.
        proposals: None while they are looked for.
        page: How lines are drawn.
    """
    if not one.is_detached:
        return []
    lines = section(
        "May be", page, [(key_for("milestone.attach", "dt"), "key"), (" attaches", "quiet")]
    )
    if proposals is None:
        return [*lines, *paragraph(page.glyphs.more, page, "quiet")]
    there = [each for each in proposals if each.milestone_id in forest.line]
    if not there:
        return [*lines, *paragraph("Nothing in the plans is like it.", page, "quiet")]
    return [*lines, *(line for each in there for line in _proposal(forest, each, page))]


def _proposal(forest: Forest, each: Proposal, page: Page) -> list[Line]:
    """Draw score and title, and below the title where that is and what is alike."""
    room = max(page.width - SCORE, 1)
    title = clip(title_of(forest[each.milestone_id]), room, page.glyphs.more)
    said = shown(f"{_where(forest, each)} · {each.reason}")
    return [
        [(f"{each.score:.2f}  ", "detached"), (title, "")],
        *([(" " * SCORE, ""), (said[start:end], "quiet")] for start, end in wrap(said, room)),
    ]


def offer_of(forest: Forest, each: Proposal) -> str:
    """Write a proposal as an answer to a question, in two lines."""
    title = clip(title_of(forest[each.milestone_id]), TITLE_LIMIT)
    below = f"{_where(forest, each)} · {each.reason}"
    return f"{each.score:.2f}  {title}\n{' ' * SCORE}{below}"


def _where(forest: Forest, each: Proposal) -> str:
    return f"{forest[each.milestone_id].plan}:{forest.line[each.milestone_id]}"
