"""Which milestone each heading is: most are as they were, matching decides the rest."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial
from typing import TYPE_CHECKING, Final

from mlv_tui.domain.copies import COPIED, originals_of_copies
from mlv_tui.domain.forest import Forest
from mlv_tui.domain.keyed import KeyedOutline
from mlv_tui.domain.knowing import known_heading, known_milestone
from mlv_tui.domain.matching import Matching, Settled, Stored, match
from mlv_tui.domain.matching.known import HeadingKey, Known
from mlv_tui.domain.matching.sides import Side
from mlv_tui.domain.matching.signs import BELOW_WITH_TEXT, LETTER, TITLE, Sign
from mlv_tui.domain.matching.stored import Everything
from mlv_tui.domain.milestone import Milestone
from mlv_tui.domain.source_key import without_marks
from mlv_tui.domain.text import TextsOf
from mlv_tui.domain.unchanged import Unchanged, unchanged

if TYPE_CHECKING:
    from mlv_tui.domain.matching.likeliest import Doubt

_TITLE: Final = TITLE.reason, TITLE.score
_BELOW: Final = BELOW_WITH_TEXT.reason, BELOW_WITH_TEXT.score


@dataclass(frozen=True, slots=True)
class Recognised:
    """The outcome.

    Attributes:
        ids: By plan, the milestone of each heading in file order; None where it is new.
        reasons: By milestone, the sign it was recognised by, and how sure that is, 0 to 1.
        doubts: For milestones that weren't recognised what they may be, the likeliest first.
    """

    ids: Mapping[str, Sequence[int | None]]
    reasons: Mapping[int, tuple[str, float]]
    doubts: Mapping[int, tuple[Doubt, ...]]


def recognised(
    forest: Forest,
    plans: Sequence[KeyedOutline],
    attached: Sequence[int],
    texts_of: TextsOf,
    now: int,
) -> Recognised:
    """Recognise the headings of the plans that changed.

    Args:
        forest: What is stored.
        plans: What they say now; one without headings for a plan that is gone.
        attached: The milestones of these plans, in file order.
        texts_of: Looks the stored texts up.
        now: Epoch milliseconds.
    """
    same = _unchanged(forest, plans, attached)
    matching = _Rest(forest, plans, attached, same).matched(texts_of, now)
    ids: dict[str, list[int | None]] = {one.plan: [None] * len(one.headings) for one in plans}
    reasons: dict[int, tuple[str, float]] = {}
    for plan, ones in same.items():
        reasons |= dict.fromkeys(ones.alone.values(), _TITLE)
        reasons |= dict.fromkeys(ones.twins.values(), _BELOW)
        for index, ident in ones.all.items():
            ids[plan][index] = ident
    for (plan, index), one in matching.matches.items():
        ids[plan][index] = one.milestone_id
        reasons[one.milestone_id] = one.reason, one.score
    for original, copy in originals_of_copies(forest, plans, ids, texts_of, now).items():
        plan, index = copy
        ids[plan][index] = original
        reasons[original] = COPIED
    return Recognised(ids, reasons, matching.doubts)


def _unchanged(
    forest: Forest, plans: Sequence[KeyedOutline], attached: Sequence[int]
) -> dict[str, Unchanged]:
    """Find what is as it was in plans that were files before; others may be renamed ones."""
    stored: dict[str | None, list[Milestone]]
    stored = {plan.path: [] for plan in forest.plans if not plan.is_gone}
    for one in map(forest.by_id.__getitem__, attached):
        if one.plan in stored:
            stored[one.plan].append(one)
    above = forest.plan_parent
    return {one.plan: unchanged(one, stored.get(one.plan, ()), above) for one in plans}


class _Rest:
    """What isn't as it was, as matching is told of it."""

    def __init__(
        self,
        forest: Forest,
        plans: Sequence[KeyedOutline],
        attached: Sequence[int],
        same: Mapping[str, Unchanged],
    ) -> None:
        self._forest = forest
        self._plans = plans
        self._attached = attached
        self._same = same

    def matched(self, texts_of: TextsOf, now: int) -> Matching:
        """Recognise it."""
        read = self._read()
        if not read:
            return Matching({}, {})
        forest, settled = self._forest, self._settled()
        known = set(settled.milestones.values())
        stored = Stored(
            attached=[known_milestone(forest, at) for at in self._attached if at not in known],
            detached=[known_milestone(forest, ident) for ident in forest.detached],
            existed={plan.path for plan in forest.plans if not plan.is_gone},
            elsewhere=cache(partial(_slugs_outside, forest, {one.plan for one in self._plans})),
            texts_of=texts_of,
            still={one.plan for one in self._plans if one.headings},
            settled=settled,
            said=cache(partial(_said_outside, forest, {one.plan for one in self._plans})),
        )
        return match(stored, read, now)

    def _read(self) -> list[Known[HeadingKey]]:
        return [
            known_heading(one, index)
            for one in self._plans
            for index in range(len(one.headings))
            if index not in self._same[one.plan].all
        ]

    def _settled(self) -> Settled:
        milestones = {
            (plan, index): ident
            for plan, ones in self._same.items()
            for index, ident in ones.all.items()
        }
        twins = [(one, at) for one in self._plans for at in self._same[one.plan].twins]
        said = {(one.plan, one.slugs[at], one.digests[at]) for one, at in twins}
        twin_titles = {(one.plan, one.headings[at].title) for one, at in twins}
        repeated: dict[Sign, Collection[Hashable]] = {
            TITLE: {(plan, slug) for plan, slug, _ in said},
            LETTER: {(plan, without_marks(title)) for plan, title in twin_titles},
        }
        titles, texts = cache(self._titles), cache(self._said)
        return Settled(milestones, said, repeated, titles, texts, self._everything)

    def _titles(self) -> set[str]:
        return {one.slugs[at] for one in self._plans for at in self._same[one.plan].all}

    def _said(self) -> set[str]:
        return {one.digests[at] for one in self._plans for at in self._same[one.plan].all}

    def _everything(self) -> Everything:
        forest, plans = self._forest, {one.plan: one for one in self._plans}
        stored = Side(
            self._attached,
            map(forest.plan_parent.get, self._attached),
            partial(known_milestone, forest),
        )
        keys, parents = _places(self._plans)
        return stored, Side(keys, parents, lambda key: known_heading(plans[key[0]], key[1]))


def _places(
    plans: Iterable[KeyedOutline],
) -> tuple[Sequence[HeadingKey], Sequence[HeadingKey | None]]:
    """List the keys of all headings, and those of the headings above them."""
    keys: list[HeadingKey] = []
    parents: list[HeadingKey | None] = []
    for plan in plans:
        own = [(plan.plan, index) for index in range(len(plan.headings))]
        keys += own
        parents += [None if above is None else own[above] for above in plan.above]
    return keys, parents


def _slugs_outside(forest: Forest, plans: Collection[str]) -> set[str]:
    return {forest[at].slug for at in forest.plan_order if forest[at].plan not in plans}


def _said_outside(forest: Forest, plans: Collection[str]) -> set[str]:
    return {forest[at].body_digest for at in forest.plan_order if forest[at].plan not in plans}
