"""What the plans say now, brought into step with what is stored, as one change set."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, partial
from typing import TYPE_CHECKING, Final

from mlv_tui.domain.adoption import Adoption, handed_over
from mlv_tui.domain.attaching import in_place_of
from mlv_tui.domain.change_set import Change, ChangeKind
from mlv_tui.domain.differences import change_of, moved_in_order
from mlv_tui.domain.forest import Forest, Layout
from mlv_tui.domain.in_step import in_step
from mlv_tui.domain.knowing import known_headings, known_milestone
from mlv_tui.domain.matching import Match, Stored, match
from mlv_tui.domain.matching.known import HeadingKey, Known
from mlv_tui.domain.milestone import Milestone
from mlv_tui.domain.outline import Heading, Outline
from mlv_tui.domain.text import Text, TextsOf

if TYPE_CHECKING:
    from mlv_tui.domain.matching.likeliest import Doubt

_NAMED: Final = 3
"""Candidates that are named for a milestone that may be several."""


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """What has to be stored so that the store says what the plans say.

    Attributes:
        milestones: The new and the changed ones, whole.
        texts: Their texts, where new or changed, by milestone id.
        layouts: Of every plan that was read, and of those where a copy gave way to its original,
            by its path.
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
    texts_of: TextsOf,
) -> Reconciliation:
    """Compare plans that changed together with what is stored of them.

    User-owned fields are carried over untouched; nothing is ever deleted.

    Args:
        forest: What is stored.
        outlines: What the changed plans say now; one without headings for a plan that is gone.
        ids: Gives an id to each new milestone.
        now: Epoch milliseconds.
        texts_of: Looks the stored texts up.
    """
    work = _Work(forest, outlines, ids, now, texts_of)
    work.follow_headings()
    work.go_on_in_copies()
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
        texts_of: TextsOf,
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
        self._read = [known for outline in outlines for known in known_headings(outline)]
        plans = {outline.plan: bool(outline.headings) for outline in outlines}
        self._adoption = Adoption(forest, plans, texts_of, now)
        self._texts_of = texts_of
        self._attached = [
            known_milestone(forest, at) for at in forest.order if forest[at].plan in plans
        ]
        stored = Stored(
            attached=self._attached,
            detached=[known_milestone(forest, ident) for ident in forest.detached],
            existed={plan.path for plan in forest.plans if not plan.is_gone},
            elsewhere=cache(partial(_slugs_outside, forest, plans)),
            texts_of=texts_of,
        )
        self._matching = match(stored, self._read, now)
        self._id_of: dict[HeadingKey, int] = {}
        self._after: dict[int, Milestone] = {}
        self._reasons: dict[int, Match] = {}
        self._originals: dict[int, Match] = {}

    def follow_headings(self) -> None:
        """Give every heading its milestone: the recognised one in step, or a new one."""
        for known in self._read:
            heading, found = self._headings[known.key], self._matching.matches.get(known.key)
            if found is None:
                one = self._new(known, heading)
            else:
                one = in_step(self._forest[found.milestone_id], known, heading)
                self._reasons[one.id] = found
            self._id_of[known.key] = one.id
            self._after[one.id] = one

    def go_on_in_copies(self) -> None:
        """Give milestones whose heading is gone the heading of a copy that was saved before."""
        left = [known.key for known in self._attached if known.key not in self._after]
        self._originals = self._adoption.originals(left)
        for copy, found in self._originals.items():
            original, given_way = handed_over(
                self._forest[copy], self._forest[found.milestone_id], self._now
            )
            self._after |= {original.id: original, copy: given_way}
            self._reasons[original.id] = found

    def detach_the_rest(self) -> None:
        """Detach the milestones whose heading is gone; they keep everything."""
        for known in self._attached:
            if known.key not in self._after:
                one = replace(self._forest[known.key], detached_at=self._now)
                self._after[one.id] = one

    def result(self) -> Reconciliation:
        """Collect what differs from what is stored."""
        layouts = {outline.plan: self._layout(outline) for outline in self._outlines}
        layouts |= self._layouts_of_copies()
        changes = tuple(self._changes(layouts))
        changed = {
            ident: one
            for ident, one in self._after.items()
            if self._forest.by_id.get(ident) is not one
        }
        return Reconciliation(tuple(changed.values()), self._texts(changed), layouts, changes)

    def _new(self, known: Known[HeadingKey], heading: Heading) -> Milestone:
        blank = Milestone(next(self._ids), known.plan, 0, "", 0, heading.says, created_at=self._now)
        return in_step(blank, known, heading)

    def _layout(self, outline: Outline) -> Layout:
        ids = tuple(self._id_of[outline.plan, index] for index in range(len(outline.headings)))
        return Layout(outline.plan, ids, tuple(heading.line for heading in outline.headings))

    def _heirs(self) -> dict[int, int]:
        """Give by a copy's id its original's."""
        return {copy: one.milestone_id for copy, one in self._originals.items()}

    def _layouts_of_copies(self) -> dict[str, Layout]:
        plans = {self._forest[copy].plan for copy in self._originals}
        heirs = self._heirs()
        return {
            layout.plan: in_place_of(layout, heirs)
            for layout in self._forest.layouts
            if layout.plan in plans
        }

    def _texts(self, changed: Mapping[int, Milestone]) -> dict[int, Text]:
        """Collect the texts of the headings whose milestone is new or changed."""
        texts = {
            ident: Text(self._headings[key].body, self._headings[key].prompt_starters)
            for key, ident in self._id_of.items()
            if ident in changed
        }
        if self._originals:
            copied = self._texts_of(list(self._originals))
            texts |= {self._originals[copy].milestone_id: text for copy, text in copied.items()}
        return texts

    def _changes(self, layouts: Mapping[str, Layout]) -> Iterator[Change]:
        parent_of = self._parents(layouts)
        reordered = moved_in_order(self._forest, layouts, parent_of)
        for ident, one in self._after.items():
            before = self._forest.by_id.get(ident)
            places = (self._forest.parent.get(ident), parent_of.get(ident))
            change = change_of(before, one, places, is_reordered=ident in reordered)
            if change is not None:
                yield self._explained(change)

    def _parents(self, layouts: Mapping[str, Layout]) -> dict[int, int | None]:
        """Give the one above each milestone, as it is to be."""
        found = {
            self._id_of[one.key]: None if one.parent is None else self._id_of[one.parent]
            for one in self._read
        }
        before = {layout.plan: layout for layout in self._forest.layouts}
        heirs = self._heirs()
        for plan in layouts.keys() - {outline.plan for outline in self._outlines}:
            for ident in before[plan].ids:
                above = self._forest.parent[ident]
                found[heirs.get(ident, ident)] = above and heirs.get(above, above)
        return found

    def _explained(self, change: Change) -> Change:
        """Say by which sign, or what a detached one may be."""
        found = self._reasons.get(change.milestone_id)
        if found is not None:
            return replace(change, reason=found.reason, score=found.score)
        doubts = self._matching.doubts.get(change.milestone_id, ())
        if change.kind is not ChangeKind.DETACHED or not doubts:
            return change
        return replace(
            change, kind=ChangeKind.AMBIGUOUS, reason=self._named(doubts), score=doubts[0].score
        )

    def _named(self, doubts: Sequence[Doubt]) -> str:
        """Name what a milestone may be, the likeliest few."""
        named = (
            f"“{self._headings[doubt.heading].title}” ({doubt.score:.2f})"
            for doubt in doubts[:_NAMED]
        )
        return f"may be {' or '.join(named)}"


def _slugs_outside(forest: Forest, plans: Collection[str]) -> set[str]:
    return {forest[at].slug for at in forest.order if forest[at].plan not in plans}
