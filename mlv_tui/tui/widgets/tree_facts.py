"""What a row of the tree tells of its milestone, as texts."""

from __future__ import annotations

from dataclasses import dataclass

from mlv_tui.domain.anchors import parse_anchor
from mlv_tui.domain.forest import Forest
from mlv_tui.domain.milestone import UNTITLED, Milestone, Status
from mlv_tui.domain.source_key import without_marks
from mlv_tui.tui.widgets.cells import shown
from mlv_tui.tui.widgets.glyphs import State, state_of
from mlv_tui.tui.widgets.tree_shape import DETACHED_GROUP, GROUPS, Shape

TITLE_LIMIT = 400
"""Characters; more never fit on a line."""


@dataclass(frozen=True, slots=True)
class RowFacts:
    """The texts of one row; "" where there is nothing to tell.

    Attributes:
        state: What people see the milestone to be.
        title: Without the marks that its state tells already.
        badge: `conflict` or `detached`.
        module: As written.
        anchor: `Trip G2`.
        roll_up: `done/all` of a parent, the count of a group.
        priority: `P1`.
        is_quiet: Whether it asks for nothing: done, or in a group.
        is_group: Whether this is a group's head.
    """

    state: State
    title: str
    badge: str = ""
    module: str = ""
    anchor: str = ""
    roll_up: str = ""
    priority: str = ""
    is_quiet: bool = False
    is_group: bool = False


def facts_of(forest: Forest, shape: Shape, ident: int) -> RowFacts:
    """Gather what a row tells."""
    if ident in GROUPS:
        return _group_facts(shape, ident)
    one = forest[ident]
    priority = forest.priority_of(ident)
    progress = forest.progress.get(ident)
    return RowFacts(
        state=state_of(one),
        title=title_of(one),
        badge=_badge(one),
        module=shown(one.shown("module") or ""),
        anchor=anchor_text(one),
        roll_up=f"{progress.done}/{progress.all}" if progress and progress.all else "",
        priority="" if priority is None else f"P{priority}",
        is_quiet=one.status is Status.DONE or _is_in_group(shape, ident),
    )


def _is_in_group(shape: Shape, ident: int) -> bool:
    last = len(shape.ids)
    return any(shape.places[ident] > shape.places.get(head, last) for head in GROUPS)


def _group_facts(shape: Shape, head: int) -> RowFacts:
    place = shape.places[head]
    count = str(shape.ends[place] - place - 1)
    if head == DETACHED_GROUP:
        return RowFacts("detached", "Detached", roll_up=count, is_group=True)
    return RowFacts("archived", "Archived", roll_up=count, is_group=True)


def title_of(one: Milestone) -> str:
    """Return a title as shown: status marks that the plan put into it are a glyph already."""
    title = one.title[:TITLE_LIMIT]
    if one.says.status is not None and "title" not in one.mine:
        title = without_marks(title)
    return shown(title) or UNTITLED


def anchor_text(one: Milestone) -> str:
    """Return where a milestone points, `Trip G2`, in as few cells as can be."""
    written = one.shown("anchor") or ""
    anchor = parse_anchor(written)
    return shown(f"{anchor.kind} {anchor.gates}".rstrip() if anchor else written)


def _badge(one: Milestone) -> str:
    if one.mine and one.conflicts:
        return "conflict"
    return "detached" if one.is_detached else ""
