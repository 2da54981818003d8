"""Copies within one plan that were saved before their original was deleted there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from mlv_tui.domain.forest import Forest
from mlv_tui.domain.keyed import KeyedOutline
from mlv_tui.domain.matching.known import HeadingKey
from mlv_tui.domain.matching.memory import RECENT
from mlv_tui.domain.matching.texts import is_told
from mlv_tui.domain.milestone import Milestone
from mlv_tui.domain.text import TextsOf

COPIED: Final = "same title and text, copied before", 0.9
"""The sign, and how sure it is."""
YOUNG: Final = 50
"""Writes of the project; a copy that stood longer beside its original is a section of its own."""
_TWO: Final = 2
_Said = tuple[str, str]
"""Slug and digest."""


def originals_of_copies(
    forest: Forest,
    plans: Sequence[KeyedOutline],
    ids: Mapping[str, Sequence[int | None]],
    texts_of: TextsOf,
    now: int,
) -> dict[int, HeadingKey]:
    """Find the headings of copies whose original's heading is gone from the same plan.

    Only where nothing but the two has the title or the text, the copy is younger, nobody touched
    it, and it says still what the original said.

    Args:
        forest: What is stored.
        plans: What they say now.
        ids: The milestones of their headings, None for new ones.
        texts_of: Looks the stored texts up.
        now: Epoch milliseconds.

    Returns:
        By the original's id.
    """
    found = dict(_copied(forest, plans, ids, now))
    if not found:
        return {}
    ones = [forest[at] for at in forest.plan_order]
    titles = Counter(one.slug for one in ones)
    said = Counter(one.body_digest for one in ones)
    texts = texts_of(list(found))
    return {
        ident: heading
        for ident, heading in found.items()
        if titles[forest[ident].slug] == said[forest[ident].body_digest] == _TWO
        and ident in texts
        and is_told(texts[ident].body)
    }


def _copied(
    forest: Forest,
    plans: Sequence[KeyedOutline],
    ids: Mapping[str, Sequence[int | None]],
    now: int,
) -> Iterator[tuple[int, HeadingKey]]:
    for keyed in plans:
        there = set(ids[keyed.plan])
        gone = _gone(forest, keyed.plan, there)
        for index, ident in enumerate(ids[keyed.plan] if gone else ()):
            original = gone.get((keyed.slugs[index], keyed.digests[index]))
            if original is None or ident is None:
                continue
            copy = forest.by_id[ident]
            if _is_young(forest, copy, now) and _is_copy(copy, original):
                yield original.id, (keyed.plan, index)


def _gone(forest: Forest, plan: str, there: set[int | None]) -> dict[_Said, Milestone]:
    layouts = (layout for layout in forest.layouts if layout.plan == plan)
    ones = [forest[at] for layout in layouts for at in layout.ids if at not in there]
    return {(one.slug, one.body_digest): one for one in ones if one.body_digest}


def _is_young(forest: Forest, copy: Milestone, now: int) -> bool:
    is_young = copy.created_at > now - RECENT and forest.number - copy.changed_in < YOUNG
    return is_young and not copy.is_touched


def _is_copy(copy: Milestone, original: Milestone) -> bool:
    said = original.slug, original.body_digest
    return copy.created_at > original.created_at and (copy.slug, copy.body_digest) == said
