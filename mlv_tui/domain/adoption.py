"""Copies that were saved before their original was deleted: the original goes on in the copy."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from typing import Final

from mlv_tui.domain.attaching import attached_for
from mlv_tui.domain.forest import Forest
from mlv_tui.domain.knowing import known_milestone
from mlv_tui.domain.matching import Match, Stored, match
from mlv_tui.domain.matching.known import TELLING_TEXT, HeadingKey, Known
from mlv_tui.domain.matching.memory import RECENT
from mlv_tui.domain.matching.renames import renamed_plans
from mlv_tui.domain.milestone import Milestone
from mlv_tui.domain.text import TextsOf

YOUNG: Final = 50
"""Writes of the project; a copy that stood longer beside its original is a section of its own."""


class Adoption:
    """Looks for the copies of milestones whose heading is gone.

    A copy is a milestone that was made after the original, not long ago, in a plan that didn't
    change now, and that nobody touched.
    """

    def __init__(
        self, forest: Forest, changed: Mapping[str, bool], texts_of: TextsOf, now: int
    ) -> None:
        """Look through these.

        Args:
            forest: What is stored.
            changed: The plans that were read now, and whether they have headings still.
            texts_of: Looks the stored texts up.
            now: Epoch milliseconds.
        """
        self._forest = forest
        self._changed = changed
        self._texts_of = texts_of
        self._now = now

    def originals(self, left: Sequence[int]) -> dict[int, Match]:
        """Find for each copy its original.

        Args:
            left: The milestones whose heading is gone, in tree order.

        Returns:
            By the copy's id.
        """
        copies = self._young(left)
        if not copies:
            return {}
        known = {ident: known_milestone(self._forest, ident) for ident in left}
        originals = [one._replace(parent=_within(one.parent, known)) for one in known.values()]
        read = self._telling(originals, self._as_read(copies))
        found = match(self._stored(originals, read), list(read.values()), self._now)
        copy_at = {one.key: ident for ident, one in read.items()}
        return {
            copy_at[place]: one
            for place, one in found.matches.items()
            if self._is_later(copy_at[place], one.milestone_id)
        }

    def _young(self, left: Sequence[int]) -> list[int]:
        """List what was made after one of these, not long ago, and is untouched."""
        if not left:
            return []
        since = max(self._now - RECENT, min(self._forest[ident].created_at for ident in left))
        return [
            ident
            for ident in self._forest.plan_order
            if self._forest[ident].plan not in self._changed and self._is_young(ident, since)
        ]

    def _telling(
        self, originals: Sequence[Known[int]], copies: Mapping[int, Known[HeadingKey]]
    ) -> dict[int, Known[HeadingKey]]:
        """Leave out copies of what is common, but for those in a plan that was renamed whole."""
        old = self._old_plans(copies)
        new = [one for one in copies.values() if one.plan not in old]
        gone = [one for one in originals if not self._changed[one.plan]]
        renamed = renamed_plans(gone, new, self._texts_of, self._common).values()
        kept = {
            ident: one
            for ident, one in copies.items()
            if one.plan in renamed or (one.is_telling and one.slug not in self._common)
        }
        keys = {one.key for one in kept.values()}
        return {
            ident: one if one.parent in keys else one._replace(parent=None)
            for ident, one in kept.items()
        }

    def _is_young(self, ident: int, since: int) -> bool:
        one = self._forest[ident]
        is_young = one.created_at > since and self._forest.number - one.changed_in < YOUNG
        return is_young and not one.is_touched

    def _is_later(self, copy: int, original: int) -> bool:
        return self._forest[copy].created_at > self._forest[original].created_at

    def _stored(
        self, originals: Sequence[Known[int]], copies: Mapping[int, Known[HeadingKey]]
    ) -> Stored:
        return Stored(
            attached=originals,
            detached=(),
            existed=self._old_plans(copies),
            elsewhere=tuple,
            texts_of=self._texts_of,
            common=self._common,
            still={plan for plan, has_headings in self._changed.items() if has_headings},
            of_copies=True,
        )

    def _old_plans(self, copies: Collection[int]) -> set[str]:
        """List the plans that hold more than copies."""
        others = (ident for ident in self._forest.plan_order if ident not in copies)
        empty = {plan.path for plan in self._forest.plans} - {
            one.plan for one in self._forest.layouts if one.ids
        }
        return {self._forest[ident].plan or "" for ident in others} | empty

    @cached_property
    def _common(self) -> set[str]:
        """List the slugs of what stands in more plans than an original's and its copy's."""
        ones = self._forest.by_id.values()
        plans = Counter(slug for slug, _ in {(one.slug, one.plan) for one in ones})
        return {slug for slug, count in plans.items() if count > 2}  # noqa: PLR2004 - these two

    def _as_read(self, copies: Collection[int]) -> dict[int, Known[HeadingKey]]:
        """Tell of the copies as if their plans had just been read."""
        places = self._places(copies)
        texts = self._texts_of(copies)
        found: dict[int, Known[HeadingKey]] = {}
        for ident in copies:
            one = known_milestone(self._forest, ident)
            above = _within(one.parent, places)
            body = texts[ident].body if ident in texts else ""
            found[ident] = Known(
                key=places[ident],
                plan=one.plan,
                slug=one.slug,
                occurrence=one.occurrence,
                text=one.text,
                parent=None if above is None else places[above],
                title=one.title,
                level=one.level,
                is_telling=len(body) >= TELLING_TEXT,
                body=body,
                explicit_id=one.explicit_id,
            )
        return found

    def _places(self, copies: Collection[int]) -> dict[int, HeadingKey]:
        wanted = set(copies)
        return {
            ident: (layout.plan, index)
            for layout in self._forest.layouts
            for index, ident in enumerate(layout.ids)
            if ident in wanted
        }


def handed_over(copy: Milestone, original: Milestone, now: int) -> tuple[Milestone, Milestone]:
    """Put the original on its copy's heading, and detach the copy."""
    return attached_for(original, copy), replace(copy, detached_at=now)


def _within(ident: int | None, ones: Collection[int]) -> int | None:
    return ident if ident in ones else None
