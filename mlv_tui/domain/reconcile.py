"""What the plans say now, brought into step with what is stored, as one change set."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from mlv_tui.domain.change_set import Change
from mlv_tui.domain.differences import change_of, moved_in_order
from mlv_tui.domain.forest import Forest, Layout
from mlv_tui.domain.known import TELLING_TEXT, HeadingKey, Known
from mlv_tui.domain.matching import Match, match
from mlv_tui.domain.milestone import Milestone, Mine
from mlv_tui.domain.outline import Heading, Outline, parents
from mlv_tui.domain.source_key import addresses
from mlv_tui.domain.text import BodiesOf, Text


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """What has to be stored so that the store says what the plans say.

    Attributes:
        milestones: The new and the changed ones, whole.
        texts: Their texts, where new or changed, by milestone id.
        layouts: Of every plan that was read, by its path.
        changes: What was and what is.
    """

    milestones: tuple[Milestone, ...]
    texts: Mapping[int, Text]
    layouts: Mapping[str, Layout]
    changes: tuple[Change, ...]


def reconcile(
    forest: Forest,
    outlines: Sequence[Outline],
    ids: Iterator[int],
    now: int,
    bodies_of: BodiesOf,
) -> Reconciliation:
    """Compare plans that changed together with what is stored of them.

    User-owned fields are carried over untouched; nothing is ever deleted.

    Args:
        forest: What is stored.
        outlines: What the changed plans say now; one without headings for a plan that is gone.
        ids: Gives an id to each new milestone.
        now: Epoch milliseconds.
        bodies_of: Looks the stored bodies up.
    """
    work = _Work(forest, outlines, ids, now, bodies_of)
    work.follow_headings()
    work.detach_the_rest()
    return work.result()


class _Work:
    """One reconciliation under way."""

    def __init__(
        self,
        forest: Forest,
        outlines: Sequence[Outline],
        ids: Iterator[int],
        now: int,
        bodies_of: BodiesOf,
    ) -> None:
        self._forest = forest
        self._outlines = outlines
        self._ids = ids
        self._now = now
        self._headings: dict[HeadingKey, Heading] = {
            (outline.plan, index): heading
            for outline in outlines
            for index, heading in enumerate(outline.headings)
        }
        self._read = [known for outline in outlines for known in _read_headings(outline)]
        self._touched = _stored_headings(forest, {outline.plan for outline in outlines})
        self._matches = match(self._touched, self._read, bodies_of)
        self._id_of: dict[HeadingKey, int] = {}
        self._after: dict[int, Milestone] = {}
        self._reasons: dict[int, Match] = {}

    def follow_headings(self) -> None:
        """Give every heading its milestone: the recognised one in step, or a new one."""
        for known in self._read:
            heading, found = self._headings[known.key], self._matches.get(known.key)
            if found is None:
                one = self._new(known, heading)
            else:
                one = _in_step(self._forest[found.milestone_id], known, heading)
                self._reasons[one.id] = found
            self._id_of[known.key] = one.id
            self._after[one.id] = one

    def detach_the_rest(self) -> None:
        """Detach the milestones whose heading is gone; they keep everything."""
        for known in self._touched:
            if known.key not in self._after and not known.detached:
                one = replace(self._forest[known.key], detached_at=self._now)
                self._after[one.id] = one

    def result(self) -> Reconciliation:
        """Collect what differs from what is stored."""
        layouts = {outline.plan: self._layout(outline) for outline in self._outlines}
        changes = tuple(self._changes(layouts))
        changed = {
            ident: one
            for ident, one in self._after.items()
            if self._forest.by_id.get(ident) is not one
        }
        return Reconciliation(tuple(changed.values()), self._texts(changed), layouts, changes)

    def _new(self, known: Known[HeadingKey], heading: Heading) -> Milestone:
        blank = Milestone(next(self._ids), known.plan, 0, "", 0, heading.says, created_at=self._now)
        return _in_step(blank, known, heading)

    def _layout(self, outline: Outline) -> Layout:
        ids = tuple(self._id_of[outline.plan, index] for index in range(len(outline.headings)))
        return Layout(outline.plan, ids, tuple(heading.line for heading in outline.headings))

    def _texts(self, changed: Mapping[int, Milestone]) -> dict[int, Text]:
        """Collect the texts of the headings whose milestone is new or changed."""
        return {
            ident: Text(self._headings[key].body, self._headings[key].prompt_starters)
            for key, ident in self._id_of.items()
            if ident in changed
        }

    def _changes(self, layouts: Mapping[str, Layout]) -> Iterator[Change]:
        parent_of = {
            self._id_of[one.key]: None if one.parent is None else self._id_of[one.parent]
            for one in self._read
        }
        reordered = moved_in_order(self._forest, layouts, parent_of)
        for ident, one in self._after.items():
            before = self._forest.by_id.get(ident)
            places = (self._forest.parent.get(ident), parent_of.get(ident))
            change = change_of(before, one, places, is_reordered=ident in reordered)
            if change is not None:
                found = self._reasons.get(ident)
                yield replace(change, reason=found.reason, score=found.score) if found else change


def _in_step(one: Milestone, known: Known[HeadingKey], heading: Heading) -> Milestone:
    """Let the plan-owned fields follow the heading, and the shared ones where they agree.

    Returns:
        The very same milestone where it is in step already.
    """
    says = heading.says
    agreed = {name for name, own in one.mine.items() if own.value == getattr(says, name)}
    if not agreed and _is_in_step(one, known, heading):
        return one
    return replace(
        one,
        plan=known.plan,
        level=heading.level,
        slug=known.slug,
        occurrence=known.occurrence,
        says=says,
        body_digest=known.text,
        mine=_without(one.mine, agreed) if agreed else one.mine,
        prompt_starters=len(heading.prompt_starters),
        explicit_id=heading.explicit_id,
        detached_at=None,
    )


def _without(mine: Mapping[str, Mine], names: set[str]) -> dict[str, Mine]:
    return {name: own for name, own in mine.items() if name not in names}


def _is_in_step(one: Milestone, known: Known[HeadingKey], heading: Heading) -> bool:
    return (
        one.body_digest == known.text
        and one.says == heading.says
        and one.occurrence == known.occurrence
        and one.slug == known.slug
        and one.level == heading.level
        and one.plan == known.plan
        and one.prompt_starters == len(heading.prompt_starters)
        and one.explicit_id == heading.explicit_id
        and one.detached_at is None
    )


def _read_headings(outline: Outline) -> Iterator[Known[HeadingKey]]:
    headings = outline.headings
    above = parents([heading.level for heading in headings])
    keys = addresses(heading.title for heading in headings)
    for index, (heading, (slug, occurrence)) in enumerate(zip(headings, keys, strict=True)):
        parent = above[index]
        yield Known(
            key=(outline.plan, index),
            plan=outline.plan,
            slug=slug,
            occurrence=occurrence,
            text=heading.body_digest,
            parent=None if parent is None else (outline.plan, parent),
            title=heading.title,
            is_telling=len(heading.body) >= TELLING_TEXT,
        )


def _stored_headings(forest: Forest, plans: set[str]) -> list[Known[int]]:
    """List the milestones of some plans in tree order, then all detached ones."""
    attached = (forest[ident] for ident in forest.order)
    detached = (forest[ident] for ident in forest.detached)
    return [
        Known(
            key=one.id,
            plan=one.plan,
            slug=one.slug,
            occurrence=one.occurrence,
            text=one.body_digest,
            parent=forest.parent.get(one.id),
            detached=one.is_detached,
            title=one.says.title,
        )
        for one in (*(one for one in attached if one.plan in plans), *detached)
        if one.plan is not None
    ]
