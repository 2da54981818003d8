"""What the plans say now, brought into step with what is stored, as one change set."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from mlv_tui.domain.adoption import Adoption, handed_over
from mlv_tui.domain.attaching import in_place_of
from mlv_tui.domain.change_set import Change, ChangeKind
from mlv_tui.domain.differences import change_of, moved_in_order
from mlv_tui.domain.forest import Forest, Layout
from mlv_tui.domain.in_step import in_step
from mlv_tui.domain.keyed import KeyedOutline
from mlv_tui.domain.matching import Match
from mlv_tui.domain.milestone import Milestone
from mlv_tui.domain.outline import Heading, Outline
from mlv_tui.domain.recognition import recognised
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
        self._plans = [KeyedOutline.of(outline) for outline in outlines]
        self._new_ids = ids
        self._now = now
        plans = {outline.plan: bool(outline.headings) for outline in outlines}
        self._adoption = Adoption(forest, plans, texts_of, now)
        self._texts_of = texts_of
        self._attached = [at for at in forest.plan_order if forest.by_id[at].plan in plans]
        self._recognised = recognised(forest, self._plans, self._attached, texts_of, now)
        self._reasons = dict(self._recognised.reasons)
        self._ids: dict[str, list[int]] = {}
        self._after: dict[int, Milestone] = {}
        self._originals: dict[int, Match] = {}

    def follow_headings(self) -> None:
        """Give every heading its milestone: the recognised one in step, or a new one."""
        by_id = self._forest.by_id
        for plan in self._plans:
            ones = [
                in_step(self._new(plan, index) if ident is None else by_id[ident], plan, index)
                for index, ident in enumerate(self._recognised.ids[plan.plan])
            ]
            self._ids[plan.plan] = [one.id for one in ones]
            self._after.update((one.id, one) for one in ones)

    def go_on_in_copies(self) -> None:
        """Give milestones whose heading is gone the heading of a copy that was saved before."""
        left = [ident for ident in self._attached if ident not in self._after]
        self._originals = self._adoption.originals(left)
        for copy, found in self._originals.items():
            original, given_way = handed_over(
                self._forest[copy], self._forest[found.milestone_id], self._now
            )
            self._after |= {original.id: original, copy: given_way}
            self._reasons[original.id] = found.reason, found.score

    def detach_the_rest(self) -> None:
        """Detach the milestones whose heading is gone; they keep everything."""
        for ident in self._attached:
            if ident not in self._after:
                self._after[ident] = replace(self._forest[ident], detached_at=self._now)

    def result(self) -> Reconciliation:
        """Collect what differs from what is stored."""
        layouts = {plan.plan: self._layout(plan) for plan in self._plans}
        layouts |= self._layouts_of_copies()
        changes = tuple(self._changes(layouts))
        before = self._forest.by_id
        changed = {ident: one for ident, one in self._after.items() if before.get(ident) is not one}
        return Reconciliation(tuple(changed.values()), self._texts(changed), layouts, changes)

    def _new(self, plan: KeyedOutline, index: int) -> Milestone:
        ident, says = next(self._new_ids), plan.headings[index].says
        return Milestone(ident, plan.plan, 0, "", 0, says, created_at=self._now)

    def _layout(self, plan: KeyedOutline) -> Layout:
        lines = tuple([heading.line for heading in plan.headings])
        return Layout(plan.plan, tuple(self._ids[plan.plan]), lines)

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
            ident: Text(heading.body, heading.prompt_starters)
            for plan in self._plans
            for ident, heading in zip(self._ids[plan.plan], plan.headings, strict=True)
            if ident in changed
        }
        if self._originals:
            copied = self._texts_of(list(self._originals))
            texts |= {self._originals[copy].milestone_id: text for copy, text in copied.items()}
        return texts

    def _changes(self, layouts: Mapping[str, Layout]) -> Iterator[Change]:
        parent_of = self._parents(layouts)
        reordered = moved_in_order(self._forest, layouts, parent_of)
        stood, by_id = self._forest.plan_parent, self._forest.by_id
        for ident, one in self._after.items():
            before = by_id.get(ident)
            places = (stood.get(ident), parent_of.get(ident))
            if before is one and places[0] == places[1] and ident not in reordered:
                continue
            change = change_of(before, one, places, is_reordered=ident in reordered)
            if change is not None:
                yield self._explained(change)

    def _parents(self, layouts: Mapping[str, Layout]) -> dict[int, int | None]:
        """Give the one above each milestone, as it is to be."""
        found: dict[int, int | None] = {}
        for plan in self._plans:
            ids = self._ids[plan.plan]
            above = [None if index is None else ids[index] for index in plan.above]
            found.update(zip(ids, above, strict=True))
        before = {layout.plan: layout for layout in self._forest.layouts}
        heirs = self._heirs()
        for path in layouts.keys() - self._ids.keys():
            for ident in before[path].ids:
                above = self._forest.plan_parent[ident]
                found[heirs.get(ident, ident)] = above and heirs.get(above, above)
        return found

    def _explained(self, change: Change) -> Change:
        """Say by which sign, or what a detached one may be."""
        found = self._reasons.get(change.milestone_id)
        if found is not None:
            return Change(change.milestone_id, change.kind, change.before, change.after, *found)
        doubts = self._recognised.doubts.get(change.milestone_id, ())
        if change.kind is not ChangeKind.DETACHED or not doubts:
            return change
        return replace(
            change, kind=ChangeKind.AMBIGUOUS, reason=self._named(doubts), score=doubts[0].score
        )

    def _named(self, doubts: Sequence[Doubt]) -> str:
        """Name what a milestone may be, the likeliest few."""
        named = (
            f"“{self._heading(*doubt.heading).title}” ({doubt.score:.2f})"
            for doubt in doubts[:_NAMED]
        )
        return f"may be {' or '.join(named)}"

    def _heading(self, plan: str, index: int) -> Heading:
        return next(one for one in self._plans if one.plan == plan).headings[index]
