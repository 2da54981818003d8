"""What a row of the tree tells of its milestone, as texts."""

from __future__ import annotations

from dataclasses import dataclass

from mlv_tui.domain.deriving import Derived
from mlv_tui.domain.forest import Forest
from mlv_tui.domain.milestone import UNTITLED, Milestone, Status
from mlv_tui.domain.source_key import without_marks
from mlv_tui.tui.widgets.cells import shown
from mlv_tui.tui.widgets.glyphs import State, state_of
from mlv_tui.tui.widgets.tree_shape import DETACHED_GROUP, GROUPS, Head, Shape, is_head

TITLE_LIMIT = 400
"""Characters; more never fit on a line."""


@dataclass(frozen=True, slots=True)
class RowFacts:
    """The texts of one row; "" where there is nothing to tell.

    Attributes:
        state: What people see the milestone to be; None for a group of a grouping.
        title: Without the marks that its state tells already.
        within: The title of a parent that stands elsewhere.
        links: What it is linked to: the first of it, and how many more.
        badge: `conflict` or `detached`.
        module: As written.
        anchor: `Trip G2`.
        roll_up: `done/all` of a parent, the count of a group.
        priority: `P1`.
        is_quiet: Whether it asks for nothing: done, or in a group.
        is_group: Whether this is a group's head.
        is_context: Whether it is shown only for what is below it.
        is_module_calm: Whether the module is inherited, or by a rule.
        is_anchor_calm: Whether the anchor is by a rule.
    """

    state: State | None
    title: str
    within: str = ""
    links: str = ""
    badge: str = ""
    module: str = ""
    anchor: str = ""
    roll_up: str = ""
    priority: str = ""
    is_quiet: bool = False
    is_group: bool = False
    is_context: bool = False
    is_module_calm: bool = False
    is_anchor_calm: bool = False


def facts_of(forest: Forest, shape: Shape, ident: int) -> RowFacts:
    """Gather what a row tells."""
    if is_head(ident):
        return _head_facts(shape, ident)
    one = forest[ident]
    module, anchor = forest.module_of(ident), forest.anchor_of(ident)
    priority = forest.priority_of(ident)
    progress = forest.progress.get(ident)
    return RowFacts(
        state=state_of(one),
        title=title_of(one),
        within=_within(forest, shape, ident),
        links=_links(one),
        badge=_badge(one),
        module=shown(module.text),
        anchor=anchor_text(anchor),
        is_module_calm=module.is_calm,
        is_anchor_calm=anchor.is_calm,
        roll_up=f"{progress.done}/{progress.all}" if progress and progress.all else "",
        priority="" if priority is None else f"P{priority}",
        is_quiet=one.status is Status.DONE or _stands_apart(shape, ident),
        is_context=shape.is_context(ident),
    )


def _stands_apart(shape: Shape, ident: int) -> bool:
    last = len(shape.ids)
    return any(shape.places[ident] > shape.places.get(head, last) for head in GROUPS)


def _within(forest: Forest, shape: Shape, ident: int) -> str:
    """Name the parent of one that a grouping took from right below it."""
    above, parent = shape.above[shape.places[ident]], forest.parent.get(ident)
    if not shape.heads or above is None or parent in (None, shape.ids[above]):
        return ""
    return title_of(forest[parent])


def _head_facts(shape: Shape, head: int) -> RowFacts:
    if head in shape.heads:
        return _group_facts(shape.heads[head])
    place = shape.places[head]
    count = str(shape.ends[place] - place - 1)
    if head == DETACHED_GROUP:
        return RowFacts("detached", "Detached", roll_up=count, is_group=True)
    return RowFacts("archived", "Archived", roll_up=count, is_group=True)


def _group_facts(head: Head) -> RowFacts:
    counts = head.progress
    return RowFacts(
        state=head.state.value if head.state else None,
        title=shown(head.title),
        anchor=f"{head.unanchored} unanchored" if head.unanchored else "",
        roll_up=f"{counts.done}/{counts.all}" if counts.all else "",
        is_anchor_calm=True,
        is_group=True,
    )


def title_of(one: Milestone) -> str:
    """Return a title as shown: status marks that the plan put into it are a glyph already."""
    title = one.title[:TITLE_LIMIT]
    if one.says.status is not None and "title" not in one.mine:
        title = without_marks(title)
    return shown(title) or UNTITLED


def anchor_text(derived: Derived) -> str:
    """Return where a milestone points, `Trip G2`, in as few cells as can be."""
    anchor = derived.anchor
    return shown(f"{anchor.kind} {anchor.gates}".rstrip() if anchor else derived.text)


def _links(one: Milestone) -> str:
    refs = one.links
    more = f" +{len(refs) - 1}" if len(refs) > 1 else ""
    return f"{shown(str(refs[0]))}{more}" if refs else ""


def _badge(one: Milestone) -> str:
    if one.mine and one.conflicts:
        return "conflict"
    return "detached" if one.is_detached else ""
